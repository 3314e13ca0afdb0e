import pytest

from retrieval.spelling import near


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("picsin", "piscin"), ("redevenc", "redevanc"), ("resau", "reseau"), ("pponier", "pponie")],
)
def test_one_slip_is_mended(typed: str, meant: str) -> None:
    assert near(typed, {meant, "plac"}) == {meant}


@pytest.mark.parametrize("stem", ["plat", "2024", "trottinet"])
def test_short_words_figures_and_distant_words_are_left(stem: str) -> None:
    assert near(stem, {"plac", "place", "2025", "tropinette"}) == frozenset()

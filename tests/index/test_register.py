"""Which edition is live, and what was live before."""

import pytest

from index.register import Register, read_register, write_register


def test_the_edition_published_last_is_live() -> None:
    assert Register().published("bilan", "a").published("bilan", "b").live("bilan") == "b"


def test_publishing_the_live_edition_again_changes_nothing() -> None:
    register = Register().published("bilan", "a")
    assert register.published("bilan", "a") is register


def test_rolling_back_undoes_publications_until_that_edition_was_live() -> None:
    register = Register({"bilan": ("a", "b", "a", "c")})
    assert register.rolled_back("bilan", "a").histories == {"bilan": ("a", "b", "a")}


def test_a_forgotten_edition_leaves_no_trace_and_no_doubles() -> None:
    register = Register({"bilan": ("a", "b", "a", "c")})
    assert register.forgotten("bilan", "b").histories == {"bilan": ("a", "c")}


def test_reports_do_not_mix() -> None:
    register = Register().published("bilan", "a").published("dossier", "b")
    assert (register.live("bilan"), register.live("dossier"), register.live("x")) == (
        "a",
        "b",
        None,
    )


def test_a_register_comes_back_as_it_was() -> None:
    register = Register({"bilan": ("a", "b")}, default="bilan")
    assert read_register(write_register(register)) == register


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b'{"format":2,"default":null,"reports":{}}', b'{"format":1}'],
)
def test_a_register_that_makes_no_sense_is_empty_and_says_so(content: bytes) -> None:
    assert read_register(content) == Register(damaged=True)

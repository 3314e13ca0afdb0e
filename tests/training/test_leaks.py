"""What the product is measured on is recognised in training text, and nothing else is."""

from training.corpus import HELD_OUT, Pair, digest, is_held_out, split
from training.leaks import Guard, words_of

PAGE = (
    "Le Département a rénové douze collèges et construit deux gymnases entre 2021 et 2024 "
    "avec le soutien des communes et de la Région"
)


def guard() -> Guard:
    made = Guard()
    made.add_text(PAGE)
    made.add_phrase("Combien de collèges ont été rénovés ?")
    return made


def test_a_guarded_text_is_refused_whatever_its_accents_and_signs() -> None:
    assert guard().refuses(PAGE.upper().replace("É", "E") + " !!!")


def test_a_text_that_shares_a_fifth_of_its_runs_or_less_stays() -> None:
    """16 words of its own with 9 of the page's: 2 of its 18 runs of 8 words are guarded."""
    own = " ".join(f"mot{number}" for number in range(16))
    shared = " ".join(PAGE.split()[:9])
    assert round(guard().share(words_of(f"{own} {shared}")), 3) == round(2 / 18, 3)
    assert not guard().refuses(f"{own} {shared}")


def test_a_text_that_shares_more_is_refused() -> None:
    """6 words of its own with 12 of the page's: 5 of its 11 runs are guarded."""
    own = " ".join(f"mot{number}" for number in range(6))
    assert round(guard().share(words_of(f"{own} {' '.join(PAGE.split()[:12])}")), 3) == 0.455
    assert guard().refuses(f"{own} {' '.join(PAGE.split()[:12])}")


def test_a_guarded_question_inside_a_longer_text_is_refused() -> None:
    inside = "On demande souvent : combien de colleges ont ete renoves, et où ?"
    assert guard().refuses(inside)
    assert not guard().refuses("Combien de collèges ont été construits ?")


def test_a_phrase_under_four_words_would_stand_everywhere_and_is_not_guarded() -> None:
    made = Guard()
    made.add_phrase("le Département")
    assert not made.refuses("le Département agit")


def test_all_questions_on_a_text_stay_on_one_side() -> None:
    pairs = [Pair("residents", (f"q{n}",), f"texte {n % 40}") for n in range(120)]
    learnt, held_out = split(pairs)
    assert len(learnt) + len(held_out) == 120
    assert not {pair.text for pair in learnt} & {pair.text for pair in held_out}
    assert all(is_held_out(pair.text) for pair in held_out)


def test_a_texts_side_does_not_move_when_others_are_added() -> None:
    assert [is_held_out(f"texte {n}") for n in range(5)] == [
        int(digest(f"texte {n}"), 16) % HELD_OUT == 0 for n in range(5)
    ]

"""The words that a quote shares with the question are emphasised; not a character changes."""

from ui.emphasis import emphasise

QUOTE = "Il a soutenu 128 services d’aide à domicile, et ouvert 12 accueils de jour."


def marked(question: str, quote: str = QUOTE) -> list[str]:
    return [span.text for span in emphasise(quote, question) if span.marked]


def test_a_word_of_the_question_is_emphasised_in_any_of_its_forms() -> None:
    assert marked("Quel service ?") == ["services"]


def test_words_that_carry_no_subject_are_left_alone() -> None:
    assert marked("Que fait-il à la maison de la dame ?") == []


def test_a_figure_of_the_question_is_emphasised_only_whole() -> None:
    assert marked("Pourquoi 12 ?") == ["12"]


def test_neighbouring_words_are_emphasised_as_one() -> None:
    assert marked("ouvert 12 accueils") == ["ouvert 12 accueils"]


def test_the_spans_joined_are_the_quote() -> None:
    spans = emphasise(QUOTE, "services d’aide à domicile en 2024 ouvert accueils")
    assert "".join(span.text for span in spans) == QUOTE


def test_a_question_that_shares_nothing_marks_nothing() -> None:
    assert emphasise(QUOTE, "Et les collèges ?") == emphasise(QUOTE, "")

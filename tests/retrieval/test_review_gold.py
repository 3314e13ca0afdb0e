"""Each mark makes one gold question, and the file keeps what people wrote in it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retrieval.answer import Answer, Citation, Outcome
from retrieval.gold import GoldLineMalformed, GoldQuestion, Kind, read_gold
from retrieval.review_errors import KeyAbsent, MarkUnfit, PassageUnpointed
from retrieval.review_gold import Marked, OwnGold, gold_of, line_of, marks_for
from retrieval.reviews import Mark, Review, fingerprint, review_id, same_question

DAY = date(2026, 11, 30)
QUESTION = "Combien de kilomètres de voies cyclables ?"


def cite(edition: Any, number: int, quote: str, **about: Any) -> Citation:
    passage = edition.passages[number]
    start = passage.text.index(quote)
    page = edition.page(passage.first_page)
    return Citation(passage, quote, page, edition.id, "bilan", start, start + len(quote), **about)


@pytest.fixture
def bikes(bilan: Any) -> Citation:
    return cite(
        bilan, 2, "Le plan vélo prévoit 120 kilomètres de voies cyclables d'ici 2027.", also=(3,)
    )


@pytest.fixture
def money(bilan: Any) -> Citation:
    return cite(bilan, 4, "Depuis septembre 2025, le repas au collège coûte 3,60 € aux familles.")


@pytest.fixture
def answer(bikes: Citation) -> Answer:
    return Answer(QUESTION, QUESTION, Outcome.ANSWERED, (bikes,), editions=("bilan",))


def refusal(outcome: Outcome, **about: Any) -> Answer:
    return Answer(QUESTION, QUESTION, outcome, editions=("bilan",), **about)


def made(answer: Answer, *marked: Any, **about: Any) -> GoldQuestion:
    gold = gold_of(answer, "bilan.pdf", "relu-1", Marked(*marked, **about))
    assert gold is not None
    return gold


def test_a_right_answer_is_expected_again_on_all_its_pages(answer: Answer) -> None:
    gold = made(answer, Mark.RIGHT, keys=("120", "VÉLO"))
    assert (gold.id, gold.pdf, gold.kind, gold.question) == (
        "relu-1", "bilan.pdf", Kind.DIRECT, QUESTION,
    )  # fmt: skip
    assert (gold.pages, gold.keys) == ((2, 3), ("120", "VÉLO"))
    assert gold.evidence == (answer.citations[0].quote,)


def test_a_wrong_page_makes_a_question_whose_page_is_the_one_pointed_at(
    answer: Answer, money: Citation
) -> None:
    gold = made(answer, Mark.WRONG_PAGE, money)
    assert (gold.kind, gold.pages, gold.answer) == (Kind.DIRECT, (3,), money.quote)


def test_an_incomplete_answer_needs_a_page_of_each(answer: Answer, bilan: Any) -> None:
    more = cite(bilan, 6, "Le 119 a reçu 1 204 appels en 2024.")
    gold = made(answer, Mark.INCOMPLETE, more)
    assert (gold.kind, gold.pages, gold.groups) == (Kind.MULTI, (2, 3, 4), ((2, 3), (4,)))


def test_what_should_have_been_refused_has_no_page(answer: Answer) -> None:
    gold = made(answer, Mark.SHOULD_REFUSE, why="Le rapport n'en dit rien.")
    assert (gold.kind, gold.pages, gold.why) == (Kind.NEAR_MISS, (), "Le rapport n'en dit rien.")


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Outcome.NOT_IN_REPORT, Kind.NEAR_MISS),
        (Outcome.MENTIONED, Kind.NEAR_MISS),
        (Outcome.OUT_OF_SCOPE, Kind.OTHER_LEVEL),
        (Outcome.BLOCKED, Kind.UNSAFE),
    ],
)
def test_a_right_refusal_is_expected_again(outcome: Outcome, kind: Kind) -> None:
    assert made(refusal(outcome), Mark.RIGHT).kind is kind


def test_what_was_missed_is_expected_where_it_stands(money: Citation) -> None:
    gold = made(refusal(Outcome.NOT_IN_REPORT), Mark.MISSED, money)
    assert (gold.kind, gold.pages) == (Kind.DIRECT, (3,))


def test_what_is_passed_over_makes_no_gold(answer: Answer) -> None:
    assert gold_of(answer, "bilan.pdf", "relu-1", Marked(Mark.PASSED_OVER)) is None


@pytest.mark.parametrize("mark", [Mark.WRONG_PAGE, Mark.INCOMPLETE])
def test_these_marks_need_the_passage(mark: Mark, answer: Answer) -> None:
    with pytest.raises(PassageUnpointed):
        made(answer, mark)


def test_a_mark_that_makes_no_sense_of_the_answer_is_refused(
    answer: Answer, money: Citation
) -> None:
    with pytest.raises(MarkUnfit):
        made(answer, Mark.MISSED, money)
    assert marks_for(refusal(Outcome.FAILED)) == (Mark.MISSED, Mark.PASSED_OVER)


def test_a_key_that_no_right_answer_shows_is_named(answer: Answer) -> None:
    with pytest.raises(KeyAbsent) as refused:
        made(answer, Mark.RIGHT, keys=("120", "12"))
    assert refused.value.values == {"key": "12"}


def test_what_is_written_is_a_gold_question_like_any_other(
    answer: Answer, bilan: Any, tmp_path: Path
) -> None:
    more = cite(bilan, 6, "Le 119 a reçu 1 204 appels en 2024.")
    several = made(answer, Mark.INCOMPLETE, more, keys=("119",))
    none = replace(made(answer, Mark.SHOULD_REFUSE, why="Rien."), id="relu-2")
    odd = replace(several, id="relu-3", answer="a\u2028b\x85c")
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(line_of, (several, none, odd))), encoding="utf-8")
    assert read_gold(path) == (several, none, odd)


def review(name: str, answer: Answer, *marked: Any) -> Review:
    gold = gold_of(answer, "bilan.pdf", name, Marked(*marked))
    return Review(name, 7, QUESTION, "bilan", marked[0], "paul", DAY, "seen", gold=gold)


@pytest.fixture
def own(tmp_path: Path) -> OwnGold:
    return OwnGold(tmp_path / "gold.jsonl")


def ids(own: OwnGold) -> list[str]:
    return [each.id for each in read_gold(own.path)]


def test_the_file_holds_the_gold_of_each_mark_and_loses_what_is_undone(
    own: OwnGold, answer: Answer
) -> None:
    one, two = review("relu-1", answer, Mark.RIGHT), review("relu-2", answer, Mark.SHOULD_REFUSE)
    own.bring([one], ["relu-1"])
    own.bring([two, one], ["relu-2"])
    assert ids(own) == ["relu-1", "relu-2"]
    own.bring([two], ["relu-1"])
    assert ids(own) == ["relu-2"]
    own.bring([], ["relu-2"])
    assert not own.path.exists()


def test_only_our_user_may_read_the_file(own: OwnGold, answer: Answer) -> None:
    own.bring([review("relu-1", answer, Mark.RIGHT)])
    assert own.path.stat().st_mode & 0o777 == 0o600


def test_lines_of_others_and_lines_changed_by_hand_stay(own: OwnGold, answer: Answer) -> None:
    theirs = '{"id": "a", "pdf": "bilan.pdf", "kind": "off_topic", "question": "?!", "extra": 1}'
    one = review("relu-1", answer, Mark.RIGHT)
    changed = line_of(replace(one.gold, keys=("120",)))  # type: ignore[type-var]
    own.path.write_text(f"{theirs}\n{changed}\n", encoding="utf-8")
    own.bring([review("relu-2", answer, Mark.RIGHT), one], ["relu-2"])
    lines = own.path.read_text("utf-8").splitlines()
    assert lines[:2] == [theirs, changed]
    assert json.loads(lines[2])["id"] == "relu-2"


def test_a_mark_made_again_is_written_again_in_its_place(own: OwnGold, answer: Answer) -> None:
    one, two = review("relu-1", answer, Mark.RIGHT), review("relu-2", answer, Mark.RIGHT)
    own.bring([one, two])
    own.bring([review("relu-1", answer, Mark.SHOULD_REFUSE), two], ["relu-1"])
    assert [(each.id, each.kind) for each in read_gold(own.path)] == [
        ("relu-1", Kind.NEAR_MISS), ("relu-2", Kind.DIRECT),
    ]  # fmt: skip


def test_a_broken_file_is_named_by_line_and_column_and_left_as_it_is(
    own: OwnGold, answer: Answer
) -> None:
    broken = line_of(review("relu-1", answer, Mark.RIGHT).gold) + '\n{"id": "b",, }\n'  # type: ignore[arg-type]
    own.path.write_text(broken, encoding="utf-8")
    with pytest.raises(GoldLineMalformed) as refused:
        own.bring([review("relu-2", answer, Mark.RIGHT)], ["relu-2"])
    where = {name: refused.value.values[name] for name in ("file", "line", "column")}
    assert where == {"file": "gold.jsonl", "line": 2, "column": 12}
    assert own.path.read_text("utf-8") == broken


def test_a_question_has_one_name_however_it_is_written() -> None:
    assert same_question("Combien d’ÉCOLES ?") == same_question("combien d'ecoles")
    assert review_id("Combien d’ÉCOLES ?", "ed") == review_id("combien d'ecoles", "ed")
    assert review_id("combien d'ecoles", "ed") != review_id("combien d'ecoles", "other")


def test_answers_are_the_same_by_how_they_end_and_what_they_quote(
    answer: Answer, bikes: Citation, money: Citation
) -> None:
    assert fingerprint(answer) == fingerprint(replace(answer, question="autre", confidence=0.5))
    others: list[Callable[[], Answer]] = [
        lambda: replace(answer, citations=(bikes, money)),
        lambda: refusal(Outcome.MENTIONED, nearest=(bikes,)),
        lambda: replace(answer, citations=(replace(bikes, edition="later"),)),
    ]
    assert fingerprint(answer) not in {fingerprint(other()) for other in others}

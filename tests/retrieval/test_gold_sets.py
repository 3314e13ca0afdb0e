"""The two sets of gold questions: those that ship, and the installation's own."""

from pathlib import Path

import pytest

from retrieval.gold import GoldLineMalformed, GoldMissing
from retrieval.gold_sets import GoldSet, GoldWithoutQuestions, load_gold

LINE = '{"id": "a", "pdf": "a.pdf", "kind": "direct", "question": "Où ?", "pages": [1]}'


def test_the_questions_that_ship_are_about_the_dossier(tmp_path: Path) -> None:
    gold = load_gold(GoldSet.SHIPPED, tmp_path)
    assert (len(gold.questions), gold.pdfs) == (200, ("dossier.pdf",))


def test_the_installation_has_its_own_questions_and_their_hash_changes_with_them(
    tmp_path: Path,
) -> None:
    own = tmp_path / "gold.jsonl"
    own.write_text(LINE, encoding="utf-8")
    before = load_gold(GoldSet.OWN, tmp_path)
    own.write_text(LINE.replace("Où", "Quand"), encoding="utf-8")
    after = load_gold(GoldSet.OWN, tmp_path)
    assert [each.question for each in after.questions] == ["Quand ?"]
    assert before.sha256 != after.sha256


def test_an_installation_without_questions_of_its_own_has_no_file(tmp_path: Path) -> None:
    with pytest.raises(GoldMissing):
        load_gold(GoldSet.OWN, tmp_path)


def test_a_file_without_any_question_is_told_apart_from_none(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text("\n\n", encoding="utf-8")
    with pytest.raises(GoldWithoutQuestions):
        load_gold(GoldSet.OWN, tmp_path)


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (LINE + '\n{"id": "b", "pdf" "a.pdf"}', 2, 19),
        (LINE + "\n{}", 2, 1),
        (LINE.replace("Où", "Ou") + "\ncaf\udce9", 2, 4),
    ],
)
def test_a_broken_file_is_told_by_line_and_column(
    tmp_path: Path, content: str, line: int, column: int
) -> None:
    (tmp_path / "gold.jsonl").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(GoldLineMalformed) as refusal:
        load_gold(GoldSet.OWN, tmp_path)
    assert (refusal.value.values["line"], refusal.value.values["column"]) == (line, column)

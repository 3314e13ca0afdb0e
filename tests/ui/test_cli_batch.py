"""A file of questions is read line by line, and a line that can't be is named."""

from pathlib import Path

import pytest

from ui.commands.batch import BatchQuestion, read_batch
from ui.errors import BatchLineUnreadable, BatchMissing


def batch(folder: Path, *lines: str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_line_holds_a_question_what_was_asked_before_and_a_report(tmp_path: Path) -> None:
    line = '{"id": "q7", "question": "Et à Calais ?", "previous": ["Combien ?"], "report": "b"}'
    (read,) = read_batch(batch(tmp_path, line))
    assert read == BatchQuestion("q7", "Et à Calais ?", ("Combien ?",), "b")


def test_a_question_alone_is_enough_and_its_line_is_its_id(tmp_path: Path) -> None:
    path = batch(tmp_path, '{"question": "Un ?"}', "", '{"question": "", "previous": null}')
    assert list(read_batch(path)) == [BatchQuestion(1, "Un ?"), BatchQuestion(3, "")]


@pytest.mark.parametrize(
    "line",
    [
        "pas du JSON",
        '["Un ?"]',
        '"Un ?"',
        '{"id": 1}',
        '{"question": 3}',
        '{"question": "Un ?", "previous": "Deux ?"}',
        '{"question": "Un ?", "previous": [2]}',
        '{"question": "Un ?", "report": 5}',
    ],
)
def test_a_line_that_is_no_question_is_named(line: str, tmp_path: Path) -> None:
    path = batch(tmp_path, '{"question": "Un ?"}', line)
    with pytest.raises(BatchLineUnreadable) as caught:
        list(read_batch(path))
    assert caught.value.values == {"path": str(path), "line": 2}


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BatchMissing):
        list(read_batch(tmp_path / "nulle-part.jsonl"))


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BatchMissing):
        list(read_batch(path))

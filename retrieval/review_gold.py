"""Gold questions that reviewers make: one a mark, in a file that people may write too."""

import json
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.files import Disk, PrivateDisk, replace_file, told_apart
from retrieval.answer import Answer, Citation, Outcome
from retrieval.gold import GoldQuestion, Kind, read_gold
from retrieval.keys import stands_in
from retrieval.review_errors import KeyAbsent, MarkUnfit, PassageUnpointed
from retrieval.reviews import Mark, Review

FILE = "gold.jsonl"
# JSON leaves these as they are, and they end lines.
_ENDS_OF_LINES = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}
# What a question without an answer is, by how it rightly ended.
_REFUSED = {
    Outcome.MENTIONED: Kind.NEAR_MISS,
    Outcome.NOT_IN_REPORT: Kind.NEAR_MISS,
    Outcome.OUT_OF_SCOPE: Kind.OTHER_LEVEL,
    Outcome.BLOCKED: Kind.UNSAFE,
}


@dataclass(frozen=True, slots=True)
class Marked:
    """What a reviewer says: a mark, the passage `pointed` at, what a right answer must show.

    `why` says for people why the report has no answer, where it has none.
    """

    mark: Mark
    pointed: Citation | None = None
    keys: tuple[str, ...] = ()
    why: str = ""


def marks_for(answer: Answer) -> tuple[Mark, ...]:
    """The marks that make sense of `answer`, passing over last."""
    fit: tuple[Mark, ...]
    if answer.outcome is Outcome.ANSWERED:
        fit = (Mark.RIGHT, Mark.WRONG_PAGE, Mark.INCOMPLETE, Mark.SHOULD_REFUSE)
    elif answer.outcome in _REFUSED:
        fit = (Mark.RIGHT, Mark.MISSED)
    else:
        fit = (Mark.MISSED,)
    return (*fit, Mark.PASSED_OVER)


def gold_of(answer: Answer, pdf: str, gold_id: str, marked: Marked) -> GoldQuestion | None:
    """The gold question about the report read from the file `pdf` that `marked` makes of `answer`.

    None where the question is passed over. Raises `MarkUnfit`, `PassageUnpointed`, `KeyAbsent`.
    """
    mark, question = marked.mark, answer.question
    if mark not in marks_for(answer):
        raise MarkUnfit()
    if mark is Mark.PASSED_OVER:
        return None
    if mark.points and marked.pointed is None:
        raise PassageUnpointed()
    if mark is Mark.SHOULD_REFUSE or (mark is Mark.RIGHT and not answer.citations):
        kind = _REFUSED.get(answer.outcome, Kind.NEAR_MISS)
        return GoldQuestion(gold_id, pdf, kind, question, why=marked.why)
    kept = answer.citations if mark in {Mark.RIGHT, Mark.INCOMPLETE} else ()
    quotes = (*kept, *((marked.pointed,) if mark.points and marked.pointed else ()))
    _check(marked.keys, quotes)
    groups = [
        tuple(sorted({page for each in group for page in (each.page.number, *each.also)}))
        for group in (kept, quotes[len(kept) :])
        if group
    ]
    return GoldQuestion(
        id=gold_id,
        pdf=pdf,
        kind=Kind.MULTI if len(groups) > 1 else Kind.DIRECT,
        question=question,
        pages=tuple(sorted({page for group in groups for page in group})),
        groups=tuple(groups),
        keys=marked.keys,
        evidence=tuple(dict.fromkeys(each.quote for each in quotes)),
        answer=" ".join(dict.fromkeys(each.quote for each in quotes)),
    )


def _check(keys: Iterable[str], quotes: Sequence[Citation]) -> None:
    """Raises `KeyAbsent` for a key that no right answer could show."""
    shown = " ".join(part for each in quotes for part in (*each.passage.headings, *each.parts))
    for key in keys:
        if not stands_in(key, shown):
            raise KeyAbsent(key=key)


def fields_of(gold: GoldQuestion) -> dict[str, Any]:
    """`gold` as the fields of its JSON object, in the order of the format."""
    asked = {"id": gold.id, "pdf": gold.pdf, "kind": gold.kind.value, "question": gold.question}
    if not gold.kind.answerable:
        return {**asked, "why": gold.why}
    several = {"groups": [list(group) for group in gold.groups]} if len(gold.groups) > 1 else {}
    return {
        **asked,
        "pages": list(gold.pages),
        "answer": gold.answer,
        "evidence": gold.evidence[0] if gold.evidence else "",
        "evidence_extra": list(gold.evidence[1:]),
        "keys": list(gold.keys),
        **several,
    }


def line_of(gold: GoldQuestion) -> str:
    """`gold` on one line of JSON, as people can read it."""
    return json.dumps(fields_of(gold), ensure_ascii=False).translate(_ENDS_OF_LINES)


class OwnGold:
    """The gold questions of an installation, in the file `path`; any thread may ask.

    Lines that people wrote or changed by hand stay as they are.
    """

    def __init__(self, path: Path, *, disk: Disk | None = None) -> None:
        self.path = path
        self._disk = disk or PrivateDisk()
        self._turn = threading.Lock()

    def ids(self) -> tuple[str, ...]:
        """The questions that the file holds, none without a file. Raises `GoldLineMalformed`."""
        return tuple(each.id for each in read_gold(self.path)) if self.path.exists() else ()

    def bring(self, reviews: Iterable[Review], anew: Collection[str] = ()) -> None:
        """The file holds the gold question of each of `reviews`; those of `anew` as they are now.

        What `anew` names and no review has any more is taken out. Raises `GoldLineMalformed` for a
        file that can't be read, which is left as it is, `DiskFull` and `HomeNotWritable`.
        """
        wanted = {each.id: each.gold for each in reviews if each.gold}
        with self._turn:
            lines = dict(zip(self.ids(), self._lines(), strict=True))
            kept = {
                name: line for name, line in lines.items() if name not in anew or name in wanted
            }
            for name, gold in wanted.items():
                if name not in kept or name in anew:
                    kept[name] = line_of(gold)
            if kept != lines:
                self._write(kept.values())

    def _lines(self) -> list[str]:
        if not self.path.exists():
            return []
        return [each for each in self.path.read_text("utf-8").splitlines() if each.strip()]

    def _write(self, lines: Collection[str]) -> None:
        with told_apart(self.path):
            if lines:
                replace_file(self._disk, self.path, ("\n".join(lines) + "\n").encode())
            else:
                self.path.unlink(missing_ok=True)

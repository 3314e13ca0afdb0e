"""Gold questions: what was asked, where its answer stands, and what a right answer must show."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from ingest.errors import SelonError


class GoldError(SelonError):
    """A gold file can't be used as it is: the root of the errors below."""

    code = "gold"


class GoldMissing(GoldError):
    """No gold file stands at `path`."""

    code = "gold_missing"


class GoldLineMalformed(GoldError):
    """Line `line` of `file` isn't a gold question from `column` on: `detail` says what is wrong.

    The column is 1 where the line can be read and the whole of it is no gold question.
    """

    code = "gold_line_malformed"


class Kind(StrEnum):
    """What makes a question hard; from NEAR_MISS on, the report has no answer."""

    DIRECT = "direct"
    REWORDED = "reworded"
    TYPO = "typo"
    NUMBER = "number"
    LIST = "list"
    TABLE = "table"
    MULTI = "multi"
    FOLLOWUP = "followup"
    YESNO = "yesno"
    NEAR_MISS = "near_miss"
    FALSE_PREMISE = "false_premise"
    OTHER_LEVEL = "other_level"
    OFF_TOPIC = "off_topic"
    UNSAFE = "unsafe"

    @property
    def answerable(self) -> bool:
        """Whether the report answers questions of this kind."""
        return self not in UNANSWERABLE


UNANSWERABLE = frozenset(
    {Kind.NEAR_MISS, Kind.FALSE_PREMISE, Kind.OTHER_LEVEL, Kind.OFF_TOPIC, Kind.UNSAFE}
)


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One gold question about the report ingested from the file named `pdf`.

    `pages` (from 1) all support the answer; `groups` are the lists of which one page each is
    needed (kind *multi*; else one list, `pages`). `keys` must all be shown. `also_in` names pages
    of other PDFs that answer as well. `previous` is the id of the question it follows.
    """

    id: str
    pdf: str
    kind: Kind
    question: str
    previous: str | None = None
    pages: tuple[int, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    keys: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    also_in: tuple[tuple[str, int], ...] = ()
    answer: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if not self.question.strip():
            raise ValueError("the question is empty")
        if any(page < 1 for page in self.pages):
            raise ValueError("pages count from 1")
        if self.kind.answerable and not self.pages:
            raise ValueError("an answerable question has pages")
        if not self.groups and self.pages:
            object.__setattr__(self, "groups", (self.pages,))
        if any(not set(group) <= set(self.pages) or not group for group in self.groups):
            raise ValueError("every group holds some of the pages")


def read_gold(path: Path) -> tuple[GoldQuestion, ...]:
    """The questions of a JSON Lines file, in its order.

    Raises `GoldMissing`, or `GoldLineMalformed` with the file and the number of the first bad line.
    """
    if not path.is_file():
        raise GoldMissing(path=str(path))
    try:
        lines = path.read_bytes().decode("utf-8").splitlines()
    except UnicodeDecodeError as exc:
        before = exc.object[: exc.start]
        line, column = before.count(b"\n") + 1, exc.start - before.rfind(b"\n")
        raise _malformed(path.name, line, "not UTF-8 text", column) from exc
    numbered = list(_read_lines(lines, path.name))
    _check_links(numbered, path.name)
    return tuple(question for _, question in numbered)


def _read_lines(lines: Iterable[str], file: str) -> Iterator[tuple[int, GoldQuestion]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, parse_question(json.loads(line))
        except json.JSONDecodeError as exc:
            raise _malformed(file, number, str(exc), exc.colno) from exc
        except KeyError as exc:
            raise _malformed(file, number, f"no {exc}") from exc
        except (ValueError, TypeError, AttributeError) as exc:
            raise _malformed(file, number, str(exc)) from exc


def _malformed(file: str, line: int, detail: str, column: int = 1) -> GoldLineMalformed:
    """A line that is JSON but no question is wrong as a whole: from its first column on."""
    return GoldLineMalformed(file=file, line=line, column=column, detail=detail)


def _check_links(numbered: Sequence[tuple[int, GoldQuestion]], file: str) -> None:
    """Raises `GoldLineMalformed` for an id given twice or a chain that leads nowhere."""
    by_id: dict[str, GoldQuestion] = {}
    for number, question in numbered:
        if question.id in by_id:
            raise _malformed(file, number, f"{question.id} stands twice")
        by_id[question.id] = question
    for number, question in numbered:
        seen, now = {question.id}, question
        while now.previous is not None:
            if now.previous not in by_id or now.previous in seen:
                detail = f"{now.id} follows {now.previous}, which can't be"
                raise _malformed(file, number, detail)
            seen.add(now.previous)
            now = by_id[now.previous]


def parse_question(fields: Mapping[str, Any]) -> GoldQuestion:
    """One question from the fields of its JSON object; unknown fields are left aside.

    Raises KeyError, TypeError, AttributeError or ValueError for fields that don't fit.
    """
    return GoldQuestion(
        id=str(fields["id"]),
        pdf=str(fields["pdf"]),
        kind=Kind(fields["kind"]),
        question=str(fields["question"]),
        previous=fields.get("previous"),
        pages=_pages(fields.get("pages")),
        groups=tuple(_pages(group) for group in fields.get("groups") or ()),
        keys=_strings(fields.get("keys")),
        evidence=tuple(
            text
            for text in (fields.get("evidence"), *(fields.get("evidence_extra") or ()))
            if isinstance(text, str)
        ),
        also_in=tuple(
            (str(pdf), page)
            for pdf, pages in (fields.get("also_in") or {}).items()
            for page in _pages(pages)
        ),
        answer=str(fields.get("answer") or ""),
        why=str(fields.get("why") or ""),
    )


def chain(question: GoldQuestion, gold: Sequence[GoldQuestion]) -> tuple[str, ...]:
    """The questions asked before `question`, oldest first."""
    by_id = {each.id: each for each in gold}
    before: list[str] = []
    while question.previous is not None:
        question = by_id[question.previous]
        before.append(question.question)
    return tuple(reversed(before))


def _pages(value: object) -> tuple[int, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or any(type(page) is not int for page in value):
        raise TypeError(f"pages are a list of whole numbers, not {value!r}")
    return tuple(value)


def _strings(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or any(not isinstance(each, str) for each in value):
        raise TypeError(f"keys are a list of strings, not {value!r}")
    return tuple(value)

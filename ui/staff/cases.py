"""A question to review: asked again of the edition that answered it, and passages to point at."""

import re
from dataclasses import dataclass, replace

from index.edition import Edition
from ingest.errors import SelonError
from ingest.report import Passage
from retrieval.answer import Answer, Citation
from retrieval.journal import Entry
from retrieval.journal_reading import JournalReader
from retrieval.lookup import cite, look_up
from ui.service import Service

HITS = 8
_ENTRY = re.compile("[0-9a-f]{1,16}")
_PAGE = re.compile("[1-9][0-9]{0,4}")
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Case:
    """A question noted as `entry`, the `answer` that `edition` gives to it today.

    `replaced` where the edition that answered then is gone, and the live one answers instead.
    """

    entry: Entry
    question: str
    edition: Edition
    answer: Answer
    replaced: bool


def case_of(code: str, service: Service, asked: JournalReader) -> Case | None:
    """The case that `code` names in an address; None without one, or where its text wasn't kept.

    Raises `JournalError`, and the `SelonError` that says why no report answers.
    """
    if not _ENTRY.fullmatch(code) or int(code, 16) > _LARGEST:
        return None
    entry = next(iter(asked.named([int(code, 16)])), None)
    if entry is None or entry.text is None:
        return None
    edition = _then(entry.edition, service)
    replaced = edition is None
    edition = edition or service.ready().edition
    answer = service.ask_edition(edition, entry.text, as_typed=False)
    return Case(entry, entry.text, edition, answer, replaced)


def found_in(case: Case, service: Service, words: str) -> tuple[Citation, ...]:
    """Quotes of the report to point at: of a page, where `words` are its number, or by search.

    Without words the question itself is looked up.
    """
    tools = replace(service.tools_of(case.edition), reader=None)
    if _PAGE.fullmatch(words):
        on_page = (each for each in case.edition.passages if int(words) in _pages_of(each))
        cited = (cite(case.question, each, case.edition, tools=tools) for each in on_page)
        return tuple(filter(None, cited))
    looked_up = look_up(words or case.question, [case.edition], tools=tools, k=HITS)
    return tuple(each.citation for each in looked_up)


def pointed_at(case: Case, service: Service, passage_id: str, words: str) -> Citation | None:
    """The quote of the passage that was pointed at; None where none was."""
    passage = next((each for each in case.edition.passages if each.id == passage_id), None)
    if passage is None:
        return None
    sought = case.question if not words or _PAGE.fullmatch(words) else words
    return cite(sought, passage, case.edition, tools=service.tools_of(case.edition))


def _pages_of(passage: Passage) -> range:
    return range(passage.first_page, passage.last_page + 1)


def _then(edition_id: str, service: Service) -> Edition | None:
    """The edition that answered then, if it is still there."""
    try:
        return service.live.pinned(edition_id) if edition_id else None
    except SelonError:
        return None

"""Looks passages up as an agent does: all that come near, each with the words in it that count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from index.hit import FoundBy, Hit
from index.lexical import Rarity
from ingest.report import Passage
from retrieval.answer import Citation
from retrieval.ask import HITS, Askable
from retrieval.deciding import deciding
from retrieval.evidence import Evidence, weigh
from retrieval.filtering import EVERYTHING, Filter
from retrieval.folding import other_pages
from retrieval.followup import complete
from retrieval.question import Question, understand
from retrieval.quoting import quote
from retrieval.rank import ranked
from retrieval.screening import Verdict, screen
from retrieval.searched import as_searched
from retrieval.tools import Tools


@dataclass(frozen=True, slots=True)
class Lookup:
    """A passage that was found, and the quote in it that says most of what was looked up."""

    hit: Hit
    citation: Citation


def look_up(
    question: str,
    editions: Sequence[Askable],
    *,
    tools: Tools,
    k: int = HITS,
    within: Filter = EVERYTHING,
) -> list[Lookup]:
    """The `k` best passages for `question` that `within` keeps, as `ask` ranks them.

    There are `HITS` at most. One whose quote isn't found again on its page is left out. Raises
    `QuestionTooLong`.
    """
    kept = within.kept(editions, tools.places)
    found = ranked(question, editions, tools=tools, k=HITS, kept=kept)
    lookups = (_looked_up(each, found.question, editions) for each in found.evidence)
    return list(islice(filter(None, lookups), k))


def cite(question: str, passage: Passage, edition: Askable, *, tools: Tools) -> Citation | None:
    """The quote in `passage` that says most of `question`; None where it isn't on its page.

    It names the other pages that say the same, of those that the question finds. Raises
    `QuestionTooLong`.
    """
    hit = Hit(passage, edition.id, edition.report_slug, 0.0, FoundBy.WORDS)
    understood = _understood(question, edition, tools)
    own = weigh(understood, [hit])[0]
    found = _looked_up(own, understood, [edition])
    if found is None:
        return None
    near = ranked(question, [edition], tools=replace(tools, reader=None), k=HITS).evidence
    others = (each for each in near if each.hit.passage.id != passage.id)
    also = other_pages(found.citation, [own, *others], {edition.id: edition})
    return replace(found.citation, also=also)


def neighbours(passage: Passage, edition: Askable) -> tuple[Passage | None, Passage | None]:
    """The passages right before and after `passage` in the report; None at its ends."""
    around: Iterator[Passage] = iter(edition.passages)
    before: Passage | None = None
    for each in around:
        if each.id == passage.id:
            return before, next(around, None)
        before = each
    return None, None


def _understood(question: str, edition: Askable, tools: Tools) -> Question:
    screened = screen(question)
    if screened.verdict is not Verdict.GOES_ON:
        return Question(screened.text, {})
    text = as_searched(screened.text, [edition], tools).text
    glossary = tools.acronyms_in([edition])
    return understand(complete(text, []), Rarity((edition.words,)), tools.words, glossary)


def _looked_up(
    evidence: Evidence, question: Question, editions: Sequence[Askable]
) -> Lookup | None:
    quoted = quote([evidence], {each.id: each for each in editions})
    if not quoted.citations:
        return None
    first = quoted.citations[0]
    return Lookup(evidence.hit, replace(first, marks=deciding(first.quote, question)))

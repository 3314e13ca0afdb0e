"""What both fits of answering share: gold questions looked up as `ask` does, judged and dealt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.edition import Edition
from index.hit import Hit
from index.lexical import Rarity
from index.search import search
from retrieval.ask import HITS
from retrieval.evidence import Evidence
from retrieval.followup import complete
from retrieval.gold import GoldQuestion, chain
from retrieval.keys import stands_in
from retrieval.question import Question, query_of, understand
from retrieval.scope import Weight, find_elsewhere
from retrieval.screening import Verdict, screen
from retrieval.searched import as_searched
from retrieval.tools import Tools

FOLDS = 5


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A gold question as it is understood and read (`text`), and what was found for it."""

    asked: Question
    text: str
    hits: Sequence[Hit]


def look_up(
    gold: GoldQuestion, others: Sequence[GoldQuestion], edition: Edition, tools: Tools
) -> LookedUp | None:
    """What is found for `gold`, asked after those of `others` that it follows.

    None where it is stopped before any search.
    """
    screened = screen(gold.question)
    elsewhere = find_elsewhere(screened.text, titles=[edition.title])
    if screened.verdict is not Verdict.GOES_ON or (
        elsewhere and elsewhere.weight is not Weight.IF_SILENT
    ):
        return None
    searched, *earlier = (
        as_searched(text, [edition], tools).text for text in (screened.text, *chain(gold, others))
    )
    completed = complete(searched, earlier)
    asked = understand(
        completed, Rarity((edition.words,)), tools.words, tools.acronyms_in([edition])
    )
    query = query_of(completed, asked)
    return LookedUp(asked, query.text, search([edition], query, encoder=tools.encoder, k=HITS))


def on_gold_page(evidence: Evidence, gold: GoldQuestion) -> bool:
    """Whether the stretch begins on a page that answers; never for an unanswerable question."""
    page = next(evidence.hit.passage.placed(evidence.start, evidence.end)).page
    return page in gold.pages


def shows_keys(evidence: Evidence, gold: GoldQuestion) -> bool:
    """Whether the stretch and the headings above it hold every key."""
    shown = " ".join((evidence.text, *evidence.hit.passage.headings))
    return all(stands_in(key, shown) for key in gold.keys)


def folds(pdfs: Sequence[str]) -> list[int]:
    """The fold of each question, by its report: the largest reports are dealt out first.

    >>> folds(["a", "b", "a", "c"])
    [0, 1, 0, 2]
    """
    sizes: Mapping[str, int] = {pdf: pdfs.count(pdf) for pdf in dict.fromkeys(pdfs)}
    held, place = [0] * FOLDS, {}
    for pdf in sorted(sizes, key=lambda pdf: (-sizes[pdf], pdf)):
        place[pdf] = held.index(min(held))
        held[place[pdf]] += sizes[pdf]
    return [place[pdf] for pdf in pdfs]

"""Ranks passages for a question exactly as `ask` looks them up, whatever the outcome would be."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.hit import Hit
from index.lexical import Rarity
from index.search import Kept, Mode, Searchable, search
from retrieval.ask import HITS
from retrieval.evidence import Evidence, weigh
from retrieval.followup import complete
from retrieval.locality import Locality
from retrieval.question import Question, query_of, understand
from retrieval.reading import read
from retrieval.screening import Verdict, screen
from retrieval.searched import as_searched
from retrieval.tools import Tools
from retrieval.vague import is_too_vague

DEPTH = 100


@dataclass(frozen=True, slots=True)
class Ranked:
    """What may answer a question: the `evidence`, best first, then the hits `behind` it."""

    question: Question
    evidence: Sequence[Evidence] = ()
    behind: Sequence[Hit] = ()


def rank(
    question: str,
    editions: Sequence[Searchable],
    *,
    tools: Tools,
    previous: Sequence[str] = (),
    k: int = DEPTH,
    mode: Mode = "hybrid",
) -> list[Hit]:
    """The `k` best passages for `question`, asked after `previous` (oldest first).

    Those that `ask` weighs stand first, in the order of their evidence; with one half of the search
    alone (`mode`) all stand as that half has them.
    A question that is stopped before anything is searched (empty, blocked) has none.
    """
    found = ranked(question, editions, tools=tools, previous=previous, k=k, mode=mode)
    return [*(each.hit for each in found.evidence), *found.behind]


def ranked(
    question: str,
    editions: Sequence[Searchable],
    *,
    tools: Tools,
    previous: Sequence[str] = (),
    k: int = DEPTH,
    mode: Mode = "hybrid",
    kept: Kept | None = None,
) -> Ranked:
    """What `rank` gives, with the question as it was understood and the evidence in each hit.

    Only `kept` passages are found, if that is given.
    """
    screened = [screen(each) for each in (*previous, question)]
    if screened[-1].verdict is not Verdict.GOES_ON:
        return Ranked(Question(screened[-1].text, {}))
    local = Locality(tools.places, editions)
    *earlier, text = [
        as_searched(each.text, editions, tools).text
        for each in screened
        if each.verdict is Verdict.GOES_ON
    ]
    completed, rarity = complete(text, earlier), Rarity(tuple(e.words for e in editions))
    uncited = local.uncited(completed)
    completed = uncited.rest or completed
    understood = understand(completed, rarity, tools.words, tools.acronyms_in(editions))
    if uncited.rest:
        understood = uncited.widened(understood)
    query = query_of(completed, understood)
    hits = search(editions, query, encoder=tools.encoder, k=k, mode=mode, kept=kept)
    if mode != "hybrid":
        return Ranked(understood, behind=hits)
    weighed = uncited.fitting(hits[:HITS], territory_only=is_too_vague(understood, rarity))
    evidence = read(query.text, weigh(understood, weighed), tools.reader)
    return Ranked(understood, evidence, [hit for hit in hits if hit not in weighed])

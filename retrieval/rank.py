"""Ranks passages for a question exactly as `ask` looks them up, whatever the outcome would be."""

from collections.abc import Sequence

from index.hit import Hit
from index.lexical import Rarity
from index.search import Mode, Searchable, search
from retrieval.ask import HITS
from retrieval.evidence import weigh
from retrieval.followup import complete
from retrieval.question import query_of, understand
from retrieval.reading import read
from retrieval.screening import Verdict, screen
from retrieval.tools import Tools

DEPTH = 100


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
    screened = [screen(each) for each in (*previous, question)]
    if screened[-1].verdict is not Verdict.GOES_ON:
        return []
    *earlier, text = [each.text for each in screened if each.verdict is Verdict.GOES_ON]
    completed = complete(text, earlier)
    rarity = Rarity(tuple(e.words for e in editions))
    understood = understand(completed, rarity, tools.words, tools.acronyms_in(editions))
    query = query_of(completed, understood)
    hits = search(editions, query, encoder=tools.encoder, k=k, mode=mode)
    if mode != "hybrid":
        return hits
    evidence = read(query.text, weigh(understood, hits[:HITS]), tools.reader)
    return [*(each.hit for each in evidence), *hits[HITS:]]

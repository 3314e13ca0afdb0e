"""Ranks passages for a question exactly as `ask` looks them up, whatever the outcome would be."""

from collections.abc import Sequence

from index.encoder import Encoder
from index.hit import Hit
from index.lexical import Rarity
from index.search import Mode, Searchable, search
from retrieval.followup import complete
from retrieval.question import query_of, understand
from retrieval.screening import Verdict, screen

DEPTH = 100


def rank(
    question: str,
    editions: Sequence[Searchable],
    *,
    encoder: Encoder | None,
    previous: Sequence[str] = (),
    k: int = DEPTH,
    mode: Mode = "hybrid",
) -> list[Hit]:
    """The `k` best passages for `question`, asked after `previous` (oldest first).

    A question that is stopped before anything is searched (empty, blocked) has none.
    """
    screened = [screen(each) for each in (*previous, question)]
    if screened[-1].verdict is not Verdict.GOES_ON:
        return []
    *earlier, text = [each.text for each in screened if each.verdict is Verdict.GOES_ON]
    completed = complete(text, earlier)
    understood = understand(completed, Rarity(tuple(edition.words for edition in editions)))
    query = query_of(completed, understood)
    return search(editions, query, encoder=encoder, k=k, mode=mode)

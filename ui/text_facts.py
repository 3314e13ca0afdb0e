"""What the text of an edition is made of, said to the people who prepare the next one."""

from collections.abc import Iterator

from index.edition import Edition
from retrieval.page_text import odd_characters, other_languages, table_share
from ui.wording import has, say

MOST_CODES = 5


def sentences_on(edition: Edition) -> Iterator[str]:
    """What the text of an edition is made of, where there is anything to tell."""
    for odd in odd_characters(edition.pages):
        codes = ", ".join(odd.codes[:MOST_CODES])
        yield say("page_text.odd", page=odd.page, count=odd.count, codes=codes)
    for each in other_languages(edition.pages):
        named = f"page_text.languages.{each.language}"
        language = say(named) if has(named) else say("page_text.another", code=each.language)
        yield say("page_text.language", page=each.page, count=each.words, language=language)
    in_tables = percent(table_share(edition.pages))
    if in_tables:
        yield say("page_text.tables", share=in_tables)


def percent(share: float) -> int:
    """A share of one in hundredths, rounded down: 0.999 is not sure."""
    return int(100 * share)

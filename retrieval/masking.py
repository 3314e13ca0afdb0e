"""Takes personal data out of a question before anything else sees it.

What identifies a person goes (numbers, addresses, names given as one's own); figures, dates,
places and articles stay, since they are what a report is asked about.
"""

from dataclasses import dataclass

from retrieval.number_rules import NUMBER_RULES
from retrieval.person_rules import PERSON_RULES

PLACEHOLDER = "[…]"


@dataclass(frozen=True, slots=True)
class Masked:
    """A question without personal data, and the kinds of what was taken out, in order found."""

    text: str
    kinds: tuple[str, ...]


def mask(text: str) -> Masked:
    """`text` with personal data replaced by a placeholder that no search takes as a word.

    >>> mask("Mon mail est a.b@c.fr, combien de crèches ?").text
    'Mon mail est […], combien de crèches ?'
    """
    kinds: list[str] = []
    for rule in (*NUMBER_RULES, *PERSON_RULES):
        masked = rule.applied(text, PLACEHOLDER)
        if masked != text and rule.kind not in kinds:
            kinds.append(rule.kind)
        text = masked
    return Masked(text, tuple(kinds))

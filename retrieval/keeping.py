"""Says what of a question may be kept: its masked text, or no more than that it was asked.

The one screening for all that is stored: the journal and the links to answers.
"""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.names import names_somebody
from retrieval.patterns import any_of, load_data, plain
from retrieval.scope import find_help
from retrieval.screening import Verdict, screen


class Withheld(StrEnum):
    """Why the text of a question isn't kept, though it is counted."""

    SENSITIVE = "sensitive"  # somebody's own health, or distress
    PERSONAL = "personal"  # nothing but personal data, or a name that may be anybody's
    STEERING = "steering"  # an attempt to steer the machine can hold anything


@dataclass(frozen=True, slots=True)
class Keepable:
    """What may be kept of a question: `text`, or None and why it is `withheld`."""

    text: str | None
    withheld: Withheld | None = None


def keepable(question: str, printed: str = "") -> Keepable:
    """What may be kept of `question`, masked or not yet. Raises `QuestionTooLong`.

    Whoever is named in what is `printed` in a report may be named.

    >>> keepable("Mon mail est a.b@c.fr, combien de crèches ?").text
    'Mon mail est […], combien de crèches ?'
    >>> keepable("mon fils est autiste, quelles aides ?").withheld.value
    'sensitive'
    """
    screened = screen(question)
    if screened.verdict is Verdict.STEERING:
        return Keepable(None, Withheld.STEERING)
    if tells_of_health(screened.text) or find_help(screened.text):
        return Keepable(None, Withheld.SENSITIVE)
    if screened.verdict is Verdict.NOTHING_LEFT or names_somebody(screened.text, printed):
        return Keepable(None, Withheld.PERSONAL)
    return Keepable(screened.text)


def tells_of_health(text: str) -> bool:
    """Whether `text` tells of the asker's own health or distress, or that of somebody near.

    >>> tells_of_health("je suis dépressif"), tells_of_health("Quel plan pour les autistes ?")
    (True, False)
    """
    data, folded = load_data("sensitive.yaml"), plain(text)
    if not any_of((data["own"],)).search(folded):
        return False
    return bool(any_of((*data["health"], *data["distress"])).search(folded))

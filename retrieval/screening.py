"""Cleans a question, masks what is personal in it and stops attempts to steer the machine.

Nothing after this file sees the question as it was typed.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from index.words import stems
from ingest.errors import SelonError
from retrieval.masking import PLACEHOLDER, mask
from retrieval.patterns import any_of, load_data, plain

MAX_CHARACTERS = 2000

_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_GREETINGS = frozenset(stems("bonjour bonsoir salut merci madame monsieur cordialement svp stp"))
_ABOUT_ONESELF = frozenset(
    stems(
        "appelle nom prénom mail email téléphone numéro sécu sécurité sociale iban nir carte"
        " bancaire adresse"
    )
)


class QuestionTooLong(SelonError):
    """The question has `length` characters, more than the `limit` that is read."""

    code = "question_too_long"


class Verdict(StrEnum):
    """Whether a question goes on, and if not, why."""

    GOES_ON = "goes_on"
    EMPTY = "empty"
    STEERING = "steering"
    NOTHING_LEFT = "nothing_left"


@dataclass(frozen=True, slots=True)
class Screened:
    """A question fit to be searched and kept: clean, masked, and with a verdict on it."""

    text: str
    masked: tuple[str, ...]
    verdict: Verdict


def screen(question: str) -> Screened:
    r"""The question as everything else may see it. Raises `QuestionTooLong`.

    >>> screen("Mon mail : a@b.fr\u200b, et les crèches ?").text
    'Mon mail : […], et les crèches ?'
    """
    if len(question) > MAX_CHARACTERS:
        raise QuestionTooLong(length=len(question), limit=MAX_CHARACTERS)
    masked = mask(clean(question))
    return Screened(masked.text, masked.kinds, _verdict(masked.text, masked.kinds))


def clean(text: str) -> str:
    """`text` composed (NFC), without hidden characters, white space collapsed.

    Control, format (zero width, bidirectional, tag), private and lone surrogate characters go.
    """
    text = _VARIATION_SELECTORS.sub("", unicodedata.normalize("NFC", text))
    shown = (" " if c.isspace() else "" if unicodedata.category(c) in _HIDDEN else c for c in text)
    return " ".join(unicodedata.normalize("NFC", "".join(shown)).split())


def _verdict(text: str, masked: tuple[str, ...]) -> Verdict:
    rest = text.replace(PLACEHOLDER, " ")
    if not any(c.isalnum() for c in rest):
        return Verdict.NOTHING_LEFT if masked else Verdict.EMPTY
    if _orders().search(plain(text)):
        return Verdict.STEERING
    if masked and (_acts().search(plain(rest)) or not _subject(rest)):
        return Verdict.NOTHING_LEFT
    return Verdict.GOES_ON


def _subject(text: str) -> set[str]:
    return set(stems(text)) - _GREETINGS - _ABOUT_ONESELF


def _orders() -> re.Pattern[str]:
    return any_of(tuple(load_data("steering.yaml")["orders"]))


def _acts() -> re.Pattern[str]:
    return any_of(tuple(load_data("steering.yaml")["acts"]))

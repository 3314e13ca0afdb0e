"""How much one address may ask of the residents' pages in a minute."""

import re
import time
from collections.abc import Callable
from enum import StrEnum

from starlette.types import Scope

from ui.networks import party
from ui.throttle import Throttle

MINUTE = 60.0
# A question brings pictures of pages, and pages are opened for some questions only.
LITTLE_PER_QUESTION = 10
_QUESTIONS = re.compile(r"/r/.+")
_LITTLE = re.compile(r"/(?:(?:page|pdf)/.+|recherche|r)?")


class Cost(StrEnum):
    """What a request takes of the machine: a search, the drawing of a page, or next to nothing."""

    QUESTION = "question"
    LITTLE = "little"
    NONE = "none"


def cost_of(method: str, path: str, query: bytes) -> Cost:
    """What a request costs that isn't a call of the residents' page.

    A kept link is asked again when it is read. Agents are let in by the desk itself.
    """
    forms = path in {"/recherche", "/avis", "/r"} and (method == "POST" or (query and path != "/r"))
    if forms or _QUESTIONS.fullmatch(path):
        return Cost.QUESTION
    return Cost.LITTLE if _LITTLE.fullmatch(path) else Cost.NONE


class Rates:
    """Counts `questions` a minute for each address, and many times as much of what costs little.

    Addresses are in memory for a minute, and nowhere else.
    """

    def __init__(self, questions: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        little = questions * LITTLE_PER_QUESTION
        self._throttles = {
            Cost.QUESTION: Throttle(clock, most=questions, within=MINUTE),
            Cost.LITTLE: Throttle(clock, most=little, within=MINUTE),
        }

    def wait(self, scope: Scope, cost: Cost) -> float:
        """0 if the client of `scope` may have something of that `cost`; else the seconds left."""
        if cost is Cost.NONE:
            return 0
        client = scope.get("client") or ("",)
        return self._throttles[cost].enter(party(str(client[0])))

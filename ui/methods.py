"""What is said to whoever asks for one of our addresses with a verb that it doesn't take."""

from collections.abc import Sequence

from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from ui.gate import OUR_PATHS, path_of
from ui.refusals import refusal

VERBS = ("GET", "POST")


class WrongMethod(BaseRoute):
    """Stands behind our `routes`, so that what they leave of our addresses doesn't get further."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._routes = tuple(routes)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether the address is one of ours."""
        ours = scope["type"] == "http" and OUR_PATHS.fullmatch(path_of(scope))
        return (Match.FULL, {}) if ours else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Says which verbs there are, or that nothing is there."""
        taken = [verb for verb in VERBS if self._taken({**scope, "method": verb})]
        code, status = ("wrong_method", 405) if taken else ("nothing_here", 404)
        response = refusal(code, status, scope)
        if taken:
            response.headers["Allow"] = ", ".join(taken)
        await response(scope, receive, send)

    def _taken(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is Match.FULL for route in self._routes)

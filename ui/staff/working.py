"""Stops the work that goes on behind the desk, as whoever began it or an admin wishes."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request, Response

from ui.background import Background, Piece
from ui.closed.door import to
from ui.closed.entrance import STAFF
from ui.sessions import Session
from ui.staff.pages import not_admin_page
from ui.staff.progress import COMPARING, MEASURING, UPLOADING, may_stop

STOP = "pilotage/travail/arreter"
# Work ends when it next tells its progress, which is nearly always within this.
PATIENCE = 3.0


@dataclass(frozen=True, slots=True)
class Working:
    """Ends what the `background` does."""

    background: Background

    def stop(self, request: Request, session: Session, form: Mapping[str, str]) -> Response:
        """Back to the page that showed the piece of the form, which is stopped by then."""
        piece = self.background.last()
        if piece is None:
            return to(request, STAFF.path)
        if not may_stop(piece, session):
            return not_admin_page(request, session)
        with suppress(ValueError):
            begun = datetime.fromisoformat(form.get("begun", ""))
            if self.background.stop(begun, session.account.name):
                self.background.wait(PATIENCE)
        return to(request, where(piece))


def where(piece: Piece) -> str:
    """The page that shows `piece`."""
    if piece.kind == COMPARING:
        report, _, edition = piece.about.rpartition("/")
        return f"pilotage/editions/comparer?rapport={report}&edition={edition}"
    return {UPLOADING: "pilotage/editions", MEASURING: "pilotage/qualite"}.get(
        piece.kind, STAFF.path
    )

"""The page of editions, what can be done to them, and each edition's own files."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.responses import FileResponse

from index.edition import Edition
from index.errors import EditionError, EditionMissing, UnknownEdition
from ui.accounts import Role
from ui.audit import Deed
from ui.background import Background
from ui.closed.door import to
from ui.errors import UploadCut
from ui.render import in_print, told
from ui.routes import PDF_HEADERS
from ui.sessions import Session
from ui.spreadsheet import csv_of
from ui.staff.admitted import nothing_here
from ui.staff.controls import Controls
from ui.staff.files import csv_file
from ui.staff.pages import refused_deed, staff_page
from ui.staff.progress import UPLOADING, piece_of
from ui.staff.shelf_view import shelf_view
from ui.wording import say, say_error

EDITIONS = "pilotage/editions"
ADMINS = frozenset({Role.ADMIN})
CONFIRMED = "oui"
# What a page says was done, by its name in the address.
DONE = {
    "publiee": Deed.PUBLISH,
    "retablie": Deed.ROLLBACK,
    "supprimee": Deed.DELETE,
    "defaut": Deed.DEFAULT,
}
_NAMES = {deed: name for name, deed in DONE.items()}

log = logging.getLogger("selon.staff")

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Editions:
    """Shows the shelf, and changes it as admins ask."""

    controls: Controls
    background: Background

    def page(self, request: Request, session: Session) -> Response:
        """Every report and its editions, and how far an upload is."""
        return staff_page(
            request,
            session,
            "editions",
            heading=told("staff.editions.title"),
            room="editions",
            shelf=shelf_view(self.controls.shelf),
            admin=session.account.role in ADMINS,
            done=_done(request),
            piece=piece_of(self.background, session, UPLOADING),
            busy=piece_of(self.background, session),
            cut=() if self.background.last(UPLOADING) else _told_cut(self.controls.cut),
        )

    def publish(self, request: Request, session: Session, form: Form) -> Response:
        """The edition of the form goes live instead of the one that its page showed."""

        def change() -> tuple[str, str]:
            wanted, seen = form.get("edition", ""), form.get("live")
            manifest = self.controls.shelf.publish_edition(wanted, instead_of=seen)
            return manifest.report, manifest.edition

        return self._changed(request, session, Deed.PUBLISH, change)

    def rollback(self, request: Request, session: Session, form: Form) -> Response:
        """The edition that was live before is live again."""

        def change() -> tuple[str, str]:
            slug, seen = form.get("report", ""), form.get("live")
            manifest = self.controls.shelf.rollback(slug, instead_of=seen)
            return manifest.report, manifest.edition

        return self._changed(request, session, Deed.ROLLBACK, change)

    def make_default(self, request: Request, session: Session, form: Form) -> Response:
        """Residents ask the report of the form."""

        def change() -> tuple[str, str]:
            slug = form.get("report", "")
            self.controls.shelf.set_default(slug)
            return slug, ""

        return self._changed(request, session, Deed.DEFAULT, change)

    def delete(self, request: Request, session: Session, form: Form) -> Response:
        """The edition of the form is gone, once that was asked a second time."""
        name = form.get("edition", "")
        if form.get("confirmed") != CONFIRMED:
            return self._ask_again(request, session, name)

        def change() -> tuple[str, str]:
            gone = self.controls.shelf.delete(name)
            return gone.report, gone.edition

        return self._changed(request, session, Deed.DELETE, change)

    def pdf(self, request: Request, _: Session) -> Response:
        """The edition's copy of the report, be it live or not."""
        edition = self.opened(request)
        return FileResponse(
            edition.pdf,
            media_type="application/pdf",
            filename=f"{edition.report_slug}.pdf",
            content_disposition_type="inline",
            headers=PDF_HEADERS,
        )

    def passages(self, request: Request, _: Session) -> Response:
        """Every passage of the edition with its page, as a table to save."""
        edition = self.opened(request)
        heads = tuple(say(f"staff.editions.passage_heads.{n}") for n in ("page", "label", "text"))
        rows = ((str(each.first_page), each.page_label, each.text) for each in edition.passages)
        name = f"passages-{edition.report_slug}-{edition.id}.csv"
        return csv_file(csv_of(heads, rows), name)

    def opened(self, request: Request) -> Edition:
        """The edition in the address."""
        report, edition = (request.query_params.get(name, "") for name in ("rapport", "edition"))
        try:
            return self.controls.shelf.edition(f"{report}/{edition}" if report else edition)
        except (UnknownEdition, EditionMissing):
            raise nothing_here() from None

    def _ask_again(self, request: Request, session: Session, name: str) -> Response:
        try:
            edition = self.controls.shelf.edition(name)
        except EditionError as exc:
            return refused_deed(request, session, exc)
        return staff_page(
            request,
            session,
            "delete",
            heading=told("staff.editions.delete.title"),
            room="editions",
            wanted=name,
            title=edition.title,
            edition=edition.id,
            confirmed=CONFIRMED,
        )

    def _changed(
        self,
        request: Request,
        session: Session,
        deed: Deed,
        change: Callable[[], tuple[str, str]],
    ) -> Response:
        """On to the page of editions once `change` is made and noted. Raises `AuditUnwritable`."""
        try:
            report, edition = change()
        except EditionError as exc:
            log.error("an edition could not be changed: %s", type(exc).__qualname__)
            return refused_deed(request, session, exc)
        self.controls.audit.write(session.account.name, deed, report=report, edition=edition)
        return to(request, f"{EDITIONS}?fait={_NAMES[deed]}")


def _done(request: Request) -> str:
    deed = DONE.get(request.query_params.get("fait", ""))
    return told(f"staff.editions.done.{deed.value}") if deed else ""


def _told_cut(files: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(in_print(say_error(UploadCut(file=name))) for name in files)

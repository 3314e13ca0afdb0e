"""Receives a PDF from an admin, and makes an edition of it that waits to go live."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from index.errors import EditionError
from ingest.errors import SelonError
from ingest.file_name import slug_of
from ingest.report import Provenance
from ingest.sources import Source, refusal_of
from ui.audit import Deed
from ui.background import Background, Progress, Stage
from ui.closed.door import arrival, to
from ui.closed.entrance import STAFF
from ui.closed.guard import Guard, same
from ui.closed.pages import refused_page
from ui.errors import DeskError, ReadingCut, UploadTooLarge, WorkCut, WorkUnderWay
from ui.sessions import Session
from ui.staff.admitted import ADMITTED, NOT_OUR_FORM, SIGNED_OUT
from ui.staff.controls import Controls
from ui.staff.editions import ADMINS, EDITIONS
from ui.staff.pages import not_admin_page, not_staff_page, refused_deed
from ui.staff.progress import UPLOADING
from ui.uploaded import Uploaded, received

Endpoint = Callable[[Request], Awaitable[Response]]
TOO_LARGE, UNFIT = 413, 422


@dataclass(frozen=True, slots=True)
class Uploads:
    """Takes files of at most `most` bytes, and works on one at a time in the `background`."""

    guard: Guard
    controls: Controls
    background: Background
    most: int

    async def receive(self, request: Request) -> Response:
        """The page of editions, where the work is seen; nothing is read of a stranger's file.

        The form's csrf stands in its address, so that it is looked at before the file is taken.
        """
        found = await run_in_threadpool(arrival, self.guard, request)
        stranger = _stranger(request, found)
        if stranger or not isinstance(found, Session):
            return stranger or refused_page(request, STAFF, SIGNED_OUT)
        if not same(request.query_params.get("csrf", ""), found.csrf):
            return refused_page(request, STAFF, NOT_OUR_FORM)
        try:
            self._free()
            uploaded = await received(request, self.controls.inbox, self.most)
        except UploadTooLarge as exc:
            return refused_deed(request, found, exc, TOO_LARGE)
        except (DeskError, EditionError) as exc:
            return refused_deed(
                request, found, exc, 409 if isinstance(exc, WorkUnderWay) else UNFIT
            )
        return await run_in_threadpool(self._taken, request, found, uploaded)

    def _free(self) -> None:
        """Raises `WorkUnderWay`: better before the file is sent than after."""
        last = self.background.last()
        if last and last.stage is Stage.RUNNING:
            raise WorkUnderWay(who=last.who)

    def _taken(self, request: Request, session: Session, uploaded: Uploaded) -> Response:
        try:
            refused = refusal_of(uploaded.path)
            if refused:
                raise refused
            work = self._work(session, uploaded)
            self.background.begin(UPLOADING, session.account.name, work, uploaded.path.name)
        except SelonError as exc:
            uploaded.discard()
            return refused_deed(request, session, exc, UNFIT)
        return to(request, EDITIONS)

    def _work(self, session: Session, uploaded: Uploaded) -> Callable[[Progress], str]:
        path, fields = uploaded.path, uploaded.fields
        named = fields.get("report") or fields.get("name", "").strip() or path.name
        source = Source(path, slug_of(named), Provenance(source=path.name))

        def work(progress: Progress) -> str:
            last = ("", 0)

            def advance(step: str, done: int, total: int) -> None:
                nonlocal last
                last = step, done
                progress(step, done, total)

            try:
                made = self.controls.build(source, source.slug, advance)
            except WorkCut as exc:
                step, done = last
                if step != "read":
                    raise
                raise ReadingCut(file=path.name, page=done + 1) from exc
            finally:
                uploaded.discard()
            about = {"report": made.report, "edition": made.edition}
            self.controls.audit.write(session.account.name, Deed.UPLOAD, **about)
            return f"{made.report}/{made.edition}"

        return work


def _stranger(request: Request, found: Session | Response | None) -> Response | None:
    """What is said to whoever may not upload; None for an admin."""
    if found is None or isinstance(found, Response):
        return found
    if found.account.role not in ADMITTED:
        return not_staff_page(request, found)
    return None if found.account.role in ADMINS else not_admin_page(request, found)

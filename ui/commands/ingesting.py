"""What `selon ingest` does: ingests each source, and tells what became of it."""

import time
from collections.abc import Sequence
from functools import partial

import click

from ingest.file_name import slug_of
from ingest.network import HttpsNetwork
from ingest.sources import DOSSIER_SLUG, Refusal
from ui.audit import Deed
from ui.commands.noting import note
from ui.commands.opening import open_shelf
from ui.contract import dump, ingested_json, refused_json
from ui.ingestion import Ingested, Request, ingest, readers_for
from ui.lazy_model import LazyModel
from ui.progress import bars
from ui.ranges import ranges
from ui.settings import Settings
from ui.terminal import complain, tell
from ui.wording import MEGABYTE, decimal, say, say_error


def run(
    settings: Settings,
    source: str | None,
    *,
    name: str | None,
    model: str | None,
    max_size: int,
    as_json: bool,
) -> int:
    """The exit code: 0 if at least one report was published or was already there."""
    request = Request(
        source=source,
        inbox=settings.inbox,
        max_bytes=max_size * MEGABYTE,
        name=slug_of(name) if name else None,
    )
    results: list[Ingested | Refusal] = []
    with readers_for(settings.home) as readers, bars(quiet=as_json) as advance:
        for result in ingest(
            request,
            shelf=open_shelf(settings),
            network=HttpsNetwork(),
            model=LazyModel(model or settings.model, partial(advance, "fetch")),
            clock=time.monotonic,
            readers=readers,
            advance=advance,
        ):
            results.append(result)
            advance.clear()
            if isinstance(result, Ingested):
                _note(settings, result)
                if not as_json:
                    tell_ingested(result)
    ingested = [result for result in results if isinstance(result, Ingested)]
    refused = [result for result in results if isinstance(result, Refusal)]
    for refusal in refused:
        complain(say_error(refusal.error))
    if as_json:
        click.echo(
            dump(
                {
                    "ingested": [ingested_json(result) for result in ingested],
                    "refused": [refused_json(refusal) for refusal in refused],
                }
            )
        )
    elif ingested:
        _tell_next([result.published.manifest.report for result in ingested])
    return 0 if ingested else 1


def _note(settings: Settings, result: Ingested) -> None:
    manifest = result.published.manifest
    note(settings, Deed.INGEST, report=manifest.report, edition=manifest.edition)


def tell_ingested(result: Ingested) -> None:
    """Writes what became of one source: how much was read, and where the edition is."""
    manifest, built = result.published.manifest, result.published.built
    outcome = "up_to_date"
    if built:
        outcome = "published" if manifest.passages else "without_text"
    tell(say(f"terminal.ingest.{outcome}", title=manifest.title), bold=True)
    tell(say("terminal.ingest.slug", slug=manifest.report), indent=2)
    unread = manifest.unread_pages
    read = manifest.pages - len(unread)
    tell(say("terminal.ingest.pages", read=read, pages=manifest.pages), indent=2)
    if unread:
        tell(say("terminal.ingest.unread", count=len(unread), pages=ranges(unread)), indent=2)
    passages = "passages" if manifest.passages else "no_passage"
    tell(say(f"terminal.ingest.{passages}", count=manifest.passages), indent=2)
    if built:
        tell(say("terminal.ingest.seconds", seconds=decimal(result.seconds, 1)), indent=2)
    folder = result.published.folder
    tell(say("terminal.ingest.place", edition=manifest.edition, path=folder), indent=2)
    tell()


def _tell_next(slugs: Sequence[str]) -> None:
    """The command to type now; a report is named unless it is the only one of this command."""
    named = f" --report {slugs[0]}" if len(slugs) > 1 and slugs[0] != DOSSIER_SLUG else ""
    tell(say("terminal.ingest.next", report=named))

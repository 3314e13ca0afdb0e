"""Looks an installation over: Python, libraries, model, home, disk, editions; and the mend."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from index.models import DEFAULT, FORMER_DEFAULT, ModelIdentity, find_model, is_superseded
from index.shelf import Shelf
from ingest.errors import SelonError
from ingest.ocr import NoRecognition, find_tesseract
from retrieval.journal_file import FILE
from retrieval.journal_reading import JournalReader
from ui.settings import Settings
from ui.site.errors import SiteError
from ui.site.file import load_site
from ui.wording import MEGABYTE, say, say_error, size

OLDEST_PYTHON = (3, 11)
# An edition of a report of 60 MB, twice: the old one stays until the new one is there.
ROOM_WANTED = 250 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `mend` is what to do, empty where all is well."""

    name: str
    ok: bool
    detail: str
    mend: str = ""


def examine(settings: Settings) -> list[Check]:
    """Every check, in the order in which things need each other. Nothing is changed."""
    shelf = Shelf(settings.home)
    models = dict.fromkeys((settings.model or DEFAULT, *_recorded_models(shelf)))
    return [
        check_python(),
        check_packages(),
        *(check_model(name) for name in models),
        check_recognition(),
        check_home(settings.home),
        check_disk(settings.home),
        check_editions(shelf, settings.model or DEFAULT),
        check_journal(settings),
        *([check_site(settings)] if settings.site else []),
    ]


def check_python() -> Check:
    """Whether this Python is recent enough."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST_PYTHON:
        return Check("python", True, say("doctor.python.detail", version=found))
    return Check(
        "python", False, say("doctor.python.detail", version=found), say("doctor.python.mend")
    )


def check_packages() -> Check:
    """Whether every library that Selon needs is installed, and in which version."""
    versions, missing = [], []
    for name in _needed():
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        detail = say("doctor.packages.missing", missing=", ".join(missing))
        return Check("packages", False, detail, say("doctor.packages.mend"))
    return Check("packages", True, ", ".join(versions))


def check_model(name: str) -> Check:
    """Whether the model is on this machine, with the weights that are expected."""
    try:
        found = find_model(name).identity
    except SelonError as exc:
        return Check("model", False, name, say_error(exc))
    values = {"name": name, "dimension": found.dimension, "revision": found.revision[:12]}
    return Check("model", True, say("doctor.model.detail", **values))


def check_recognition(search: str | None = None) -> Check:
    """Whether scans can be read; all else works without, so nothing is wrong where they can't."""
    found = find_tesseract(search)
    if isinstance(found, NoRecognition):
        detail, mend = say(f"doctor.recognition.{found}"), say("doctor.recognition.mend")
        return Check("recognition", True, detail, mend)
    return Check("recognition", True, say("doctor.recognition.detail", version=found.version))


def check_home(home: Path) -> Check:
    """Whether editions can be written under `home`, or where it will be made."""
    nearest = _nearest(home)
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return Check("home", True, say("doctor.home.detail", path=home))
    return Check("home", False, say("doctor.home.wrong", path=home), say("doctor.home.mend"))


def check_disk(home: Path) -> Check:
    """Whether there is room for another edition."""
    free = shutil.disk_usage(_nearest(home)).free
    detail = say("doctor.disk.detail", free=size(free))
    if free >= ROOM_WANTED:
        return Check("disk", True, detail)
    return Check("disk", False, detail, say("doctor.disk.mend", wanted=size(ROOM_WANTED)))


def check_editions(shelf: Shelf, wanted: str = DEFAULT) -> Check:
    """Whether every edition is as it was written; one that isn't is named.

    Live editions of a former default serve on; unless it is `wanted`, their rebuilding is told.
    """
    problems = shelf.problems(deep=True)
    good = sum(len(report.editions) for report in shelf.reports())
    if problems:
        mend = " ".join(say_error(problem) for problem in problems)
        detail = say("doctor.editions.wrong", good=good, damaged=len(problems))
        return Check("editions", False, detail, mend)
    if not good:
        return Check(
            "editions", True, say("doctor.editions.none"), say("doctor.editions.mend_none")
        )
    detail = say("doctor.editions.detail", good=good)
    older = [
        report.slug
        for report in shelf.reports()
        if report.live is not None and _is_older(report.live.model, wanted)
    ]
    if older:
        mend = say("doctor.editions.mend_older", reports=", ".join(older), model=wanted)
        return Check("editions", True, detail, mend)
    return Check("editions", True, detail)


def _is_older(model: ModelIdentity, wanted: str) -> bool:
    return model.name == FORMER_DEFAULT != wanted or is_superseded(model)


def check_journal(settings: Settings) -> Check:
    """Whether the journal can be read, as it is asked for; what is left of one is told."""
    try:
        months = settings.months_kept
        held = JournalReader(settings.home / FILE).summary()
    except SelonError as exc:
        return Check("journal", False, say("doctor.wrong"), say_error(exc))
    if months is None and held.entries:
        left = say("doctor.journal.left", entries=held.entries)
        return Check("journal", True, left, say("doctor.journal.mend_left"))
    if months is None:
        return Check("journal", True, say("doctor.journal.not_kept"))
    mend = say("doctor.journal.mend_beside", files=", ".join(held.beside)) if held.beside else ""
    values = {"entries": held.entries, "bytes": held.bytes, "months": months}
    return Check("journal", True, say("doctor.journal.detail", **values), mend)


def check_site(settings: Settings) -> Check:
    """Whether the operator's file can be used: the pages don't open with one that can't."""
    try:
        load_site(settings)
    except SiteError as exc:
        wrong = say("doctor.site.wrong", path=settings.site)
        return Check("site", False, wrong, say_error(exc))
    return Check("site", True, say("doctor.site.detail", path=settings.site))


def _needed() -> Iterator[str]:
    """Names of the libraries that an installation must have; extras are left out."""
    for requirement in requires("selon") or ():
        if "extra ==" not in requirement:
            yield re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0]


def _recorded_models(shelf: Shelf) -> Iterator[str]:
    """Models that the live editions were built with."""
    for report in shelf.reports():
        if report.live is not None:
            yield report.live.model.name


def _nearest(path: Path) -> Path:
    """`path`, or the nearest folder above it that is there."""
    return next(each for each in (path, *path.absolute().parents) if each.exists())

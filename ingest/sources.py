"""Lists the PDFs that a command names: a file, a folder, an address, or the embedded dossier."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from ingest.download import Progress
from ingest.errors import (
    AddressNotHttps,
    EmptyFile,
    FolderWithoutPdf,
    NotAPdf,
    SourceError,
    SourceMissing,
    UnreadableSource,
)
from ingest.fetch import fetch
from ingest.file_name import distinct_slug, slug_of
from ingest.network import Network
from ingest.pdf_mark import MARK_WITHIN, has_pdf_mark
from ingest.report import Provenance

DOSSIER_SLUG = "dossier"
DOSSIER_FILE = "dossier.pdf"


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF that is ready to be read, and the name that its report will have.

    `fetched` says that `path` is a download of ours: it may be removed once it was ingested.
    """

    path: Path
    slug: str
    provenance: Provenance
    fetched: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that can't become a report, by its name without its folder, and why."""

    source_file: str
    error: SourceError


def find_sources(
    source: str | None,
    *,
    inbox: Path,
    network: Network,
    max_bytes: int,
    progress: Progress | None = None,
) -> Iterator[Source | Refusal]:
    """Every PDF that `source` names (None: the embedded dossier), each ready or refused.

    One bad file of a folder doesn't stop the others. Raises what leaves nothing to list:
    `SourceMissing`, `FolderWithoutPdf`, `UnreadableSource`, or an `AddressError`.
    """
    if source is None:
        yield from _dossier()
    elif _is_address(source):
        fetched = fetch(source, into=inbox, network=network, max_bytes=max_bytes, progress=progress)
        slug = slug_of(fetched.provenance.source)
        yield Source(fetched.path, slug, fetched.provenance, fetched=True)
    else:
        yield from _on_disk(Path(source))


def _is_address(source: str) -> bool:
    scheme, found, _ = source.partition("://")
    if found and scheme.lower() != "https":
        raise AddressNotHttps(address=source)
    return bool(found)


def _dossier() -> Iterator[Source]:
    with as_file(files("ingest") / "data" / DOSSIER_FILE) as path:
        if not path.exists():
            raise SourceMissing(path=DOSSIER_FILE)
        yield Source(path, DOSSIER_SLUG, Provenance(source=DOSSIER_FILE))


def _on_disk(path: Path) -> Iterator[Source | Refusal]:
    try:
        paths = _pdfs_of(path)
    except PermissionError as exc:
        raise UnreadableSource(path=str(path)) from exc
    except OSError as exc:  # a name no file could have
        raise SourceMissing(path=str(path)) from exc
    taken: set[str] = set()
    for pdf in paths:
        refused = refusal_of(pdf)
        if refused is not None:
            yield Refusal(pdf.name, refused)
            continue
        slug = distinct_slug(pdf.name, taken)
        taken.add(slug)
        yield Source(pdf, slug, Provenance(source=pdf.name))


def _pdfs_of(path: Path) -> list[Path]:
    """`path` itself, or the PDFs of that folder by name; subfolders and hidden files left out.

    Links are followed: whoever fills a folder with links to PDFs wants those read.
    """
    if not path.exists():
        raise SourceMissing(path=str(path))
    if not path.is_dir():
        return [path]
    pdfs = sorted(
        entry
        for entry in path.iterdir()
        if entry.suffix.lower() == ".pdf" and not entry.name.startswith(".") and not entry.is_dir()
    )
    if not pdfs:
        raise FolderWithoutPdf(path=str(path))
    return pdfs


def refusal_of(pdf: Path) -> SourceError | None:
    """Why `pdf` can't be read at all, as far as its first bytes tell; None if they are a PDF's."""
    if not pdf.exists():  # a link to nowhere, or a file that went away meanwhile
        return SourceMissing(path=str(pdf))
    if not pdf.is_file():  # a pipe would wait for ever, a device never end
        return NotAPdf(file=pdf.name)
    try:
        with pdf.open("rb") as opened:
            head = opened.read(MARK_WITHIN)
    except OSError:
        return UnreadableSource(path=str(pdf))
    if not head:
        return EmptyFile(file=pdf.name)
    return None if has_pdf_mark(head) else NotAPdf(file=pdf.name)

"""A form with a file, as it arrives: the file goes to the disk piece by piece."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, FormParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from index.files import told_apart
from ingest.file_name import pdf_name
from ui.errors import NothingUploaded, UploadTooLarge

KIND = b"multipart/form-data"
PREFIX = ".upload-"
# What a form has beside its file: a few names, and the marks between them.
BESIDE_THE_FILE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The fields of the form, and where its file stands: alone in a folder of its own."""

    fields: Mapping[str, str]
    path: Path

    def discard(self) -> None:
        """The file and its folder are gone."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


async def received(request: Request, inbox: Path, most: int) -> Uploaded:
    """The form of `request`, its file of at most so many bytes in a folder under `inbox`.

    Nothing is left on the disk where it raises: `UploadTooLarge`, `NothingUploaded`, `DiskFull`
    or `HomeNotWritable`.
    """
    limit = most + BESIDE_THE_FILE
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > limit:
        raise UploadTooLarge(limit=most)
    with told_apart(inbox, int(declared) if declared.isdigit() else most):
        inbox.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=inbox))
    try:
        with told_apart(inbox, most):
            return await _read(request, folder, most)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def swept(inbox: Path) -> None:
    """What uploads that were cut off by the end of a server left behind is gone."""
    for left in inbox.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)


@dataclass(slots=True)
class _Parts:
    """What was found in a form so far."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)

    def add_field(self, part: Field) -> None:
        self.fields[_text(part.field_name)] = _text(part.value)

    def close(self) -> None:
        for each in self.files:
            each.close()


async def _read(request: Request, folder: Path, most: int) -> Uploaded:
    parts, size = _Parts(), 0
    parser = _parser(request, folder, parts.add_field, parts.files.append)
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most + BESIDE_THE_FILE:
                raise UploadTooLarge(limit=most)
            await run_in_threadpool(parser.write, chunk)
        parser.finalize()
    except FormParserError as exc:
        raise NothingUploaded from exc
    finally:
        parts.close()
    return _whole(parts, folder, most)


def _parser(
    request: Request,
    folder: Path,
    on_field: Callable[[Field], None],
    on_file: Callable[[File], None],
) -> FormParser:
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != KIND or b"boundary" not in options:
        raise NothingUploaded
    config = {
        "UPLOAD_DIR": str(folder),
        "UPLOAD_DELETE_TMP": False,
        "MAX_MEMORY_FILE_SIZE": 0,
        "UPLOAD_ERROR_ON_BAD_CTE": True,
    }
    return FormParser(
        KIND.decode(), on_field, on_file, boundary=options[b"boundary"], config=config
    )


def _whole(parts: _Parts, folder: Path, most: int) -> Uploaded:
    """The form with its one file under its own name, as far as that is a safe one."""
    chosen = next((each for each in parts.files if each.file_name), None)
    if chosen is None:
        raise NothingUploaded
    if chosen.size > most:
        raise UploadTooLarge(limit=most)
    path = folder / _name(_text(chosen.file_name))
    if chosen.actual_file_name is None:  # nothing was written
        path.touch()
    else:
        Path(_text(chosen.actual_file_name)).replace(path)
    return Uploaded(parts.fields, path)


def _name(given: str) -> str:
    safe = pdf_name("", quote(given))
    return safe if given.lower().endswith(".pdf") else safe.removesuffix(".pdf")


def _text(given: bytes | None) -> str:
    return (given or b"").decode(errors="replace")

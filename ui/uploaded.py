"""A form with a file, as it arrives: the file goes to the disk piece by piece."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
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


def swept(inbox: Path) -> tuple[str, ...]:
    """The files of uploads that the end of a server cut off, by name; they are gone now."""
    cut: list[str] = []
    for left in inbox.glob(f"{PREFIX}*"):
        cut += [file.name for file in left.iterdir()]
        shutil.rmtree(left, ignore_errors=True)
    return tuple(cut)


class _Form:
    """What was found in a form so far: its fields, and its file, which stands in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.fields: dict[str, str] = {}
        self.path: Path | None = None
        self.size = 0
        self.whole = False
        self._folder = folder
        self._header: list[bytes] = [b"", b""]
        self._part = ""
        self._value = b""
        self._file: BinaryIO | None = None

    def begin(self) -> None:
        self._part, self._value = "", b""

    def header_name(self, data: bytes, start: int, end: int) -> None:
        self._header[0] += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._header[1] += data[start:end]

    def header_over(self) -> None:
        (name, value), self._header = self._header, [b"", b""]
        if name.lower() != b"content-disposition":
            return
        _, about = parse_options_header(value)
        self._part = _text(about.get(b"name"))
        chosen = _text(about.get(b"filename"))
        if chosen and self.path is None:
            self.path = self._folder / _name(chosen)
            self._file = self.path.open("wb")

    def data(self, data: bytes, start: int, end: int) -> None:
        if self._file is None:
            self._value += data[start:end]
            if len(self._value) > BESIDE_THE_FILE:
                raise FormParserError("a field is longer than any of ours")
        else:
            self.size += self._file.write(data[start:end])

    def over(self) -> None:
        if self._file is None and self._part:
            self.fields[self._part] = _text(self._value)
        self.close()

    def end(self) -> None:
        self.whole = True

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


async def _read(request: Request, folder: Path, most: int) -> Uploaded:
    form, size = _Form(folder), 0
    parser = _parser(request, form)
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
        form.close()
    if form.path is None or not form.whole:
        raise NothingUploaded
    if form.size > most:
        raise UploadTooLarge(limit=most)
    return Uploaded(form.fields, form.path)


def _parser(request: Request, form: _Form) -> MultipartParser:
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != KIND or b"boundary" not in options:
        raise NothingUploaded
    return MultipartParser(
        options[b"boundary"],
        {
            "on_part_begin": form.begin,
            "on_header_field": form.header_name,
            "on_header_value": form.header_value,
            "on_header_end": form.header_over,
            "on_part_data": form.data,
            "on_part_end": form.over,
            "on_end": form.end,
        },
    )


def _name(given: str) -> str:
    safe = pdf_name("", quote(given))
    return safe if given.lower().endswith(".pdf") else safe.removesuffix(".pdf")


def _text(given: bytes | None) -> str:
    return (given or b"").decode(errors="replace")

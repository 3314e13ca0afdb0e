"""Builds the PDFs that reading is tried on, in the test itself."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import typst

from ingest.pdf import read_report
from ingest.report import Box, Line, Page, Provenance, Report
from ingest.stretches import Stretch

Read = Callable[[Path], Report]
Compile = Callable[[str], Path]

SHARED = Path(os.environ.get("SELON_SHARED", Path(__file__).parents[4] / "shared"))


@pytest.fixture
def compile_pdf(tmp_path: Path) -> Compile:
    """Compiles a Typst document and gives the path of its PDF."""

    def compile_source(source: str) -> Path:
        path = tmp_path / "report.pdf"
        path.write_bytes(typst.compile(source.encode()))
        return path

    return compile_source


@pytest.fixture
def read() -> Read:
    """Reads the PDF at a path."""
    return lambda path: read_report(path, slug="essai", provenance=Provenance(path.name))


@pytest.fixture
def read_source(compile_pdf: Compile, read: Read) -> Callable[[str], Report]:
    """Compiles a Typst document and reads it."""
    return lambda source: read(compile_pdf(source))


@pytest.fixture
def make_line() -> Callable[..., Line]:
    """A line of 10 point type at a height of the page (0 is the top)."""

    def build(
        text: str,
        top: float = 0.5,
        *,
        size: float = 10.0,
        bold: bool = False,
        block: int = 0,
        beside: bool = False,
    ) -> Line:
        box = Box(0.1, top, 0.9, min(1.0, top + 0.012))
        return Line(text, box, size, bold=bold, block=block, beside=beside)

    return build


@pytest.fixture
def make_report(make_line: Callable[..., Line]) -> Callable[..., Report]:
    """A report whose pages hold the given lines; a text is a block of its own."""

    def page(number: int, lines: Iterable[Line | str], contents: bool) -> Page:
        found = tuple(
            make_line(x, 0.05 + 0.03 * at, block=at) if isinstance(x, str) else x
            for at, x in enumerate(lines)
        )
        return Page(number, str(number), found, 595, 842, contents=contents)

    def build(*pages: Iterable[Line | str], contents: Iterable[int] = ()) -> Report:
        made = tuple(page(n, lines, n in contents) for n, lines in enumerate(pages, start=1))
        return Report("essai", "Essai", Provenance("essai.pdf"), "0" * 64, made, Path("essai.pdf"))

    return build


@pytest.fixture
def stretch() -> Callable[..., Stretch]:
    """A stretch of 10 point type: its letters are 5 points wide."""

    def build(
        text: str, left: float, base: float, *, size: float = 10, bold: bool = False
    ) -> Stretch:
        right = left + len(text) * size / 2
        top, bottom = base - 0.8 * size, base + 0.22 * size
        return Stretch(text, left, top, right, bottom, base, size, size, bold)

    return build


def _shared_reports() -> list[Path]:
    folder = SHARED / "reports"
    return sorted(folder.glob("*.pdf")) if folder.is_dir() else []


@pytest.fixture(
    params=_shared_reports() or [None], ids=lambda path: path.stem[:2] if path else "absent"
)
def shared_report(request: pytest.FixtureRequest) -> Path:
    """One after the other, the owner's reports."""
    if request.param is None:
        pytest.skip(f"no reports in {SHARED / 'reports'}: set SELON_SHARED to try real ones")
    path: Path = request.param
    return path

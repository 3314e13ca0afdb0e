"""A report of as many pages as wanted, of the made-up reports that the encoder learned from.

    python -m bench.long_report 200 FILE.pdf

Pages come again once all were used; none of the reports names a real place or person.
"""

import sys
import tempfile
from itertools import cycle
from pathlib import Path

import pikepdf

from training.places import OWN_REPORTS
from training.reports import print_report


def write_long_report(path: Path, pages: int) -> Path:
    """The PDF at `path`, of `pages` pages."""
    names = sorted(each.stem for each in OWN_REPORTS.glob("*.md"))
    with tempfile.TemporaryDirectory() as folder, pikepdf.new() as long:
        parts = [pikepdf.open(print_report(name, Path(folder))) for name in names]
        found = cycle(page for part in parts for page in part.pages)
        while len(long.pages) < pages:
            long.pages.append(next(found))
        with long.open_metadata() as about:
            about["dc:title"] = f"Rapport de {pages} pages"
        long.save(path)
        for part in parts:
            part.close()
    return path


if __name__ == "__main__":
    write_long_report(Path(sys.argv[2]), int(sys.argv[1]))

"""Draws on a picture of a page how it was read: its blocks in order, headings, and cells of tables.

    python -m bench.drawn FILE.pdf PAGE OUT.webp

Blue boxes are blocks, numbered in reading order; red ones are headings; green ones are cells of a
table. What stands in no box was set aside (running heads and folios).
"""

import argparse
from pathlib import Path

import pypdfium2
from PIL import ImageDraw, ImageFont

from ingest.cut import cut_passages
from ingest.headings import blocks_of
from ingest.pdf import read_report
from ingest.report import Box, Provenance

WIDE = 1000  # pixels
BLUE, RED, GREEN = "#1f4fd8", "#c2182b", "#0a7a35"


def around(boxes: list[Box]) -> tuple[float, float, float, float]:
    """The smallest rectangle that holds all `boxes`."""
    return (
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def main() -> None:
    """Writes the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("page", type=int)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    report = read_report(asked.file, slug="drawn", provenance=Provenance(asked.file.name))
    headings = {head for passage in cut_passages(report) for head in passage.headings}
    page = report.pages[asked.page - 1]
    shown = pypdfium2.PdfDocument(asked.file)[asked.page - 1]
    picture = shown.render(scale=WIDE / page.width).to_pil().convert("RGB")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=18)
    for number, block in enumerate(blocks_of(page), 1):
        cells = any(line.cell for line in block.lines)
        colour = GREEN if cells else RED if block.text in headings else BLUE
        groups = [[x.box] for x in block.lines] if cells else [[x.box for x in block.lines]]
        for boxes in groups:
            left, top, right, bottom = around(boxes)
            places = left * picture.width, top * picture.height
            pen.rectangle(
                (*places, right * picture.width, bottom * picture.height), None, colour, 2
            )
        left, top, *_ = around(groups[0])
        pen.text(
            (max(0, left * picture.width - 26), top * picture.height), str(number), colour, font
        )
    picture.save(asked.out, quality=70)


if __name__ == "__main__":
    main()

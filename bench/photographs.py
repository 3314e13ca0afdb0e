"""What a report of 200 pages full of photographs costs to read: time, and memory of each process.

    python -m bench.photographs [--pages 200] [--megabytes 56] [--scans]

Makes the PDF (noise over a gradient, saved as JPEG, and a paragraph on each page), reads it with
the processes that `selon ingest` uses, and prints a line of JSON. With `--scans` the pages have no
text, so that each is drawn to see whether anything is printed on it. Wanted: all readers together
under 600 MB, and more than one core at work. What processes share is counted in each.
"""

import argparse
import io
import json
import os
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from bench.processes import children, processor_seconds, resident
from ingest.apart import Readers
from ingest.report import Provenance

SIDE = 1200, 800
WORDS = b"BT /F1 11 Tf 60 %d Td (%s) Tj ET "
SENTENCE = b"La commune a entretenu cette annee quatorze ecoles et trente kilometres de routes."


def write(path: Path, pages: int, megabytes: float, *, scans: bool) -> None:
    """A PDF of about that size: each page a photograph of its own, and ten lines of text."""
    noise = np.random.default_rng(7)
    wanted = megabytes * 1e6 / pages
    quality = 90
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        for number in range(pages):
            content = _photograph(noise, quality)
            quality = min(95, max(20, quality + (1 if len(content) < wanted else -1)))
            image = pdf.make_stream(
                content,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=SIDE[0],
                Height=SIDE[1],
                ColorSpace=Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=Name.DCTDecode,
            )
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im=image))
            lines = b"".join(
                WORDS % (350 - 20 * at, SENTENCE + b" %d %d" % (number, at)) for at in range(10)
            )
            page.Contents = pdf.make_stream(
                b"q 500 0 0 330 50 450 cm /Im Do Q " + (b"" if scans else lines)
            )
        pdf.save(path)


def _photograph(noise: np.random.Generator, quality: int) -> bytes:
    slope = np.linspace(0, 200, SIDE[0], dtype=np.float32)[None, :, None]
    grain = noise.normal(30, 22, (SIDE[1], SIDE[0], 3))
    buffer = io.BytesIO()
    shades = np.clip(slope + grain, 0, 255).astype(np.uint8)
    Image.fromarray(shades).save(buffer, format="JPEG", quality=quality)
    return buffer.getvalue()


class Watch(threading.Thread):
    """Looks ten times a second at the memory and the processor time of this process's children."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak: dict[int, int] = {}
        self.together = 0
        self.cpu: dict[int, float] = {}
        self.over = threading.Event()

    def run(self) -> None:
        """Until `over`."""
        while not self.over.wait(0.1):
            now = {pid: resident(pid) for pid in children(os.getpid())}
            self.together = max(self.together, sum(now.values()))
            for pid, size in now.items():
                self.peak[pid] = max(size, self.peak.get(pid, 0))
                self.cpu[pid] = max(processor_seconds(pid), self.cpu.get(pid, 0.0))


def main() -> None:
    """Makes the PDF, reads it, prints what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--megabytes", type=float, default=56)
    parser.add_argument("--scans", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photographies.pdf"
        write(path, asked.pages, asked.megabytes, scans=asked.scans)
        watch = Watch()
        watch.start()
        begun = time.monotonic()
        with Readers(recogniser=None) as readers:
            provenance = Provenance(path.name)
            read = readers.read(path, slug="x", provenance=provenance, advance=lambda *_: None)
        seconds = time.monotonic() - begun
        watch.over.set()
        print(
            json.dumps(
                {
                    "megabytes": round(path.stat().st_size / 1e6, 1),
                    "pages": len(read.report.pages),
                    "unread": len(read.report.unread_pages),
                    "passages": len(read.passages),
                    "seconds": round(seconds, 1),
                    "readers_mb": sorted(round(each / 1e6) for each in watch.peak.values()),
                    "together_mb": round(watch.together / 1e6),
                    "readers_cpu_s": sorted(round(each, 1) for each in watch.cpu.values()),
                }
            )
        )


if __name__ == "__main__":
    main()

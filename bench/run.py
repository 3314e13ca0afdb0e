"""Measures speed and memory on the embedded dossier, and stores the figures.

    python -m bench.run             prints them and writes bench/results/speed.json
    python -m bench.run --no-browser    without the two figures that need Chromium

Each part runs through what a user runs (`selon ingest`, `selon serve`) in a fresh home, except the
rates of reading and encoding and the warm answers, which are timed inside one process.
"""

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from bench.served import PATIENCE, family, ingest, kilobytes, server, wait_for
from bench.stamp import stamp
from index.indexed import index_passages
from index.models import load_encoder
from index.reader import load_reader
from index.shelf import Shelf
from ingest.cut import cut_passages
from ingest.pdf import read_report
from ingest.report import Provenance
from retrieval.ask import ask
from retrieval.gold import chain, read_gold
from retrieval.metrics import percentiles
from retrieval.tools import Tools

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "bench" / "results"
QUESTION = "Combien y a-t-il de collèges publics dans le Pas-de-Calais ?"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

Figures = dict[str, float | int | str]


def ingesting(home: Path) -> Figures:
    """Seconds from the embedded PDF to an edition that answers, the start of Python included."""
    start = time.perf_counter()
    ingested = ingest(home)
    seconds = time.perf_counter() - start
    return {
        "dossier_to_edition_s": round(seconds, 2),
        "pages": ingested["pages"],
        "passages": ingested["passages"],
    }


def rates() -> Figures:
    """Pages read and passages cut, encoded and indexed a second, the model loaded already."""
    encoder = load_encoder(None)
    encoder.encode_document(["warm"])
    with as_file(files("ingest").joinpath("data/dossier.pdf")) as pdf:
        start = time.perf_counter()
        report = read_report(pdf, slug="dossier", provenance=Provenance("dossier.pdf"))
        read = time.perf_counter()
        passages = cut_passages(report)
        cut = time.perf_counter()
        index_passages(passages, encoder)
        indexed = time.perf_counter()
    return {
        "report_sha256": report.sha256,
        "read_pages_per_s": round(len(report.pages) / (read - start), 1),
        "cut_passages_per_s": round(len(passages) / (cut - read), 1),
        "index_passages_per_s": round(len(passages) / (indexed - cut), 1),
    }


def warm_answers(home: Path) -> Figures:
    """Milliseconds of an answer over every dossier question, edition and model in memory."""
    edition = Shelf(home).live()
    tools = Tools(load_encoder(edition.manifest.model.name), load_reader())
    gold = read_gold(ROOT / "retrieval" / "data" / "dossier_gold.jsonl")
    ask(QUESTION, [edition], tools=tools)
    taken = []
    for question in gold:
        before = chain(question, gold)
        start = time.perf_counter()
        ask(question.question, [edition], tools=tools, previous=before)
        taken.append((time.perf_counter() - start) * 1000)
    found = percentiles(taken)
    return {
        "answers": len(taken),
        "answer_p50_ms": found["p50"] or 0,
        "answer_p95_ms": found["p95"] or 0,
        "answer_worst_ms": round(max(taken), 1),
        "answer_mean_ms": round(statistics.fmean(taken), 1),
    }


def serving(home: Path, *, browser: str | None) -> Figures:
    """Seconds from a cold `selon serve` to the first page and the first quotes, and its memory.

    The page is the HTML at `/`; the field and the quotes are those that a headless Chromium shows,
    started beforehand, the question being sent as soon as the field is there. Memory is the peak of
    the server and its workers together.
    """
    with _browser(browser) as chromium, server(home) as (process, address):
        start = time.perf_counter()
        wait_for(address)
        figures: Figures = {"first_page_s": round(time.perf_counter() - start, 2)}
        if chromium:
            figures |= _first_answer(chromium, address, start)
        wait_for(f"{address}sante", holding='"encoder":"ready"')
        figures["encoder_ready_s"] = round(time.perf_counter() - start, 2)
        if chromium:
            _first_answer(chromium, address, start)
        figures["peak_memory_mb"] = _peak_memory(process.pid)
    return figures


def _first_answer(chromium: Any, address: str, start: float) -> Figures:
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address)
    page.locator("#question textarea").fill(QUESTION)
    shown = time.perf_counter() - start
    page.locator("#send").click()
    page.locator("#conversation blockquote").first.wait_for()
    answered = time.perf_counter() - start
    page.close()
    return {"first_field_s": round(shown, 2), "first_answer_s": round(answered, 2)}


@contextmanager
def _browser(path: str | None) -> Iterator[Any]:
    """A headless Chromium; None where there is none."""
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - optional here

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def _peak_memory(pid: int) -> float:
    """Megabytes, the peaks of the process and of its descendants summed (Linux only)."""
    peaks = [kilobytes(each, "VmHWM") for each in family(pid)]
    return round(sum(peaks) / 1024, 1)


def main() -> None:
    """Prints the figures and stores them."""
    parser = argparse.ArgumentParser(description="Measure speed and memory on the dossier.")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--out", type=Path, default=RESULTS / "speed.json")
    chosen = parser.parse_args()
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    browser = None if chosen.no_browser else found
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        figures = ingesting(home) | serving(home, browser=browser) | rates() | warm_answers(home)
    result = json.dumps(stamp(load_encoder(None)) | {"figures": figures}, indent=1)
    print(result)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(result + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

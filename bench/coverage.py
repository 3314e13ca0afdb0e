"""Measures coverage against labels made by hand, and how long it takes, and stores the figures.

    python -m bench.coverage --labels open|sealed --home HOME

Reports are the live editions under HOME that have labels. Of the open labels, the method was fitted
on them: what it says of each report by figures that saw no label of it is given beside
(`cross-validated`). The sealed ones had no part in any choice. Seconds are those of the edition
under HOME with most pages, by the clock and of the processor, its probes encoded too.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.coverage_fit import cross_validated, labelled, states, without_each
from bench.coverage_labels import figures, read_labels
from bench.run import RESULTS
from bench.stamp import stamp
from index.edition import Edition
from index.encoder import Encoder
from index.models import load_encoder
from index.shelf import Shelf
from retrieval.coverage import cover
from retrieval.gazetteer import shipped_gazetteer
from retrieval.topics import shipped_topics
from retrieval.treating import shipped_measured

OUT = RESULTS / "coverage.json"


def measured(part: str, home: Path, encoder: Encoder) -> dict[str, Any]:
    """What the shipped method says of the labels of `part`, with the encoder and by words alone."""
    labels = read_labels(part)
    found: dict[str, Any] = {}
    for name, using in (("with the encoder", encoder), ("by words alone", None)):
        known = labelled(home, labels, using)
        decided = {one.labels[0].sha256: states(one, shipped_measured()) for one in known}
        found[name] = figures(
            [label for one in known for label in one.labels],
            lambda label: decided[label.sha256].get((label.topic, label.page), "absent"),  # noqa: B023
        )
    if part == "open":
        known = labelled(home, labels, encoder)
        shipped = shipped_measured()
        thresholds = shipped.covered, shipped.mentioned
        found["cross-validated"] = cross_validated(known, thresholds, without_each(known))
    return found


def seconds(editions: Sequence[Edition], encoder: Encoder) -> dict[str, Any]:
    """How long the coverage of the longest edition takes, and what 200 such pages would."""
    longest = max(editions, key=lambda edition: edition.manifest.pages)
    started, busy = time.perf_counter(), time.process_time()
    cover(longest, shipped_topics(), encoder=encoder, gazetteer=shipped_gazetteer())
    clock, busy = time.perf_counter() - started, time.process_time() - busy
    pages = longest.manifest.pages
    return {
        "report": longest.manifest.provenance.source,
        "pages": pages,
        "passages": longest.manifest.passages,
        "by the clock": round(clock, 2),
        "of the processor": round(busy, 2),
        "of the processor for 200 pages": round(busy * 200 / pages, 2),
    }


def main() -> None:
    """Prints the figures that matter most, and stores all of them beside the other part's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labels", choices=("open", "sealed"), required=True)
    parser.add_argument("--home", type=Path, required=True)
    asked = parser.parse_args()
    encoder = load_encoder(None)
    editions = Shelf(asked.home).all_live()
    found = {
        **stamp(encoder),
        "reports": {e.manifest.provenance.source: e.manifest.sha256 for e in editions},
        "figures": measured(asked.labels, asked.home, encoder),
        "seconds": seconds(editions, encoder),
    }
    for name, parts in found["figures"].items():
        for doubt in ("all", "without doubt"):
            for level, first in (("pages", "covers"), ("reports", "covered")):
                shown = {state: parts[doubt][level][state] for state in (first, "absent")}
                print(name, doubt, level, parts[doubt][level]["labels"], json.dumps(shown))
    print(json.dumps(found["seconds"]))
    kept = json.loads(OUT.read_text("utf-8")) if OUT.exists() else {}
    written = {**kept, asked.labels: found}
    OUT.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

"""Times encoders side by side: questions one by one, passages together, loading, memory.

    python -m bench.encoders [MODEL…] [--out FILE.json]

Passages are the embedded dossier's, questions its gold ones. Each model loads in a process of its
own; the passages' times are taken in turns and the medians given.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from statistics import median

from bench.run import RESULTS, ROOT
from bench.stamp import stamp
from index.models import DEFAULT, FORMER_DEFAULT, load_encoder
from ingest.cut import cut_passages
from ingest.pdf import read_report
from ingest.report import Provenance
from retrieval.gold import read_gold
from retrieval.metrics import percentiles

ROUNDS = 3
LOADING = """
import re, sys, time
start = time.perf_counter()
from index.models import DEFAULT, FORMER_DEFAULT, load_encoder
load_encoder(sys.argv[1]).encode_query(["aide"])
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(round(time.perf_counter() - start, 2), round(peak))
"""


def main() -> None:
    """Prints and stores the figures of each model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", default=[FORMER_DEFAULT, DEFAULT])
    parser.add_argument("--out", type=Path, default=RESULTS / "encoders.json")
    asked = parser.parse_args()
    with as_file(files("ingest").joinpath("data/dossier.pdf")) as pdf:
        report = read_report(pdf, slug="dossier", provenance=Provenance("dossier.pdf"))
    passages = [passage.text for passage in cut_passages(report)]
    gold = read_gold(ROOT / "retrieval" / "data" / "dossier_gold.jsonl")
    encoders = {name: load_encoder(name) for name in asked.models}
    for encoder in encoders.values():
        encoder.encode_document(passages[:64])
    rounds = [
        {name: _seconds(encoder.encode_document, passages) for name, encoder in encoders.items()}
        for _ in range(ROUNDS)
    ]
    figures = {}
    for name, encoder in encoders.items():
        taken = [_seconds(encoder.encode_query, [each.question]) * 1000 for each in gold]
        load = subprocess.run(
            [sys.executable, "-c", LOADING, name],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        figures[name] = {
            "query_ms": percentiles(taken),
            "passages_per_s": round(len(passages) / median(each[name] for each in rounds), 1),
            "first_vector_s": float(load[0]),
            "first_vector_peak_mb": int(load[1]),
        }
        print(name, figures[name], flush=True)
    record = stamp() | {"report_sha256": report.sha256, "figures": figures}
    asked.out.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def _seconds(encode: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    start = time.perf_counter()
    encode(texts)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

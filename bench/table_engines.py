"""Measures other engines for tables against the marks of `bench.tables`, each as it comes.

    python -m bench.table_engines FOLDER [--final]

FOLDER is an environment made by hand with `camelot-py` and `img2table`. Each engine runs in a
process of its own, on the pages with marks alone; its seconds include drawing their pictures.
"""

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

from bench.finders import FINDERS
from bench.reading import tables_row
from bench.tables import MARKS, SHARED


def main() -> None:
    """Prints a line of a table in Markdown for each engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the environment that has the engines")
    parser.add_argument("--final", action="store_true", help="the sealed marks too")
    asked = parser.parse_args()
    marks = json.loads(MARKS.read_text())
    marks["tables"] = [mark for mark in marks["tables"] if asked.final or not mark["final"]]
    wanted: dict[str, set[int]] = {}
    for mark in (*marks["tables"], *marks["without"]):
        wanted.setdefault(str(SHARED / "reports" / mark["pdf"]), set()).add(mark["page"])
    print("| | tables | on pages without | pages/s | failed |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        job, out = Path(place) / "job.json", Path(place) / "out.json"
        job.write_text(json.dumps({path: sorted(pages) for path, pages in wanted.items()}))
        child = Path(__file__).with_name("finders.py")
        for name in FINDERS:
            command = [str(asked.folder / "bin" / "python"), str(child), name, str(job), str(out)]
            subprocess.run(command, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
            told = json.loads(out.read_text())
            speed = sum(map(len, wanted.values())) / told["seconds"]
            row = tables_row(told["tables"], marks)
            print(f"| {name} | {row} | {speed:.1f} | {len(told['failed'])} |")


if __name__ == "__main__":
    main()

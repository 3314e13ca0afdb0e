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
from hashlib import sha256
from pathlib import Path

from bench.finders import FINDERS
from bench.reading import tables_row
from bench.run import RESULTS
from bench.stamp import stamp
from bench.tables import MARKS, SHARED


def main() -> None:
    """Prints a line of a table in Markdown for each engine, and stores the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the environment that has the engines")
    parser.add_argument("--final", action="store_true", help="the sealed marks too")
    asked = parser.parse_args()
    marks = json.loads(MARKS.read_text())
    marks["tables"] = [mark for mark in marks["tables"] if asked.final or not mark["final"]]
    wanted: dict[str, set[int]] = {}
    for mark in (*marks["tables"], *marks["without"]):
        wanted.setdefault(str(SHARED / "reports" / mark["pdf"]), set()).add(mark["page"])
    rows: dict[str, str] = {}
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
            rows[name] = f"{row} | {speed:.1f} | {len(told['failed'])}"
            print(f"| {name} | {rows[name]} |")
    figures = {name: [cell.strip() for cell in row.split("|")] for name, row in rows.items()}
    columns = ["found", "on pages without", "pages a second", "failed"]
    stored = {name: dict(zip(columns, cells, strict=True)) for name, cells in figures.items()}
    sums = {Path(path).name: sha256(Path(path).read_bytes()).hexdigest() for path in wanted}
    result = stamp() | {"final": asked.final, "reports": sums, "engines": stored}
    out = RESULTS / "table_engines.json"
    out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

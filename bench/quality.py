"""Measures answers on gold questions through `selon evaluate`, and stores the figures.

    python -m bench.quality GOLD.jsonl… --home HOME [--out FILE.json]

Each file is asked of each question's own report and of all reports together. Only figures are
stored: the questions themselves may not be ours to keep.
"""

import argparse
import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

from bench.run import RESULTS
from bench.served import SELON
from bench.stamp import stamp
from index.shelf import Shelf

LEFT_OUT = ("failures", "judged")


def measured(gold: Path, home: Path, *options: str) -> dict[str, Any]:
    """What `selon evaluate` says of `gold`, its failures counted instead of shown."""
    done = subprocess.run(
        [SELON, "evaluate", gold, "--json", *options],
        env=os.environ | {"SELON_HOME": str(home)},
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(done.stdout)
    faults = Counter(failure["why"] for failure in told["failures"])
    kept = {name: value for name, value in told.items() if name not in LEFT_OUT}
    return {**kept, "faults": dict(sorted(faults.items()))}


def main() -> None:
    """Prints the figures that matter most and stores all of them."""
    parser = argparse.ArgumentParser(description="Measure answers on gold questions.")
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=RESULTS / "quality.json")
    chosen = parser.parse_args()
    editions = Shelf(chosen.home).all_live()
    gold = {
        path.name: {
            "own report": measured(path, chosen.home),
            "all reports": measured(path, chosen.home, "--all-reports"),
        }
        for path in chosen.gold
    }
    result = stamp() | {
        "model": {
            "name": editions[0].manifest.model.name,
            "revision": editions[0].manifest.model.revision,
        },
        "reports": {e.manifest.provenance.source: e.manifest.sha256 for e in editions},
        "gold": gold,
    }
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for name, scopes in gold.items():
        for scope, figures in scopes.items():
            shown = {key: value for key, value in figures.items() if isinstance(value, float)}
            print(name, scope, json.dumps(shown))


if __name__ == "__main__":
    main()

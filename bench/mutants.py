"""Feeds `selon ingest` PDFs that were broken at random, and reports crashes, time and memory.

    python -m bench.mutants [--count 300] [--seed 1]

Each mutant comes from a small PDF of our own: bits flipped, a piece cut out or doubled, objects
swapped, numbers made huge, the end cut off, streams damaged. All stand in one folder that is
ingested by one command; what is wanted is that each is published or refused with a sentence, that
something is told of at least every thirty seconds, and that no process needs 2 GB. Prints a line
of JSON; the exit code is 1 where anything else happened.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from bench.processes import family, resident

HOSTILE = Path(__file__).parents[1] / "tests" / "ingest" / "hostile.py"
MOST_MEGABYTES = 2000
Mutation = Callable[[bytes, random.Random], bytes]


def flipped(whole: bytes, chance: random.Random) -> bytes:
    """A few bits are the other way round."""
    broken = bytearray(whole)
    for _ in range(chance.randint(1, 40)):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def truncated(whole: bytes, chance: random.Random) -> bytes:
    """The end is gone, and a mark of the end is put there."""
    return whole[: chance.randrange(20, len(whole))] + b"\n%%EOF\n"


def cut(whole: bytes, chance: random.Random) -> bytes:
    """A piece from the middle is gone."""
    at = chance.randrange(len(whole))
    return whole[:at] + whole[at + chance.randint(1, 400) :]


def doubled(whole: bytes, chance: random.Random) -> bytes:
    """A piece stands there many times."""
    at = chance.randrange(len(whole))
    piece = whole[at : at + chance.randint(1, 200)]
    return whole[:at] + piece * chance.randint(2, 2000) + whole[at:]


def swapped(whole: bytes, chance: random.Random) -> bytes:
    """References lead to other objects."""
    numbers = re.findall(rb"(\d+) 0 R", whole) or [b"1"]
    return re.sub(
        rb"(\d+) 0 R",
        lambda m: (chance.choice(numbers) if chance.random() < 0.3 else m[1]) + b" 0 R",
        whole,
    )


def huge(whole: bytes, chance: random.Random) -> bytes:
    """Numbers are huge, negative or none."""
    odd = [b"99999999999", b"-1", b"0", b"2147483648", b"1e30", b"/A"]
    return re.sub(
        rb"\b\d+\b",
        lambda m: chance.choice(odd) if chance.random() < 0.03 else m[0],
        whole,
    )


MUTATIONS: tuple[Mutation, ...] = (flipped, truncated, cut, doubled, swapped, huge)


def sources(folder: Path) -> list[bytes]:
    """Our own PDFs, small ones alone: a bomb stays one however it is broken."""
    spec = spec_from_file_location("hostile", HOSTILE)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{HOSTILE} is missing")
    hostile = module_from_spec(spec)
    spec.loader.exec_module(hostile)
    makers = [make for make, _ in hostile.READ.values()]
    makers += [hostile.page_tree_loop, hostile.portfolio, hostile.vertical]
    found = []
    for make in makers:
        path = folder / f"{make.__name__}.pdf"
        make(path)
        content = path.read_bytes()
        path.unlink()
        if len(content) < 100_000:
            found.append(content)
    return found


def write_mutants(folder: Path, count: int, seed: int) -> None:
    """`count` files, the same for the same seed."""
    chance = random.Random(seed)
    originals = sources(folder)
    for number in range(count):
        mutation = chance.choice(MUTATIONS)
        whole = mutation(chance.choice(originals), chance)
        (folder / f"{number:04}-{mutation.__name__}.pdf").write_bytes(whole)


def main() -> None:
    """Makes the mutants, ingests them, prints what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "mutants"
        folder.mkdir()
        write_mutants(folder, asked.count, asked.seed)
        told = ingested(folder, Path(place) / "home")
    print(json.dumps(told))
    sys.exit(
        bool(told["code"] not in (0, 1) or told["without_a_word"] or told["together_mb"] >= 2000)
    )


def ingested(folder: Path, home: Path) -> dict[str, Any]:
    """What `selon ingest` says of the folder, and what it needed."""
    env = {**os.environ, "SELON_HOME": str(home)}
    typed = [sys.executable, "-c", "import sys; from ui.cli import main; sys.exit(main())"]
    begun = time.monotonic()
    process = subprocess.Popen(
        [*typed, "ingest", str(folder), "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, text=True,
    )  # fmt: skip
    peak, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            peak[0] = max(peak[0], sum(map(resident, family(process.pid))))

    threading.Thread(target=watch, daemon=True).start()
    out, err = process.communicate()
    over.set()
    said = json.loads(out) if out.strip() else {"ingested": [], "refused": []}
    named = {each["source_file"] for each in (*said["ingested"], *said["refused"])}
    files = {path.name for path in folder.glob("*.pdf")}
    return {
        "files": len(files),
        "code": process.returncode,
        "published": len(said["ingested"]),
        "refused": Counter(each["code"] for each in said["refused"]),
        "without_a_word": sorted(files - named),
        "seconds": round(time.monotonic() - begun, 1),
        "together_mb": round(peak[0] / 1e6),
        "last_words": err.strip().splitlines()[-1:] if process.returncode not in (0, 1) else [],
    }


if __name__ == "__main__":
    main()

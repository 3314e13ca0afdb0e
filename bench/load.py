"""Measures whether fifty residents at once are served, and how much memory that takes.

    python -m bench.load                        50 residents, 5 s to think, 10 minutes
    python -m bench.load --minutes 1 --home H   shorter, over the editions in H

`selon serve` runs in a process of its own, this one beside it on the same machine. Each resident
opens the page, keeps its heartbeat, asks six questions of the dossier's (follow-ups after what they
follow, one in five mistyped), looks at the page pictures of each answer, leaves, and comes back as
somebody else. The scripts and fonts of the page, which a browser keeps, aren't fetched. Writes
bench/results/load.json; ends with 1 if an answer was lost, failed or wasn't the visit's own.
"""

import argparse
import asyncio
import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import httpx
import numpy as np

from bench.resident import Seen, Visit, Wrong, visits
from bench.served import ingest, server, wait_for
from bench.stamp import stamp
from bench.watch import Sample, minutely, slope, watch
from index.models import load_encoder
from index.shelf import Shelf
from retrieval.gold import GoldQuestion, read_gold

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "bench" / "results" / "load.json"
GOLD = ROOT / "retrieval" / "data" / "dossier_gold.jsonl"
# Whoever waits longer has gone: the answer counts as lost.
PATIENCE = 30.0

Figures = dict[str, object]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many residents, their mean seconds to think (exponential), for how many minutes."""

    residents: int
    think_s: float
    minutes: float


async def live(
    number: int, client: httpx.AsyncClient, seen: Seen, gold: Sequence[GoldQuestion], plan: Plan
) -> None:
    """One resident after the other in the place `number`; the last one's answer is waited for."""
    draw, end = Random(number), time.monotonic() + plan.minutes * 60

    async def think() -> None:
        thinking = draw.expovariate(1 / plan.think_s)
        await asyncio.sleep(min(thinking, max(0.0, end - time.monotonic())))

    await asyncio.sleep(draw.uniform(0, plan.think_s))
    for turn, questions in enumerate(visits(gold, number)):
        address = f"10.{number // 250}.{number % 250}.{turn % 250}"
        try:
            async with Visit(client, seen, address).opened() as visit:
                for question in questions:
                    await visit.ask(question)
                    await think()
                    if time.monotonic() >= end:
                        return
        except (Wrong, httpx.HTTPError) as exc:
            seen.count(seen.wrong, str(exc) if isinstance(exc, Wrong) else "heartbeat lost")
            await think()
        if time.monotonic() >= end:
            return


async def lived(address: str, pid: int, plan: Plan) -> tuple[Seen, list[Sample]]:
    """What all residents saw of the server at `address`, and what its process took meanwhile."""
    seen, samples, gold = Seen(), list[Sample](), read_gold(GOLD)
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE, limits=limits) as client:
        watching = asyncio.create_task(watch(pid, samples))
        await asyncio.gather(*(live(n, client, seen, gold, plan) for n in range(plan.residents)))
        watching.cancel()
    return seen, samples


def milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """How many, and their 50th, 95th and 99th percentile and longest, in milliseconds."""
    if not seconds:
        return {"count": 0}
    p50, p95, p99 = np.percentile(np.asarray(seconds) * 1000, [50, 95, 99])
    longest = max(seconds) * 1000
    named = {"p50_ms": p50, "p95_ms": p95, "p99_ms": p99, "longest_ms": longest}
    return {"count": len(seconds)} | {name: round(float(each), 1) for name, each in named.items()}


def figures(seen: Seen, samples: Sequence[Sample]) -> Figures:
    """The figures to be stored."""
    first, last = samples[0], samples[-1]
    lasted, used = last.seconds - first.seconds, last.used - first.used
    return {
        "visits": seen.visits,
        "asked": seen.asked,
        "wrong": seen.wrong,
        "outcomes": dict(sorted(seen.outcomes.items())),
        "answers": milliseconds(seen.answers),
        "pictures": milliseconds(seen.pictures),
        "pages": milliseconds(seen.pages),
        "memory_mb": {
            "first": round(first.megabytes, 1),
            "last": round(last.megabytes, 1),
            "most": round(max(one.megabytes for one in samples), 1),
            "slope_a_minute": slope(samples),
            "each_minute": minutely(samples),
        },
        "server_cores": round(used / lasted, 2) if lasted else 0,
        "server_cpu_ms_a_question": round(used * 1000 / max(1, len(seen.answers)), 1),
        "bench_cores": round(_own_seconds() / lasted, 2) if lasted else 0,
    }


def _own_seconds() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def measured(home: Path, plan: Plan) -> Figures:
    """The figures of `plan` over the live edition in `home`, and which report that is."""
    edition = Shelf(home).live()
    with server(home) as (process, address):
        wait_for(f"{address}sante", holding='"encoder":"ready"')
        seen, samples = asyncio.run(lived(address, process.pid, plan))
    report = {"edition": edition.id, "report_sha256": edition.manifest.sha256}
    return report | {"plan": asdict(plan)} | figures(seen, samples)


def main() -> None:
    """Prints the figures and stores them."""
    parser = argparse.ArgumentParser(description="Measure fifty residents at once.")
    parser.add_argument("--residents", type=int, default=50)
    parser.add_argument("--think", type=float, default=5.0, help="mean seconds between questions")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--home", type=Path, help="editions to ask; none: the dossier, read anew")
    parser.add_argument("--out", type=Path, default=RESULT)
    chosen = parser.parse_args()
    plan = Plan(chosen.residents, chosen.think, chosen.minutes)
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder)
        if chosen.home is None:
            ingest(home)
        found = measured(home, plan)
    result = json.dumps(stamp(load_encoder(None)) | {"figures": found}, indent=1)
    print(result)
    chosen.out.write_text(result + "\n", encoding="utf-8")
    sys.exit(1 if found["wrong"] else 0)


if __name__ == "__main__":
    main()

"""Runs one tool in its own environment: indexes, asks every question, writes what it ranked.

    python child.py PIPELINE.py JOB.json OUT.json

Only the standard library is imported here, and of Selon nothing: this file runs where only the
tool is installed. The pipeline's `build(folder, model)` gives what to ask, by variant.
"""

import json
import resource
import runpy
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Ask = Callable[..., list[tuple[str, int]]]

WARM_UP = "Quelle est la question ?"


def main() -> None:
    """Asks every question of all reports together, then of its own report indexed alone."""
    pipeline, job_file, out = sys.argv[1:]
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    wall, processor = time.perf_counter(), processor_seconds()
    build = runpy.run_path(pipeline)["build"]
    together = build(job["together"], job["model"])
    result: Json = {
        "index_s": round(time.perf_counter() - wall, 2),
        "index_cpu_s": round(processor_seconds() - processor, 2),
        "all reports": ask_all(together, job["questions"]),
        "peak_mb": peak_megabytes(),
    }
    result["own report"], result["unread"] = ask_alone(build, job)
    Path(out).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def ask_alone(build: Callable[[str, str], dict[str, Ask]], job: Json) -> tuple[Json, Json]:
    """The answers of each report's own index, and why a report couldn't be indexed."""
    answers: Json = {}
    unread: Json = {}
    for pdf, folder in job["alone"].items():
        try:
            alone = build(folder, job["model"])
        except Exception as exc:
            unread[pdf] = f"{type(exc).__name__}: {exc}"
            continue
        questions = [each for each in job["questions"] if each["pdf"] == pdf]
        for variant, found in ask_all(alone, questions).items():
            answers.setdefault(variant, {}).update(found)
    return answers, unread


def ask_all(variants: dict[str, Ask], questions: Iterable[Json]) -> Json:
    """By variant and question: the pages as ranked, and what it took."""
    answers: Json = {}
    for variant, ask in variants.items():
        ask(WARM_UP)
        answers[variant] = {each["id"]: timed(ask, each) for each in questions}
    return answers


def timed(ask: Ask, question: Json) -> Json:
    """The pages ranked for one question, each where it stands first; milliseconds, two clocks."""
    previous: Sequence[str] = question["previous"]
    asked = (question["question"], previous) if previous else (question["question"],)
    wall, processor = time.perf_counter(), time.process_time()
    found = ask(*asked)
    return {
        "ms": round((time.perf_counter() - wall) * 1000, 3),
        "cpu_ms": round((time.process_time() - processor) * 1000, 3),
        "pages": list(dict.fromkeys(found)),
    }


def processor_seconds() -> float:
    """What this process and those it waited for have used, all threads together."""
    waited_for = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + waited_for.ru_utime + waited_for.ru_stime


def peak_megabytes() -> float:
    """The most memory that this process, or one it waited for, has held (Linux only).

    Not `ru_maxrss` for itself: that one starts from what the parent held.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    waited_for = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return round(max(own, waited_for) / 1024, 1)


if __name__ == "__main__":
    main()

"""Measures how soon an agent sees hits after a key, and stores the figures.

    python -m bench.keystrokes          prints them and writes bench/results/keystrokes.json

Some of the dossier's gold questions are typed key by key; each key's request goes through the whole
application, signed in, as the console's script sends it. The script waits for a pause before it
asks, so what a person waits for is that wait and one request. `processor` counts the milliseconds
that our process worked, client included: a busy machine matters less to them.
"""

import argparse
import json
import re
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from starlette.testclient import TestClient

from bench.run import RESULTS, ROOT
from bench.served import SELON
from bench.stamp import stamp
from index.models import load_encoder
from retrieval.gold import read_gold
from retrieval.metrics import percentiles
from ui.accounts import AccountFile, Role
from ui.closed.guard import CSRF_HEADER
from ui.server import create_app
from ui.settings import Settings

NAME, PASSWORD = "banc", "cheval agrafe pile"
CHAPTER = "Premier pacte Le pacte des solidarités territoriales"


def signed_in(client: TestClient) -> TestClient:
    """`client` once it has a session, and sends the token of our page."""
    fields = {"csrf": _token(client, "/agents/connexion"), "name": NAME, "password": PASSWORD}
    client.post("/agents/connexion", data=fields)
    client.headers[CSRF_HEADER] = _token(client, "/agents")
    return client


def times(client: TestClient, path: str, bodies: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Milliseconds of a request to `path` with each of `bodies`, by the clock and of processor."""
    taken, worked = [], []
    for body in bodies:
        start, work = time.perf_counter(), time.process_time()
        client.post(f"/agents/{path}", json=body).raise_for_status()
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - work) * 1000)
    found = percentiles(taken) | {"worst": round(max(taken), 1)}
    return {"requests": len(taken), **found, "processor": percentiles(worked)}


def pause() -> int:
    """The milliseconds without a key after which the script asks."""
    script = files("ui").joinpath("data/agents.js").read_text(encoding="utf-8")
    return int(re.findall(r"const WAIT = (\d+);", script)[0])


def figures(home: Path, questions: Sequence[str]) -> dict[str, Any]:
    """The times of keys without and with a filter, and of the answers to the whole questions."""
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    AccountFile(home).add(NAME, Role.ADMIN, hashed)
    with TestClient(create_app(Settings(home=home))) as client:
        while client.get("/sante").json()["encoder"] == "loading":
            time.sleep(0.1)
        signed_in(client)
        times(client, "demander", [{"q": question} for question in questions[:3]])
        typed = [question[:end] for question in questions for end in range(1, len(question) + 1)]
        keys = [{"q": q} for q in typed]
        filtered = [{"q": q, "within": {"chapter": CHAPTER}} for q in typed]
        found = {
            "questions": len(questions),
            "key_ms": times(client, "chercher", keys),
            "filtered_key_ms": times(client, "chercher", filtered),
            "answer_ms": times(client, "demander", [{"q": question} for question in questions]),
        }
    wait = pause()
    return {"pause_ms": wait, "after_last_key_p95_ms": wait + found["key_ms"]["p95"], **found}


def _token(client: TestClient, path: str) -> str:
    return client.get(path).text.split('name="csrf" value="', 1)[1].split('"', 1)[0]


def main() -> None:
    """Prints the figures and stores them."""
    parser = argparse.ArgumentParser(description="Measure hits while typing on the dossier.")
    parser.add_argument("--questions", type=int, default=20, help="how many are typed")
    parser.add_argument("--out", type=Path, default=RESULTS / "keystrokes.json")
    chosen = parser.parse_args()
    gold = read_gold(ROOT / "retrieval" / "data" / "dossier_gold.jsonl")
    questions = [each.question for each in gold][:: max(1, len(gold) // chosen.questions)]
    with tempfile.TemporaryDirectory() as folder:
        env = {"SELON_HOME": folder}
        subprocess.run([SELON, "ingest"], env=env, check=True, capture_output=True)
        measured = figures(Path(folder), questions[: chosen.questions])
    result = json.dumps(stamp(load_encoder(None)) | {"figures": measured}, indent=1)
    print(result)
    chosen.out.write_text(result + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

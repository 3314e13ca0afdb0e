"""Times every page of the staff's desk over a journal of 200,000 questions.

    python -m bench.staff_pages --home HOME [--entries 200000]

`HOME` holds the editions to look into (`selon ingest`: the dossier will do), and the journal, made
there where there is none. The application is that of `selon serve`, asked in this process by
somebody of the staff. Prints a table, and stores seconds in `bench/results/staff_pages.json`: each
page looked at right after the start, while the journal is still being read (`cold`), then, once
that is over, a first and a second time (`first`, `second`). `counting` names the pages that then
said that their figures are being counted, and showed them later. Seconds are those of the clock
and, once nothing else goes on, of the processor, which tell more on a busy machine.
"""

import argparse
import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from bench.journal import ENTRIES, make
from bench.stamp import stamp
from retrieval.journal_file import FILE
from ui.accounts import AccountFile, Role
from ui.passwords import Passwords
from ui.server import create_app
from ui.settings import Settings

RESULTS = Path(__file__).parent / "results" / "staff_pages.json"
NAME, PASSWORD = "mesure", "une phrase pour mesurer"
PAUSE, PATIENCE = 2.0, 1800.0
PAGES = (
    "", "/comparaison", "/editions", "/angles-morts", "/questions", "/manques", "/demande",
    "/relecture", "/qualite", "/service", "/historique",
)  # fmt: skip
# A period that nobody counts beforehand, and the longest one that can be chosen.
_LONGEST = date.today() - timedelta(days=399)
LONG = {
    f"{page} of 400 days": f"/{page}?du={_LONGEST.isoformat()}" for page in ("manques", "demande")
}
FILES = {
    "questions.csv, first part": "/questions.csv",
    "manques.csv": "/manques.csv",
    "manques.xlsx": "/manques.xlsx",
    "demande.csv": "/demande.csv",
    "couverture.csv": "/couverture.csv",
}
COUNTING, FIGURES = 202, 3

# By the clock, and of the processor.
Seconds = tuple[float, float]


class Desk:
    """The staff's desk, looked at by one person."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.waiting: set[str] = set()

    def seconds(self, address: str) -> Seconds:
        """How long it takes until the page, or the first part of a file, is there."""
        start, busy = time.perf_counter(), time.process_time()
        with self._client.stream("GET", f"/pilotage{address}") as response:
            next(response.iter_bytes(), b"")
            taken, busy = time.perf_counter() - start, time.process_time() - busy
            if response.status_code not in {200, COUNTING}:
                raise SystemExit(f"{address}: {response.status_code}")
            if response.status_code == COUNTING:
                self.waiting.add(address)
        return round(taken, FIGURES), round(busy, FIGURES)

    def text(self, address: str) -> str:
        """The page once its figures are there."""
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < end:
            response = self._client.get(f"/pilotage{address}")
            if response.status_code != COUNTING:
                return response.text
            time.sleep(PAUSE)
        raise TimeoutError(address)


def main(arguments: Sequence[str] | None = None) -> None:
    """Starts the application, looks at every page, prints and stores the seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    wish = parser.parse_args(arguments)
    journal = wish.home / FILE
    if not journal.exists():
        make(journal, wish.entries)
    figures = {"entries": wish.entries, "bytes": journal.stat().st_size, **measured(wish.home)}
    RESULTS.write_text(json.dumps(figures | {"stamp": stamp()}, indent=1) + "\n", "utf-8")
    print("\n".join(table(figures)))


def measured(home: Path) -> dict[str, Any]:
    """The seconds of each page: cold, then a first and a second time."""
    sign_up(home)
    app = create_app(Settings(home=home, journal_months="36", reviewer="Accueil"))
    started = time.perf_counter()
    with TestClient(app, follow_redirects=False) as client:
        sign_in(client)
        desk = Desk(client)
        pages = {each.removeprefix("/") or "pilotage": each for each in PAGES}
        cold = {name: desk.seconds(address) for name, address in pages.items()}
        counting = sorted(desk.waiting)
        ready(desk)
        warmed = time.perf_counter() - started
        pages |= {**leading(desk), **LONG, **FILES}
        desk.waiting.clear()
        first = {name: desk.seconds(address) for name, address in pages.items()}
        later = sorted(desk.waiting)
        for address in LONG.values():
            desk.text(address)
        second = {name: desk.seconds(address) for name, address in pages.items()}
    return {
        "warmed_s": round(warmed, 1),
        "counting_when_cold": counting,
        "counting": later,
        "seconds": {"cold": cold, "first": first, "second": second},
    }


def ready(desk: Desk) -> None:
    """Returns once the last days are counted, and the most frequent gaps looked into."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        text = desk.text("/manques")
        if "il continue derrière" not in text and "pas encore cherch" not in text:
            return
        time.sleep(PAUSE)
    raise TimeoutError("nothing is counted")


def leading(desk: Desk) -> Mapping[str, str]:
    """Pages that other pages lead to: evidence, a gap and its questions, filters, a review."""
    found = {
        "theme/…": _way(desk.text(""), r"/pilotage(/theme/[^\"]+)"),
        "manques/…": _way(desk.text("/manques"), r"/pilotage(/manques/\d[^\"]*)"),
        "manques?cause=…": _way(
            desk.text("/manques"), r"/pilotage(/manques\?[^\"#]*cause=[^\"#]*)"
        ),
        "manques?page=9": "/manques?page=9",
        "questions of a gap": _way(
            desk.text("/manques"), r"/pilotage(/questions\?[^\"]*manque=\d+)"
        ),
        "questions of a topic": _way(
            desk.text("/demande"), r"/pilotage(/questions\?[^\"]*theme=[^\"#]*)"
        ),
        "questions badly served": "/questions?etat=mal",
        "questions that failed": "/questions?issue=failed",
        "relecture/…": _way(desk.text("/relecture"), r"/pilotage(/relecture/[0-9a-f]+)\""),
    }
    return {name: unescape(way) for name, way in found.items() if way}


def _way(page: str, pattern: str) -> str:
    match = re.search(pattern, page)
    return match[1] if match else ""


def sign_up(home: Path) -> None:
    """An account of the staff, where there is none yet."""
    accounts = AccountFile(home)
    if accounts.find(NAME) is None:
        accounts.add(NAME, Role.STAFF, Passwords().hash(PASSWORD))


def sign_in(client: TestClient) -> None:
    """Opens the desk."""
    form = client.get("/pilotage/connexion").text
    csrf = form.split('name="csrf" value="', 1)[1].split('"', 1)[0]
    client.post("/pilotage/connexion", data={"csrf": csrf, "name": NAME, "password": PASSWORD})


def table(figures: Mapping[str, Any]) -> Iterator[str]:
    """The seconds as a table of Markdown."""
    seconds = figures["seconds"]
    yield "| page | right after the start | first look | processor | second look | processor |"
    yield "|---|---|---|---|---|---|"
    for name in seconds["second"]:
        cold = seconds["cold"].get(name, (None,))[:1]
        cells = (*cold, *seconds["first"][name], *seconds["second"][name])
        said = ("" if each is None else f"{each:.2f}" for each in cells)
        yield f"| {name} | {' | '.join(said)} |"


if __name__ == "__main__":
    main()

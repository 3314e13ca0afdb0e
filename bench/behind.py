"""Measures what residents wait while staff have something done behind the pages.

    python -m bench.behind [--home H] [--questions 60]

`selon serve` in a process of its own, over the dossier unless H holds something else. One resident
asks one question after the other by /recherche, half a second apart: first while nothing else goes
on, then while quality is measured, while nothing goes on, while a report of 200 pages is read and
encoded, and so on for as many rounds as wanted. Writes bench/results/behind.json: milliseconds as
the resident waits them. On a busy machine only the difference between the columns tells anything.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from random import Random

import httpx
from argon2 import PasswordHasher

from bench.load import GOLD, milliseconds
from bench.long_report import write_long_report
from bench.served import ingest, kilobytes, server, wait_for
from bench.stamp import stamp
from index.models import load_encoder
from retrieval.gold import read_gold
from ui.accounts import AccountFile, Role

RESULT = Path(__file__).parent / "results" / "behind.json"
PAGES = 200
THINK = 0.5
PASSWORD = "cheval agrafe pile"
WORK = 'id="en-cours"'


class Staff:
    """An admin at the desk, who has things done."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        login = client.get("pilotage/connexion").text
        given = {"csrf": _hidden(login, "csrf"), "name": "anne", "password": PASSWORD}
        client.post("pilotage/connexion", data=given)

    def measure(self) -> None:
        """Quality is being measured."""
        page = self._client.get("pilotage/qualite?jeu=dossier").text
        given = {"csrf": _hidden(page, "csrf"), "jeu": "dossier"}
        self._client.post("pilotage/qualite/mesurer", data=given).raise_for_status()

    def upload(self, pdf: Path) -> None:
        """A report is being read."""
        csrf = _hidden(self._client.get("pilotage/editions").text, "csrf")
        with pdf.open("rb") as file:
            answer = self._client.post(
                f"pilotage/editions/envoi?csrf={csrf}",
                data={"name": "long"},
                files={"file": (pdf.name, file, "application/pdf")},
            )
        answer.raise_for_status()

    def at_work(self) -> bool:
        """Whether anything goes on."""
        return WORK in self._client.get("pilotage/editions").text or WORK in (
            self._client.get("pilotage/qualite").text
        )

    def stop(self) -> None:
        """Nothing goes on any more, and what was read is gone."""
        for address in ("pilotage/qualite", "pilotage/editions"):
            page = self._client.get(address).text
            if WORK in page:
                given = {"csrf": _hidden(page, "csrf"), "begun": _hidden(page, "begun")}
                self._client.post("pilotage/travail/arreter", data=given)


def _hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def asked(
    client: httpx.Client, questions: Iterator[str], count: int, going_on: Callable[[], bool]
) -> list[float]:
    """Seconds of `count` answers at most, as long as it is `going_on`."""
    waited: list[float] = []
    for number in range(count):
        if number % 10 == 0 and not going_on():
            break
        start = time.perf_counter()
        client.get("recherche", params={"q": next(questions)}).raise_for_status()
        waited.append(time.perf_counter() - start)
        time.sleep(THINK)
    return waited


def measured(home: Path, count: int, rounds: int, pdf: Path) -> dict[str, object]:
    """The milliseconds of each phase, and the server's memory after it, in megabytes."""
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    accounts = AccountFile(home)
    if accounts.find("anne") is None:
        accounts.add("anne", Role.ADMIN, hashed)
    texts = [each.question for each in read_gold(GOLD)]
    Random(1).shuffle(texts)
    questions = cycle(texts)
    waits: dict[str, list[float]] = {}
    memory: dict[str, float] = {}
    with (
        server(home) as (process, address),
        httpx.Client(base_url=address, timeout=120, follow_redirects=True) as at_desk,
        httpx.Client(base_url=address, timeout=120) as resident,
    ):
        wait_for(f"{address}sante", holding='"encoder":"ready"')
        staff = Staff(at_desk)
        asked(resident, questions, 5, lambda: True)

        def phase(name: str, going_on: Callable[[], bool]) -> None:
            waits.setdefault(name, []).extend(asked(resident, questions, count, going_on))
            memory[name] = round(kilobytes(process.pid, "VmRSS") / 1024, 1)

        for _ in range(rounds):
            phase("nothing else", lambda: True)
            staff.measure()
            phase("quality measured", staff.at_work)
            staff.stop()
            phase("nothing else", lambda: True)
            staff.upload(pdf)
            phase("a report read", staff.at_work)
            staff.stop()
    told = {name: milliseconds(seconds) for name, seconds in waits.items()}
    return {"answers": told, "server_mb": memory}


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the figures and stores them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, help="editions to ask; none: the dossier, read anew")
    parser.add_argument("--questions", type=int, default=60, help="at most, in a phase")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--out", type=Path, default=RESULT)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder) / "home"
        if chosen.home is None:
            ingest(home)
        pdf = write_long_report(Path(folder) / "long.pdf", PAGES)
        found = measured(home, chosen.questions, chosen.rounds, pdf)
    result = json.dumps(stamp(load_encoder(None)) | {"figures": found}, indent=1)
    print(result)
    chosen.out.write_text(result + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

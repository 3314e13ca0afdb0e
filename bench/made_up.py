"""Questions that nobody asked: with identifiers of nobody in them, and harmless ones with figures.

Identifiers are made as their norms say (keys and check digits included), then written as people
do: with spaces, dots, dashes or none, in small letters, with a slip of the finger. Written without
a look at how Selon finds them. `bench/screening.yaml` holds the sentences.
"""

import random
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from index.words import fold
from retrieval.gazetteer import shipped_gazetteer

SENTENCES = Path(__file__).with_name("screening.yaml")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
# How many questions of each kind: 1,000 in all.
SHARES = {
    "name": 160, "nir": 100, "iban": 80, "card": 80, "phone": 140, "email": 100, "address": 120,
    "birth": 80, "file_number": 70, "sensitive": 40, "several": 30,
}  # fmt: skip
LEADING = {"des", "de", "la", "le", "l", "d", "du", "el", "da", "van", "ben", "saint", "sainte"}


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A question of one kind; `secrets` are the pieces of it that must never be kept."""

    kind: str
    text: str
    secrets: tuple[str, ...] = ()


def with_identifiers(group: str, seed: int) -> list[MadeUp]:
    """1,000 questions from the sentences of `group`; the same for the same seed."""
    writer = Writer(group, seed)
    return [writer.question(kind) for kind, share in SHARES.items() for _ in range(share)]


def harmless(group: str, seed: int, count: int) -> list[MadeUp]:
    """`count` questions with nothing personal in them, from each kind of sentence in turn."""
    writer = Writer(group, seed)
    kinds = list(writer.given["harmless"])
    return [writer.harmless(kinds[n % len(kinds)]) for n in range(count)]


class Writer:
    """Fills sentences in; every `_<name>` writes what {name} stands for and tells its secrets."""

    def __init__(self, group: str, seed: int) -> None:
        text = SENTENCES.read_text(encoding="utf-8")
        self.given: Mapping[str, Any] = yaml.safe_load(text)[group]
        self.draw = random.Random(f"{group} {seed}")
        self.towns = [place.name for place in shipped_gazetteer().places]

    def question(self, kind: str) -> MadeUp:
        """A question with identifiers of that kind; a sixth of all are typed in small letters."""
        secrets: list[str] = []
        text = self._filled(self.draw.choice(self.given["sentences"][kind]), secrets)
        if kind != "iban" and self.draw.random() < 1 / 6:
            text = text.lower()
        return MadeUp(kind, text, tuple(secrets))

    def harmless(self, kind: str) -> MadeUp:
        """A question of that kind, with nothing personal in it."""
        return MadeUp(kind, self._filled(self.draw.choice(self.given["harmless"][kind]), []))

    def _filled(self, sentence: str, secrets: list[str]) -> str:
        written = []
        for before, name, _, _ in string.Formatter().parse(sentence):
            written.append(before)
            if name:
                value, pieces = getattr(self, f"_{name}")()
                written.append(value)
                secrets.extend(pieces)
        return "".join(written)

    def _one(self, key: str) -> str:
        return str(self.draw.choice(self.given[key]))

    def _digits(self, count: int) -> str:
        return "".join(self.draw.choice(string.digits) for _ in range(count))

    def _ask(self) -> tuple[str, Sequence[str]]:
        return self._one("asks"), ()

    def _first(self) -> tuple[str, Sequence[str]]:
        first = self._one("first")
        return first, _words(first)

    def _last(self) -> tuple[str, Sequence[str]]:
        last = self._one("last")
        return self.draw.choice([last, last, last.upper()]), _words(last)

    def _name(self) -> tuple[str, Sequence[str]]:
        first, last = self._one("first"), self._one("last")
        written = self.draw.choice(
            [f"{first} {last}"] * 3 + [f"{first} {last.upper()}", f"{last.upper()} {first}", first]
        )
        return written, [*_words(first), *(_words(last) if written != first else ())]

    def _nir(self) -> tuple[str, Sequence[str]]:
        place = self.draw.choice([f"{self.draw.randint(1, 95):02}"] * 9 + ["2A", "2B", "99"])
        number = (
            self.draw.choice("12")
            + f"{self.draw.randint(30, 99):02}{self.draw.randint(1, 12):02}{place}"
            + f"{self.draw.randint(1, 899):03}{self.draw.randint(1, 899):03}"
        )
        figure = int(number.replace("2A", "19").replace("2B", "18"))
        cuts = [1, 2, 2, 2, 3, 3]
        if self.draw.random() < 2 / 3:
            number, cuts = f"{number}{97 - figure % 97:02}", [*cuts, 2]
        written = self._spaced(number, cuts)
        return written, (number[-6:], number[1:7])

    def _iban(self) -> tuple[str, Sequence[str]]:
        land, length = self.draw.choice([("FR", 23)] * 6 + [("BE", 12), ("DE", 18)])
        account = self._digits(length)
        if land == "FR" and self.draw.random() < 1 / 2:
            account = account[:14] + self.draw.choice("ABCDEFKMPX") + account[15:]
        moved = "".join(str(int(c, 36)) for c in f"{account}{land}00")
        iban = f"{land}{98 - int(moved) % 97:02}{account}"
        written = self._spaced(iban, [4] * (len(iban) // 4) + [len(iban) % 4])
        return self.draw.choice([written, written, written.lower()]), (iban[4:12], iban[-8:])

    def _card(self) -> tuple[str, Sequence[str]]:
        start = self.draw.choice(["4", "4", "51", "53", "55"])
        number = start + self._digits(15 - len(start))
        doubled = [int(d) * (2 - n % 2) for n, d in enumerate(number)]
        total = sum(d - 9 if d > 9 else d for d in doubled)
        number += str(-total % 10)
        return self._spaced(number, [4, 4, 4, 4]), (number[:8], number[-8:])

    def _phone(self) -> tuple[str, Sequence[str]]:
        if self.draw.random() < 1 / 15:
            number = "4" + self._digits(8)
            return f"+32 {number[:3]} {number[3:5]} {number[5:7]} {number[7:]}", (number[-4:],)
        rest = self.draw.choice("12345667779") + self._digits(8)
        secrets = (rest[-4:], rest[1:5])
        if self.draw.random() < 1 / 20:
            return f"0{rest[:2]} {rest[2:5]} {rest[5:]}", secrets
        between = self.draw.choice(["", "", " ", " ", " ", ".", ".", "-", "/", "  ", ", "])
        start = self.draw.choice(["0"] * 5 + ["+33", "+33 ", "0033", "0033 ", "+33 (0)", "O", "o"])
        pairs = between.join(rest[n : n + 2] for n in range(1, 9, 2))
        return start + rest[0] + between + pairs, secrets

    def _email(self) -> tuple[str, Sequence[str]]:
        first, last = (
            fold(self._one(key)).replace(" ", "").replace("'", "") for key in ("first", "last")
        )
        user = self.draw.choice(
            [
                f"{first}.{last}",
                f"{first}{last}",
                f"{first[0]}.{last}{self._digits(2)}",
                f"{first}_{last}",
            ]
        ).lower()
        host = self._one("hosts")
        name, _, land = host.partition(".")
        written = self.draw.choice(
            [f"{user}@{host}"] * 6
            + [
                f"{user} @ {host}",
                f"{user}@ {host}",
                f"{user} arobase {host}",
                f"{user} arobase {name} point {land}",
                f"{user}(at){host}",
                f"{user} [at] {host}",
                f"{user}@{name} . {land}",
                f"{user.upper()}@{host.upper()}",
            ]
        )
        return written, (fold(last), user)

    def _address(self) -> tuple[str, Sequence[str]]:
        number = str(self.draw.randint(11, 399))
        way, street = self._one("ways"), self._one("streets")
        shape = self.draw.choice(
            ["{n} {w} {s}"] * 5
            + [
                "{n}, {w} {s}",
                "{n} bis {w} {s}",
                "{n}B {w} {s}",
                "{n} {w} {s} appt 12",
                "appartement 3, {n} {w} {s}",
                "{n} ter, {w} {s}",
            ]
        )
        words = [word for word in _words(street) if not word.isdigit()]
        return shape.format(n=number, w=way, s=street), (number, *words[-1:])

    def _birth(self) -> tuple[str, Sequence[str]]:
        day, month, year = (self.draw.randint(*r) for r in ((1, 28), (1, 12), (1930, 2019)))
        name = MONTHS[month - 1]
        full = f"{day:02}/{month:02}/{year}"
        written = self.draw.choice(
            [full] * 3
            + [
                f"{day} {name} {year}",
                f"{day} {name} {year}",
                full.replace("/", "."),
                full.replace("/", "-"),
                full.replace("/", " "),
                f"{day:02}/{month:02}/{year % 100:02}",
                f"{day}/{month}/{year}",
                f"{day} {fold(name)} {year % 100:02}",
                full.replace("/", ""),
            ]
        )
        return written, (written,)

    def _file(self) -> tuple[str, Sequence[str]]:
        digits = self._digits(self.draw.choice([6, 7, 8]))
        written = self.draw.choice(
            [digits] * 4
            + [
                f"{digits} {self.draw.choice('ABCDEFGH')}",
                f"{digits}{self.draw.choice('ABCDEFGH')}",
                f"2024-62-{digits}",
                f"62/{digits}",
                f"MDPH62-{digits}",
                f"{digits[:3]} {digits[3:]}",
            ]
        )
        return written, (digits,)

    def _town(self) -> tuple[str, Sequence[str]]:
        return self.draw.choice(self.towns), ()

    def _postcode(self) -> tuple[str, Sequence[str]]:
        return f"62{self.draw.randrange(100, 990, 10)}", ()

    def _road(self) -> tuple[str, Sequence[str]]:
        return str(self.draw.randint(1, 950)), ()

    def _year(self) -> tuple[str, Sequence[str]]:
        return str(self.draw.randint(1998, 2027)), ()

    def _later(self) -> tuple[str, Sequence[str]]:
        return str(self.draw.randint(2028, 2035)), ()

    def _day(self) -> tuple[str, Sequence[str]]:
        return str(self.draw.randint(2, 28)), ()

    def _small(self) -> tuple[str, Sequence[str]]:
        return str(self.draw.randint(2, 60)), ()

    def _age(self) -> tuple[str, Sequence[str]]:
        return str(self.draw.randint(18, 95)), ()

    def _count(self) -> tuple[str, Sequence[str]]:
        number = self.draw.randint(120, 99_000)
        return self.draw.choice([str(number), f"{number:,}".replace(",", " ")]), ()

    def _amount(self) -> tuple[str, Sequence[str]]:
        number = self.draw.randint(1_000, 900_000_000)
        return self.draw.choice(
            [str(number), *[f"{number:,}".replace(",", gap) for gap in " ."]]
        ), ()

    def _spaced(self, number: str, cuts: Sequence[int]) -> str:
        """`number` in groups as long as `cuts`, with a mark of our choice between them."""
        between = self.draw.choice(["", "", " ", " ", " ", "-", "."])
        pieces, at = [], 0
        for cut in cuts:
            pieces.append(number[at : at + cut])
            at += cut
        return between.join(filter(None, pieces))


def _words(name: str) -> list[str]:
    """The words of a name that tell whose it is."""
    return [word for word in name.replace("'", " ").split() if fold(word) not in LEADING]

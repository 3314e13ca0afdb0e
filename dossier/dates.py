"""Dates of facts ("2023-11-10", "2024-04/2024-05", "2022-2025") as French prints them."""

import re

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


def in_french(date: str) -> str:
    """`date` in words; a period of years, or a date already in words, stays as it is.

    >>> in_french("2023-12-01"), in_french("2024-04/2024-05"), in_french("2022-2025")
    ('1er décembre 2023', 'avril 2024 – mai 2024', '2022-2025')
    """
    return " – ".join(_one(part) for part in date.split("/"))


def _one(date: str) -> str:
    if day := _DAY.fullmatch(date):
        number = int(day[3])
        return f"{'1er' if number == 1 else number} {MONTHS[int(day[2]) - 1]} {day[1]}"
    if month := _MONTH.fullmatch(date):
        return f"{MONTHS[int(month[2]) - 1]} {month[1]}"
    return date

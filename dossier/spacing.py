"""French typesetting of spaces: which ones must not break, and which are narrow."""

import re

NO_BREAK, NARROW = "\u00a0", "\u202f"

_RULES = (
    (re.compile(r" (?=[;!?»])"), NARROW),
    (re.compile(r"(?<=«) "), NARROW),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),
    (re.compile(r" (?=:)"), NO_BREAK),
    (re.compile(r"(?<=\d) (?=%|°|km\b|m²|Mo\b|euros?\b|millions?\b|milliards?\b|ans\b)"), NO_BREAK),
    (re.compile(r"(?<=n°) "), NO_BREAK),
    (re.compile(r"(?<=\d\d) (?=\d\d\b)"), NO_BREAK),
)


def set_in_french(text: str) -> str:
    """`text` with no-break spaces where French wants them; white space apart, the same text.

    >>> set_in_french("12 000 km ; « oui »") == "12\u202f000\u00a0km\u202f; «\u202foui\u202f»"
    True
    """
    for pattern, space in _RULES:
        text = pattern.sub(space, text)
    return text

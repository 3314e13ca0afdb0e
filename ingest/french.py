"""French words that reading needs to know, from `ingest/data/french.toml`."""

import tomllib
from importlib.resources import files


def _words() -> dict[str, frozenset[str]]:
    text = (files("ingest") / "data" / "french.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


_WORDS = _words()
COMPOUND_OPENERS = _WORDS["compound_openers"]
COMPOUND_CLOSERS = _WORDS["compound_closers"]
ABBREVIATIONS = _WORDS["abbreviations"]
COMMON = _WORDS["common"]

"""The files that acronyms come from: those that ship, and one of the operator's own."""

import re
from collections import Counter
from pathlib import Path

import pytest

from index.words import fold, stems
from retrieval.acronym import GlossaryUnsound
from retrieval.definitions import fits
from retrieval.glossary import GlossaryMissing, load_glossary, shipped_acronyms

# Their letters don't come from initials, one by one.
UNLIKE_INITIALS = {
    "CAF", "CCAPEX", "CLAT", "CMG", "ENR", "FPIC", "MAIA", "PAVE", "PUMA", "RAPT", "RIFSEEP",
    "SMAC", "THD", "TND", "TPE", "VIF",
}  # fmt: skip


def test_no_acronym_ships_twice() -> None:
    counted = Counter(fold(each.short) for each in shipped_acronyms())

    assert [short for short, times in counted.items() if times > 1] == []


def test_every_shipped_meaning_fits_its_letters_or_is_known_not_to() -> None:
    unfit = {
        each.short.upper()
        for each in shipped_acronyms()
        for meaning in each.meanings
        if not fits(each.short, re.findall(r"[^\W\d_]+", meaning))
    }

    assert unfit == UNLIKE_INITIALS


def test_no_shipped_acronym_is_a_stop_word_unless_it_needs_capitals() -> None:
    assert [each.short for each in shipped_acronyms() if not stems(each.short)] == ["PLUS"]
    assert {"SAGE", "ARE", "PLUS", "PAT", "PLU"} <= {
        a.short for a in shipped_acronyms() if a.capitals
    }


def test_the_acronyms_of_a_departement_ship() -> None:
    full = {each.short: each.meanings for each in shipped_acronyms()}

    assert len(full) >= 200
    assert full["FARDA"] == ("fonds d'aménagement rural et de développement agricole",)
    assert {"APA", "RSA", "MDPH", "PMI", "SDIS", "ASE", "PCH"} <= set(full)


def test_a_file_of_ones_own_stands_before_the_shipped_acronyms(tmp_path: Path) -> None:
    own = tmp_path / "nos-sigles.txt"
    own.write_text("\ufeffAPA : amicale des pêcheurs d'Arras\n", encoding="utf-8")
    known = load_glossary(own)

    assert known.explained(["L'APA."])["L'APA."][0].full == "amicale des pêcheurs d'Arras"
    assert list(known.expansions("la pmi"))


@pytest.mark.parametrize("content", [None, b"\xff\xfeAPA"])
def test_a_file_of_ones_own_that_cannot_be_read_is_named(
    content: bytes | None, tmp_path: Path
) -> None:
    own = tmp_path / "nos-sigles.txt"
    if content is not None:
        own.write_bytes(content)
    with pytest.raises(GlossaryMissing) as caught:
        load_glossary(own)

    assert caught.value.values == {"path": str(own)}


def test_a_broken_line_of_ones_own_is_named(tmp_path: Path) -> None:
    own = tmp_path / "nos-sigles.txt"
    own.write_text("PMI : protection maternelle et infantile\nAPA\n", encoding="utf-8")
    with pytest.raises(GlossaryUnsound) as caught:
        load_glossary(own)

    assert caught.value.values == {"file": "nos-sigles.txt", "line": 2, "text": "APA"}

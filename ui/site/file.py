"""The operator's file, in TOML: read whole before anything is served, or refused with a reason.

How to write one is told in `docs/site.md`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ui.settings import Settings
from ui.site.colours import DARK, LIGHT, WANTED, Colours, Ground, least_contrast, well_formed
from ui.site.contact import contact_lines
from ui.site.errors import (
    ColourFaint,
    ColourMalformed,
    ConformityUnproven,
    LogoUnnamed,
    SiteKeyUnknown,
    SiteMissing,
    SiteUnreadable,
    SiteValueUnfit,
)
from ui.site.logo import read_logo
from ui.site.operator import (
    Accessibility,
    Audit,
    Conformity,
    DataKeeping,
    Operator,
    Publication,
    Remedies,
    Site,
)
from ui.site.section import Section
from ui.site.texts import own_texts
from ui.wording import decimal, say

SECTIONS = (
    "organisme", "couleurs", "mentions", "donnees", "recours", "relecture", "accessibilite",
    "textes",
)  # fmt: skip
# The percentage of criteria that must be met to say so, by the rules of the RGAA.
LEAST = {Conformity.NONE: 0, Conformity.PARTIAL: 50, Conformity.FULL: 100}
_LINE = re.compile(r"at line (\d+)")


def load_site(settings: Settings) -> Site:
    """What the operator decided: the file of `settings`, over its short form.

    Raises `SiteError`.
    """
    short = Operator(settings.operator, contact_lines([settings.contact]))
    site = Site(short) if settings.site is None else read_site(settings.site, short)
    return replace(site, reviewer=site.reviewer or settings.reviewer)


def read_site(path: Path, short: Operator | None = None) -> Site:
    """The decisions written in the file at `path`; `short` holds where it doesn't name anybody.

    Raises `SiteError`.
    """
    tree, file = _parsed(path), path.name
    for name in tree:
        if name not in SECTIONS:
            raise SiteKeyUnknown(file=file, key=name, known=", ".join(SECTIONS))
    parts = {name: Section(file, name, tree.get(name, {})) for name in SECTIONS[:-1]}
    site = Site(
        operator=_operator(parts["organisme"], path, short or Operator()),
        colours=_colours(parts["couleurs"]),
        publication=_publication(parts["mentions"]),
        data=_data(parts["donnees"]),
        remedies=_remedies(parts["recours"]),
        reviewer=parts["relecture"].text("responsable"),
        accessibility=_accessibility(parts["accessibilite"]),
    )
    for part in parts.values():
        part.end()
    return replace(site, wording=own_texts(tree.get("textes", {}), file))


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise SiteMissing(path=str(path)) from exc
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        lines = text.splitlines() or [""]
        found = _LINE.search(str(exc))
        line = min(int(found[1]) if found else len(lines), len(lines))
        shown = lines[line - 1].strip()
        raise SiteUnreadable(file=path.name, line=line, text=shown) from exc


def _operator(part: Section, path: Path, short: Operator) -> Operator:
    name = part.text("nom") or short.name
    contact = part.lines("contact") or short.contact
    logo = part.text("logo")
    if logo and not name:
        raise LogoUnnamed(file=part.file)
    return Operator(name, contact, read_logo(path.parent / logo, part.file) if logo else None)


def _colours(part: Section) -> Colours:
    return Colours(_colour(part, "accent", LIGHT), _colour(part, "accent_sombre", DARK))


def _colour(part: Section, key: str, ground: Ground) -> str:
    value, name = part.text(key), f"{part.name}.{key}"
    if not value:
        return ""
    if not well_formed(value):
        raise ColourMalformed(file=part.file, key=name, value=value)
    ratio = least_contrast(value, ground)
    if ratio < WANTED:
        shown = decimal(int(ratio * 100) / 100, 2)  # never rounded up to what is wanted
        change = say("site.darker" if ground is LIGHT else "site.lighter")
        raise ColourFaint(file=part.file, key=name, value=value, ratio=shown, change=change)
    return value.lower()


def _publication(part: Section) -> Publication:
    return Publication(part.lines("editeur"), part.lines("directeur"), part.lines("hebergeur"))


def _data(part: Section) -> DataKeeping:
    return DataKeeping(
        controller=part.lines("responsable"),
        officer=part.lines("delegue"),
        basis=part.lines("base_legale"),
        logs=part.lines("journaux"),
    )


def _remedies(part: Section) -> Remedies:
    return Remedies(part.lines("reclamations"), part.lines("documents"))


def _accessibility(part: Section) -> Accessibility:
    states = {each.value: each for each in Conformity}
    conformity = part.choice("etat", states) or Conformity.NONE
    stated = Accessibility(conformity, _audit(part), part.day("etablie_le"), part.link("schema"))
    found = stated.audit.rate if stated.audit else -1
    if conformity is not Conformity.NONE and found < LEAST[conformity]:
        wanted = LEAST[conformity]
        raise ConformityUnproven(file=part.file, state=conformity.value, wanted=wanted)
    return stated


def _audit(part: Section) -> Audit | None:
    """The audit: its rate, author and day, all or none. Raises `SiteValueUnfit`."""
    rate, by, day = part.share("audit_taux"), part.text("audit_par"), part.day("audit_date")
    link = part.link("audit_lien")
    if rate is not None and by and day is not None:
        return Audit(rate, by, day, link)
    if rate is not None or by or day is not None or link:
        expected = say("site.expected.audit")
        raise SiteValueUnfit(file=part.file, key="accessibilite.audit_…", expected=expected)
    return None

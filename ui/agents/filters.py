"""What the filters offer and what was chosen, as JSON that the script only has to place."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from index.manifest import Manifest
from retrieval.filtering import EVERYTHING, Choices, Filter, Theme, choices_in
from ui import render
from ui.agents.themes import Themes, themes_within
from ui.agents.within import ALL_REPORTS, Wanted, Within, together
from ui.service import Service
from ui.wording import say

Shown = dict[str, Any]

BETWEEN = " · "


def filters_shown(
    service: Service, wanted: Wanted, within: Within, themes: Themes | None = None
) -> Shown:
    """The filters there are for `within`, those that are set, and how many passages they leave.

    One with nothing to choose is None. `awaited` says that there may soon be themes to choose from.
    """
    gazetteer = service.ready().tools.places
    choices = choices_in(within.editions, gazetteer, themes_within(themes, within.editions))
    kept = within.filter.kept(within.editions, gazetteer)
    total = sum(len(edition.passages) for edition in within.editions)
    left = total if kept is None else int(kept.sum())
    return {
        "report": _reports(service),
        **_choices(choices),
        "pages": _pages(choices.last_page),
        "tables": _tables(choices.tables),
        "chips": chips(wanted, within),
        "left": render.told("agents.filters.left", count=left) if within.restricted else "",
        "awaited": themes is not None and any(map(themes.awaited, within.editions[:1])),
    }


def chips(wanted: Wanted, within: Within) -> list[Shown]:
    """Each filter that is set, by the name of its field, in words."""
    said = _said(wanted, within)
    return [
        {"name": name, "said": each, "remove": render.told("agents.filters.remove", filter=each)}
        for name, each in said.items()
    ]


def told_within(wanted: Wanted, within: Within) -> str:
    """Where alone an answer was looked for; "" where that is the whole default report."""
    if not within.restricted:
        return ""
    key = "whole" if within.filter == EVERYTHING else "only"
    said = BETWEEN.join(_said(wanted, within).values())
    return render.told(f"agents.filters.{key}", filters=said)


def _said(wanted: Wanted, within: Within) -> Mapping[str, str]:
    chosen, said = within.filter, dict[str, str]()
    if within.by_name:
        said["report"] = (
            render.told("agents.filters.all_reports_said")
            if wanted.report == ALL_REPORTS
            else within.editions[0].title
        )
    if chosen.chapter:
        said["chapter"] = render.unbroken(chosen.chapter)
    if chosen.theme:
        theme = render.offered(chosen.theme.name)
        said["theme"] = render.told("agents.filters.theme_said", theme=theme)
    if chosen.place:
        said["place"] = render.told("agents.filters.place_said", place=chosen.place)
    if chosen.pages:
        said["pages"] = _pages_said(chosen)
    if chosen.tables:
        said["tables"] = render.told("agents.filters.tables_said")
    return said


def _pages_said(chosen: Filter) -> str:
    first, last = chosen.pages or (1, 1)
    key = "page_said" if first == last else "pages_said"
    return render.told(f"agents.filters.{key}", first=first, last=last)


def _reports(service: Service) -> Shown | None:
    listed = service.live.reports.listed()
    default = service.ready().edition.report_slug
    if len(listed) == 1:
        return None
    options = [_report(manifest, default) for manifest in listed]
    options.sort(key=lambda option: option["value"] != "")
    if together(service):
        every = render.told("agents.filters.all_reports", count=len(listed))
        options.append({"value": ALL_REPORTS, "said": every})
    return {"label": say("agents.filters.report"), "options": options}


def _report(manifest: Manifest, default: str) -> Shown:
    return {
        "value": "" if manifest.report == default else manifest.report,
        "said": render.unbroken(manifest.title),
    }


def _choices(choices: Choices) -> Shown:
    kind = "pact" if choices.pacts else "chapter"
    return {
        "chapter": _select(kind, choices.chapters),
        "theme": _themes(choices.themes),
        "place": _select("place", choices.places),
    }


def _select(kind: str, counted: Mapping[str, int]) -> Shown | None:
    if not counted:
        return None
    options: Sequence[Shown] = [
        _any(kind),
        *(_option(value, value, count) for value, count in counted.items()),
    ]
    return {"label": say(f"agents.filters.{kind}"), "options": options}


def _themes(counted: Mapping[Theme, int]) -> Shown | None:
    """Themes under the names of their families."""
    if not counted:
        return None
    families = groupby(counted.items(), key=lambda each: each[0].family)
    groups = [
        {
            "said": render.offered(family),
            "options": [
                _option(theme.id, render.offered(theme.name), count) for theme, count in members
            ],
        }
        for family, members in families
    ]
    return {"label": say("agents.filters.theme"), "options": [_any("theme"), *groups]}


def _any(kind: str) -> Shown:
    return {"value": "", "said": render.told(f"agents.filters.any_{kind}")}


def _option(value: str, name: str, count: int) -> Shown:
    return {"value": value, "said": render.told("agents.filters.choice", name=name, count=count)}


def _pages(last: int) -> Shown | None:
    if last == 1:
        return None
    return {"label": render.told("agents.filters.pages", last=last), "last": last}


def _tables(count: int) -> str | None:
    return render.told("agents.filters.tables", count=count) if count else None

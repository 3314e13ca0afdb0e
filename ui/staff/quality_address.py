"""How the pages of quality stand in addresses: sets of questions, filters, where a list begins."""

from collections.abc import Mapping

from fastapi import Request

from retrieval.gold_sets import GoldSet
from retrieval.kept_run import KeptRun
from ui.closed.entrance import STAFF
from ui.render import told
from ui.staff.admitted import nothing_here
from ui.staff.quality_views import Filters

HERE = f"{STAFF.path}/qualite"
# The sets as addresses name them.
SETS: Mapping[str, GoldSet] = {"dossier": GoldSet.SHIPPED, "maison": GoldSet.OWN}
CODES = {gold_set: code for code, gold_set in SETS.items()}


def filters_in(request: Request) -> Filters:
    """Which questions the address asks for."""
    given = request.query_params
    names = ("chiffre", "obtenu", "nature", "theme", "famille")
    return Filters(*(given.get(name, "") for name in names))


def first_in(request: Request) -> int:
    """How many questions come before the first of the page."""
    asked = request.query_params.get("suite", "0")
    if not (asked.isascii() and asked.isdigit()):
        raise nothing_here()
    return int(asked[:6])


def topic_name(run: KeptRun, filters: Filters) -> str:
    """The topic or the family that questions are wanted of; "" for any."""
    if not filters.topic and not filters.family:
        return ""
    named = {each.id: each.name for each in run.topics.values()}
    named |= {each.family: each.family for each in run.topics.values()}
    return named.get(filters.topic or filters.family, told("staff.quality.topics.unknown"))

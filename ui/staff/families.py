"""How much of a report each family of topics takes: a chart, its table, and that table to save."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request, Response

from ingest.report import Passage
from retrieval.coverage import Coverage
from retrieval.families import FamilyShare, family_shares
from ui.chart import Chart, Kind, Series
from ui.ranges import ranges
from ui.render import offered
from ui.service import Service
from ui.sessions import Session
from ui.spreadsheet import csv_of
from ui.staff.address import edition_in
from ui.staff.files import chart_file, csv_file
from ui.staff.records import Records
from ui.wording import decimal, say

HEADS = ("family", "share", "passages", "pages")


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family as its line of the table has it; `share` in a hundred words, in French."""

    name: str
    share: str
    passages: int
    pages: str


@dataclass(frozen=True, slots=True)
class Families:
    """The chart and the table to save, of the edition in the address."""

    service: Service
    records: Records

    def chart(self, request: Request, _: Session) -> Response:
        """The shares as bars."""
        shares = self._shares(request)
        values = tuple(100 * each.share for each in shares)
        series = Series(say("staff.families.heads.share"), values)
        labels = tuple(offered(each.name) for each in shares)
        return chart_file(request, Chart(Kind.BARS, labels, (series,), unit="%"))

    def table(self, request: Request, _: Session) -> Response:
        """The figures of the chart."""
        edition = edition_in(request, self.service)
        lines = families_view(self.records.coverage(edition), edition.passages)
        heads = [say(f"staff.families.heads.{head}") for head in HEADS]
        rows = ([each.name, each.share, str(each.passages), each.pages] for each in lines)
        return csv_file(csv_of(heads, rows), f"familles-{edition.report_slug}.csv")

    def _shares(self, request: Request) -> tuple[FamilyShare, ...]:
        edition = edition_in(request, self.service)
        return family_shares(self.records.coverage(edition), edition.passages)


def families_view(coverage: Coverage, passages: Sequence[Passage]) -> tuple[FamilyLine, ...]:
    """A line for each family, in the order of the matrix."""
    return tuple(
        FamilyLine(each.name, decimal(100 * each.share, 1), each.passages, ranges(each.pages))
        for each in family_shares(coverage, passages)
    )

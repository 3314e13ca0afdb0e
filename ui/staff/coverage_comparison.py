"""The pages that set the coverage of reports and of their editions side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import Request, Response

from index.shelved import ShelvedEdition, ShelvedReport
from ui.cards import in_words
from ui.render import offered, told
from ui.service import Service
from ui.sessions import Session
from ui.spreadsheet import csv_of
from ui.staff.address import evidence_at, kept_edition
from ui.staff.admitted import nothing_here
from ui.staff.coverage_comparison_view import ComparedCell, ComparisonView, Side, comparison_view
from ui.staff.files import csv_file
from ui.staff.pages import staff_page
from ui.staff.records import Records
from ui.wording import say

LEAST, MOST = 2, 4
FIGURES = ("state", "pages", "share")


@dataclass(frozen=True, slots=True)
class Offered:
    """An edition to choose: `code` names it in addresses."""

    code: str
    said: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OfferedReport:
    """A report and its editions, the newest first."""

    title: str
    editions: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class CoverageComparison:
    """Shows two to four editions side by side, of one report or of several."""

    service: Service
    records: Records

    def page(self, request: Request, session: Session) -> Response:
        """The editions to choose from, and those that were chosen, compared."""
        chosen = _chosen(request)
        fits = LEAST <= len(chosen) <= MOST
        return staff_page(
            request,
            session,
            "comparison",
            heading=told("staff.comparison.title"),
            status=200 if fits or not chosen else 422,
            room="comparison",
            reports=tuple(_offered(self.records.shelved(), chosen)),
            trouble=bool(chosen) and not fits,
            least=LEAST,
            most=MOST,
            comparison=self._compared(request, chosen) if fits else None,
            query="&".join(f"e={each}" for each in chosen),
        )

    def table(self, request: Request, _: Session) -> Response:
        """The comparison to save: state, pages and share of each topic in each edition."""
        chosen = _chosen(request)
        if not LEAST <= len(chosen) <= MOST:
            raise nothing_here()
        return csv_file(_csv(self._compared(request, chosen)), "comparaison.csv")

    def _compared(self, request: Request, chosen: list[str]) -> ComparisonView:
        """The editions in the order in which they were chosen; each is worked out if need be."""
        sides = []
        for code in chosen:
            edition = kept_edition(self.service, code)
            address = evidence_at(request, edition, self.service)
            sides.append(Side(edition, self.records.coverage(edition), address))
        return comparison_view(sides)


def _chosen(request: Request) -> list[str]:
    """The editions in the address, each once."""
    return list(dict.fromkeys(request.query_params.getlist("e")))


def _offered(reports: Sequence[ShelvedReport], chosen: list[str]) -> Iterator[OfferedReport]:
    for report in reports:
        if report.editions:
            live = report.live or report.editions[-1].manifest
            newest = tuple(_edition(each, chosen) for each in reversed(report.editions))
            yield OfferedReport(offered(live.title), newest)


def _edition(shelved: ShelvedEdition, chosen: list[str]) -> Offered:
    code, built = shelved.manifest.edition, date.fromisoformat(shelved.manifest.built[:10])
    state = "live" if shelved.live else "kept"
    said = told(f"staff.comparison.{state}", built=in_words(built))
    return Offered(code, said, code in chosen)


def _csv(compared: ComparisonView) -> bytes:
    heads = [say(f"coverage.heads.{head}") for head in ("topic", "family")]
    for head in compared.heads:
        edition = f"{head.title}, {told('agents.edition', built=head.built)}"
        heads += [f"{edition} – {say(f'coverage.heads.{each}')}" for each in FIGURES]
    rows = (
        [row.topic, family.name, *(said for cell in row.cells for said in _figures(cell))]
        for family in compared.families
        for row in family.rows
    )
    return csv_of(heads, rows)


def _figures(compared: ComparedCell) -> tuple[str, str, str]:
    cell = compared.cell
    return say(f"coverage.states.{cell.state}"), str(cell.pages), compared.share

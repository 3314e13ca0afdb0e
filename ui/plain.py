"""An answer as a person reads it in a terminal."""

from collections.abc import Iterable, Mapping, Sequence

from index.manifest import Manifest
from ingest.report import Passage, ReadBy
from ingest.sources import DOSSIER_SLUG
from retrieval.answer import Answer, Citation, HelpLine, Outcome, SetAside
from ui.terminal import tell
from ui.wording import has, say, say_notice

SEPARATOR = " › "
# The others say nothing of the report.
FROM_THE_REPORT = frozenset({Outcome.ANSWERED, Outcome.MENTIONED, Outcome.NOT_IN_REPORT})
Manifests = Mapping[str, Manifest]


def tell_answer(answer: Answer, manifests: Manifests, *, why: bool) -> None:
    """Writes the answer: how it ended, its quotes, where they come from, what to do next.

    `manifests` are those of the editions asked, by id; `why` adds what was set aside.
    """
    _tell_help(answer.help)
    tell(say(f"outcomes.{answer.outcome.value}.label"), bold=True)
    if answer.outcome is not Outcome.ANSWERED:
        tell(say(f"outcomes.{answer.outcome.value}.sentence"))
    for code, value in answer.notices.items():
        if sentence := say_notice(code, value):
            tell(sentence)
    if answer.restated:
        tell(say("terminal.searched", question=answer.searched), dim=True)
    for citation in answer.citations:
        _tell_citation(citation, "terminal.according", manifests)
    for citation in answer.nearest:
        _tell_citation(citation, "terminal.nearest", manifests)
    if answer.choices:
        tell()
        tell(say("terminal.choices"))
        for choice in answer.choices:
            tell(say("terminal.choice", choice=choice), indent=2)
    if why:
        _tell_set_aside(answer.set_aside)
    if answer.outcome in FROM_THE_REPORT:
        _tell_provenance(answer, manifests)
    _tell_next_step(answer, manifests)


def headings_of(passage: Passage) -> str:
    """The headings above the passage on one line, outermost first."""
    return SEPARATOR.join(passage.headings)


def _tell_next_step(answer: Answer, manifests: Manifests) -> None:
    """The command to try now, for those outcomes that leave something to try."""
    key = f"terminal.steps.{answer.outcome.value}"
    if not has(key):
        return
    slugs = [manifest.report for manifest in manifests.values()]
    report = f" --report {slugs[0]}" if len(slugs) == 1 else ""
    step = say(key, question=_quotable(answer.searched), report=report)
    tell(say("terminal.next_step", step=step))


def page_of(number: int, label: str) -> str:
    """« p. 12 », with the PDF's own count where the printed label differs."""
    if label in {str(number), ""}:
        return say("terminal.page", label=number)
    return say("terminal.page_and_number", label=label, number=number)


def also_of(citation: Citation) -> str:
    """« , aussi p. 14, 31 »; nothing where no other page says the same."""
    if not citation.also:
        return ""
    alike = citation.page_label in {str(citation.page.number), ""}
    key = "terminal.also" if alike else "terminal.also_of_pdf"
    return ", " + say(key, pages=", ".join(map(str, citation.also)))


def _tell_citation(citation: Citation, key: str, manifests: Manifests) -> None:
    page = page_of(citation.page.number, citation.page_label) + also_of(citation)
    tell()
    tell(say(key, title=manifests[citation.edition].title, page=page))
    if citation.passage.headings:
        tell(headings_of(citation.passage), indent=2, dim=True)
    for heads in citation.heads:
        tell(say("terminal.heads", heads=heads), indent=2, dim=True)
    tell(say("terminal.quote", quote=citation.quote), indent=2)
    if citation.read_by is ReadBy.OCR:
        tell(say("terminal.by_ocr"), indent=2, dim=True)


def _tell_help(lines: Sequence[HelpLine]) -> None:
    """Who can be called, first of all: each situation once, then its numbers."""
    for code in dict.fromkeys(line.code for line in lines):
        tell(say(f"help.{code}"), bold=True)
        for line in lines:
            if line.code == code:
                name = say(f"numbers.{line.number}")
                tell(say("terminal.help_number", number=line.number, name=name), indent=2)
        tell()


def _tell_set_aside(set_aside: Iterable[SetAside]) -> None:
    aside = list(set_aside)
    tell()
    tell(say("terminal.aside_heading" if aside else "terminal.aside_none"))
    for each in aside:
        reason = say(f"reasons.{each.reason}")
        values = {"page": each.page, "report": each.report, "quote": each.quote}
        tell(say("terminal.aside", reason=reason, **values), indent=2, dim=True)


def _tell_provenance(answer: Answer, manifests: Manifests) -> None:
    """Where the quotes shown come from, one line an edition; all editions where none is shown."""
    shown = [citation.edition for citation in (*answer.citations, *answer.nearest)]
    tell()
    for edition in dict.fromkeys(shown or answer.editions):
        tell(provenance(manifests[edition]), dim=True)


def provenance(manifest: Manifest) -> str:
    """Where the report comes from; of the dossier, that it isn't the official report."""
    if manifest.report == DOSSIER_SLUG:
        return say("terminal.provenance.dossier")
    origin = manifest.provenance
    values = {"source": origin.source, "edition": manifest.edition}
    if origin.address is None:
        return say("terminal.provenance.file", **values)
    if origin.published is None:
        return say("terminal.provenance.address", address=origin.address, **values)
    date = origin.published.strftime("%d/%m/%Y")
    return say("terminal.provenance.published", address=origin.address, date=date, **values)


def _quotable(question: str) -> str:
    """`question` so that it can stand between double quotes in a shell."""
    return "".join(c for c in question if c not in '"`$\\')

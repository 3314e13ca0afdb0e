"""Coverage of small editions: what is claimed, where it can be read, and what isn't claimed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.dense import FaissStore
from index.encoder import Vectors
from index.errors import ModelMismatch
from index.indexed import index_passages
from index.words import stems
from ingest.report import PassageKind
from retrieval.cells import Cell, State
from retrieval.coverage import Coverage, TopicCoverage, cover
from retrieval.gazetteer import Gazetteer
from retrieval.places import Place
from retrieval.topic import Topic, read_topics
from retrieval.topics import shipped_topics
from retrieval.treating import shipped_measured

TOPICS = """\
topics:
- id: creches
  name: Crèches
  family: Enfance
  about: Accueil des jeunes enfants en crèche.
  probes: {words: [places de crèche, crèche, petite enfance]}
- id: velo
  name: Vélo
  family: Routes
  about: Pistes et voies cyclables.
  probes: {words: [plan vélo, voies cyclables]}
- id: ponts
  name: Ponts
  family: Routes
  about: Ponts et ouvrages d'art.
  probes: {words: [pont, ouvrages d'art]}
- id: littoral
  name: Littoral
  family: Environnement
  about: La côte et la mer.
  probes: {words: [trait de côte, conchyliculture]}
"""
PLACES = Gazetteer(
    [
        Place("Calais", "62193", intercommunality="communauté d'agglomération de Grand Calais"),
        Place("Arras", "62041", intercommunality="communauté urbaine d'Arras"),
        Place("Wizernes", "62897"),
    ]
)


class Columns:
    """Unit vectors with a dimension for each stem of these words, and one for all the rest."""

    name, revision, words = "columns", "r1", ("crech", "vel", "cyclabl", "pont", "cot", "mer")

    @property
    def dimension(self) -> int:
        return len(self.words) + 1

    def encode_query(self, questions: Sequence[str]) -> Vectors:
        return self.encode_document(questions)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        rows = np.array([[stems(t).count(w) for w in self.words] + [0.1] for t in texts], "float32")
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def topics() -> tuple[Topic, ...]:
    return tuple(read_topics(TOPICS, "essai.yaml"))


def covered(edition: object, topics: Sequence[Topic], **using: object) -> Coverage:
    given = {"encoder": None, "gazetteer": PLACES} | using
    return cover(edition, topics, **given)  # type: ignore[arg-type]


def rows(coverage: Coverage) -> dict[str, TopicCoverage]:
    return {row.topic.id: row for row in coverage.topics}


def cells(coverage: Coverage) -> list[Cell]:
    return [
        cell for row in coverage.topics for cell in (row.whole, *row.chapters, *row.territories)
    ]


def test_a_topic_that_a_page_tells_of_is_covered_there(
    bilan: object, topics: Sequence[Topic]
) -> None:
    creches = rows(covered(bilan, topics))["creches"].whole

    assert creches.state is State.COVERED
    assert (creches.pages, creches.passages) == ((1,), 2)
    assert creches.best is not None
    assert "48 places de crèche" in creches.best.quote


def test_a_topic_without_a_word_in_the_report_is_absent(
    bilan: object, topics: Sequence[Topic]
) -> None:
    assert rows(covered(bilan, topics))["littoral"].whole == Cell()


def test_a_cell_names_the_passages_that_it_counts(bilan: object, topics: Sequence[Topic]) -> None:
    found = [cell for cell in cells(covered(bilan, topics)) if cell.best is not None]

    assert found
    for cell in found:
        assert len(set(cell.rows)) == cell.passages
        assert list(cell.rows) == sorted(cell.rows)
        assert cell.pages == tuple(
            sorted({bilan.passages[row].first_page for row in cell.rows})  # type: ignore[attr-defined]
        )


def test_a_topic_takes_no_more_than_the_words_of_its_passages(
    bilan: object, topics: Sequence[Topic]
) -> None:
    passages = bilan.passages  # type: ignore[attr-defined]
    words = [len(passage.text.split()) for passage in passages]

    share = rows(covered(bilan, topics))["creches"].whole.share

    assert share == round(sum(words[:2]) / sum(words), 4)


def test_every_quote_stands_on_the_page_that_it_shows(bilan: object) -> None:
    for cell in cells(covered(bilan, shipped_topics())):
        for citation, page in zip(cell.evidence, cell.pages, strict=True):
            assert citation.page.number == page
            assert all(citation.page.holds(part) for part in citation.parts)


def test_no_more_than_the_whole_report_treats_a_topic(bilan: object) -> None:
    for cell in cells(covered(bilan, shipped_topics())):
        assert 0 <= cell.share <= 1
        assert cell.passages >= len(cell.pages)


def test_two_pages_make_covered_and_a_little_of_one_makes_thin(
    make_edition: Callable[..., object], topics: Sequence[Topic]
) -> None:
    plan = "Le plan vélo prévoit 120 kilomètres de voies cyclables d'ici 2027."
    other = "Le tribunal siège le mardi matin et rend ses jugements le jeudi. " * 6

    one = make_edition([(1, ("Routes",), plan), (1, ("Justice",), other)])
    two = make_edition(
        [(1, (), plan), (1, (), other), (2, (), plan + " "), (2, (), other + "Oui.")]
    )

    assert rows(covered(one, topics))["velo"].whole.state is State.THIN
    assert rows(covered(two, topics))["velo"].whole.state is State.COVERED


def test_a_heading_or_a_contents_list_is_a_mention_and_a_list_of_sources_nothing(
    make_edition: Callable[..., object], topics: Sequence[Topic]
) -> None:
    states = {}
    for kind in (PassageKind.HEADING, PassageKind.CONTENTS, PassageKind.REFERENCES):
        edition = make_edition([(1, (), "Le plan vélo et les voies cyclables")])
        indexed = edition.indexed  # type: ignore[attr-defined]
        passages = tuple(replace(passage, kind=kind) for passage in indexed.passages)
        changed = replace(edition, indexed=replace(indexed, passages=passages))  # type: ignore[type-var]
        states[kind] = rows(covered(changed, topics))["velo"].whole.state

    assert states == {
        PassageKind.HEADING: State.MENTIONED,
        PassageKind.CONTENTS: State.MENTIONED,
        PassageKind.REFERENCES: State.ABSENT,
    }


def test_chapters_divide_what_the_report_covers(bilan: object, topics: Sequence[Topic]) -> None:
    coverage = covered(bilan, topics)
    names = [column.name for column in coverage.chapters]
    creches = dict(zip(names, rows(coverage)["creches"].chapters, strict=True))

    assert names == ["Solidarités", "Routes", "Collèges"]
    assert creches["Solidarités"].state is State.COVERED
    assert creches["Routes"] == Cell()


def test_a_heading_over_the_whole_report_is_no_chapter(
    make_edition: Callable[..., object], topics: Sequence[Topic]
) -> None:
    edition = make_edition(
        [
            (1, ("Bilan 2024", "Routes"), "Le plan vélo prévoit 120 kilomètres."),
            (2, ("Bilan 2024", "Eau"), "Le prix de l'eau est de deux euros le mètre cube."),
        ]
    )

    assert [column.name for column in covered(edition, topics).chapters] == ["Routes", "Eau"]


def test_territories_hold_what_names_them_or_a_commune_of_theirs(
    bilan: object, topics: Sequence[Topic]
) -> None:
    coverage = covered(bilan, topics)
    names = {column.name: column.parts for column in coverage.territories}
    creches = dict(zip(names, rows(coverage)["creches"].territories, strict=True))

    assert names == {
        "communauté d'agglomération de Grand Calais": ("Calais",),
        "communauté urbaine d'Arras": ("Arras",),
        "Wizernes": ("Wizernes",),
    }
    assert creches["communauté urbaine d'Arras"].passages == 1
    assert creches["Wizernes"] == Cell()


def test_likeness_finds_what_the_probes_have_no_word_for(
    make_edition: Callable[..., object], topics: Sequence[Topic]
) -> None:
    edition = make_edition(
        [
            (1, (), "La mer avance sur la côte : 12 mètres de côte ont été perdus depuis 2010."),
            (2, (), "Le pont de Wizernes a été reconstruit en mars 2024."),
            (3, (), "Les repas du collège coûtent 3,60 € aux familles depuis septembre 2025."),
        ]
    )
    passages = edition.passages  # type: ignore[attr-defined]
    encoder = Columns()
    indexed = index_passages(passages, encoder, name="bilan", report_slug="bilan")

    weights = {"bias": -1.0, "words": 1.0, "page": 0.0, "likeness": 1.0}
    measured = replace(shipped_measured(), covers=weights, covered=0.5)

    by_words = covered(edition, topics)
    by_meaning = covered(
        replace(edition, indexed=indexed),  # type: ignore[type-var]
        topics,
        encoder=encoder,
        measured=measured,
    )

    assert (by_words.by_meaning, by_meaning.by_meaning) == (False, True)
    assert rows(by_words)["littoral"].whole.state is State.ABSENT
    assert rows(by_meaning)["littoral"].whole.pages == (1,)


def test_vectors_of_another_model_are_refused(bilan: object, topics: Sequence[Topic]) -> None:
    indexed = replace(bilan.indexed, model="r0", store=FaissStore())  # type: ignore[attr-defined]
    with pytest.raises(ModelMismatch):
        covered(replace(bilan, indexed=indexed), topics, encoder=Columns())  # type: ignore[type-var]


def test_an_edition_without_text_covers_nothing(
    make_edition: Callable[..., object], topics: Sequence[Topic]
) -> None:
    edition = make_edition([(1, (), "Rien.")])
    empty = replace(edition, indexed=index_passages((), None, name="vide"))  # type: ignore[type-var]
    coverage = covered(empty, topics)

    assert (coverage.chapters, coverage.territories) == ((), ())
    assert {row.whole.state for row in coverage.topics} == {State.ABSENT}


def test_the_same_edition_gives_the_same_coverage(bilan: object) -> None:
    assert covered(bilan, shipped_topics()) == covered(bilan, shipped_topics())


def test_a_cell_without_a_quote_for_a_page_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="shown by a citation"):
        Cell(state=State.THIN, pages=(3,), passages=1, share=0.1)


def test_the_shipped_figures_are_those_that_the_page_tells() -> None:
    page = (Path(__file__).parents[2] / "docs" / "coverage.md").read_text(encoding="utf-8")
    figures = shipped_measured()

    for name in ("covers", "treats", "covers_unread", "treats_unread"):
        weights = getattr(figures, name)
        told = " | ".join(f"{weights[sign]:.3f}" for sign in ("bias", "words", "page"))
        assert told in page
    assert f"{figures.covered:.2f} is covered" in page
    assert f"{figures.mentioned:.2f} mentioned" in page

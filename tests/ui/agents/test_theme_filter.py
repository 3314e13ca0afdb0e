"""The theme filter: offered by family once it is worked out, and true to the pages it names."""

import threading
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.testclient import TestClient

from retrieval.cells import Cell
from retrieval.coverage import Coverage, TopicCoverage
from retrieval.tools import Tools
from retrieval.topic import Probes, Topic
from ui.agents.themes import Themes

QUESTION = "repas écoles bibliothèque cuisine 412 455 000"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def send(agent: TestClient, path: str, q: str = "", **within: str) -> Any:
    return agent.post(f"/agents/{path}", json={"q": q, "within": within}).json()


def pages(found: Any) -> list[str]:
    return sorted(plain(hit["page"]) for hit in found["hits"])


def test_themes_are_offered_by_family_with_the_passages_of_their_pages(themed: TestClient) -> None:
    told = send(themed, "filtres")["theme"]
    first, *families = told["options"]
    assert (told["label"], first) == ("Thème", {"value": "", "said": "Tous"})
    assert [
        (family["said"], [(each["value"], plain(each["said"])) for each in family["options"]])
        for family in families
    ] == [
        ("Vie quotidienne", [("repas", "Repas & cantines (2)"), ("jeux", "Jeux (1)")]),
        ("Déplacements", [("routes", "Routes (1)")]),
    ]


def test_hits_are_those_on_the_pages_of_the_theme(themed: TestClient) -> None:
    assert pages(send(themed, "chercher", QUESTION, theme="repas")) == ["p. 2", "p. 4"]
    told = send(themed, "filtres", theme="repas", chapter="Premier pacte")
    assert plain(told["left"]) == "1 passage retenu"
    assert plain(told["chips"][1]["said"]) == "pages qui parlent de « Repas & cantines »"


def test_an_answer_says_that_it_was_looked_for_on_pages_of_the_theme(themed: TestClient) -> None:
    told = send(themed, "demander", "Combien de repas ont été servis à Arras ?", theme="jeux")
    assert plain(told["within"]) == "Cherché seulement dans : pages qui parlent de « Jeux »."
    assert {plain(quote["page"]) for quote in told["quotes"]} <= {"p. 3"}


@pytest.mark.parametrize(
    "within",
    [{"theme": "inconnu"}, {"theme": "repas", "report": "projet"}, {"theme": "x", "report": "*"}],
)
def test_a_theme_that_is_not_there_is_refused_in_words(
    within: dict[str, str], themed: TestClient
) -> None:
    response = themed.post("/agents/chercher", json={"q": "repas", "within": within})
    assert (response.status_code, response.json()["code"]) == (422, "theme_gone")
    assert "Ce thème n’est plus proposé" in response.json()["error"]


def test_themes_that_are_worked_out_are_told_to_be_awaited(themed: TestClient, themes: Any) -> None:
    themes.held_back = True
    told = send(themed, "filtres")
    assert (told["theme"], told["awaited"]) == (None, True)
    themes.held_back = False
    told = send(themed, "filtres")
    assert told["theme"] is not None
    assert told["awaited"] is False


def test_without_coverage_nothing_is_offered_or_awaited(reader: TestClient) -> None:
    told = send(reader, "filtres")
    assert (told["theme"], told["awaited"]) == (None, False)


TOPIC = Topic("velo", "Vélo", "Routes", "À vélo.", Probes(("vélo",)))


@dataclass
class Encoded:
    """A service whose encoder comes when it is told to, and coverage that comes when it may."""

    encoder: Any = None
    topics: tuple[Topic, ...] = (TOPIC,)
    covered: int = 0
    may: threading.Event = field(default_factory=threading.Event)
    trouble: Exception | None = None

    @property
    def encoder_pending(self) -> bool:
        return self.encoder is None

    def tools_of(self, edition: Any) -> Tools:
        return Tools(self.encoder)

    def cover(self, edition: Any) -> Coverage:
        self.covered += 1
        self.may.wait()
        if self.trouble:
            raise self.trouble
        rows = tuple(TopicCoverage(topic, CELL) for topic in self.topics)
        return Coverage(edition.id, "bilan", "Bilan", True, (), (), rows)


@dataclass(frozen=True)
class OnPages:
    """A cell that was found on pages 2 and 5."""

    pages: tuple[int, ...] = (2, 5)
    chapters: tuple[Cell, ...] = ()


CELL: Any = OnPages()


@pytest.fixture
def encoded() -> Encoded:
    return Encoded()


@pytest.fixture
def worked(encoded: Encoded) -> Themes:
    return Themes(encoded, encoded.cover, lambda: encoded.topics)  # type: ignore[arg-type]


def test_nothing_is_worked_out_before_the_encoder_is_there(
    worked: Themes, encoded: Encoded, shelf: Any
) -> None:
    assert worked.of(shelf.edition) == ()
    assert worked.awaited(shelf.edition)
    assert encoded.covered == 0


def test_nobody_waits_while_themes_are_worked_out_once(
    worked: Themes, encoded: Encoded, shelf: Any
) -> None:
    encoded.encoder = object()
    assert worked.of(shelf.edition) == ()
    assert worked.of(shelf.edition) == ()
    assert worked.awaited(shelf.edition)
    encoded.may.set()
    worked.wait()
    (theme,) = worked.of(shelf.edition)
    assert (theme.id, theme.family, theme.pages) == ("velo", "Routes", frozenset({2, 5}))
    assert not worked.awaited(shelf.edition)
    assert encoded.covered == 1


def test_the_last_themes_serve_while_others_are_worked_out(
    worked: Themes, encoded: Encoded, shelf: Any
) -> None:
    encoded.encoder = object()
    encoded.may.set()
    worked.of(shelf.edition)
    worked.wait()
    encoded.may.clear()
    encoded.topics = (TOPIC, Topic("eau", "Eau", "Eau", "L'eau.", Probes(("eau",))))
    assert [theme.id for theme in worked.of(shelf.edition)] == ["velo"]
    encoded.may.set()
    worked.wait()
    assert [theme.id for theme in worked.of(shelf.edition)] == ["velo", "eau"]


def test_what_failed_is_not_tried_at_every_key(
    worked: Themes, encoded: Encoded, shelf: Any
) -> None:
    encoded.encoder = object()
    encoded.trouble = RuntimeError("no")
    encoded.may.set()
    worked.of(shelf.edition)
    worked.wait()
    assert worked.of(shelf.edition) == ()
    assert not worked.awaited(shelf.edition)
    assert encoded.covered == 1

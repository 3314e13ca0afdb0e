"""A file of topics that is edited while a server runs."""

import os
from pathlib import Path

import pytest

from retrieval.topics import shipped_topics
from retrieval.watched_topics import WatchedTopics

GOOD = """\
topics:
- id: {id}
  name: Bacs
  family: Routes et mobilités
  about: Passer la rivière.
  probes: {{words: [bac]}}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "nos-themes.yaml"
    file.write_text(GOOD.format(id="bacs"), encoding="utf-8")
    return file


def change(file: Path, text: str) -> None:
    before = file.stat().st_mtime_ns
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(before + 1_000_000, before + 1_000_000))


def names(watched: WatchedTopics) -> set[str]:
    shipped = {topic.id for topic in shipped_topics()}
    return {topic.id for topic in watched.current()} - shipped


def test_a_changed_file_serves_at_once(own: Path) -> None:
    watched = WatchedTopics(own)
    assert names(watched) == {"bacs"}
    change(own, GOOD.format(id="ferries"))
    assert names(watched) == {"ferries"}


def test_while_the_file_is_broken_the_last_good_topics_serve(own: Path) -> None:
    watched = WatchedTopics(own)
    change(own, "topics:\n- id: [")

    assert names(watched) == {"bacs"}
    assert watched.problem is not None
    assert watched.problem.code == "topics_unreadable"
    assert (watched.problem.values["line"], watched.problem.values["column"]) == (2, 8)


def test_a_mended_file_serves_again(own: Path) -> None:
    watched = WatchedTopics(own)
    change(own, "topics:\n- id: [")
    watched.current()
    change(own, GOOD.format(id="ferries"))

    assert names(watched) == {"ferries"}
    assert watched.problem is None


def test_a_file_broken_from_the_start_leaves_the_topics_of_selon(own: Path) -> None:
    own.write_text("topics: 3", encoding="utf-8")
    watched = WatchedTopics(own)

    assert watched.current() == shipped_topics()
    assert watched.problem is not None


def test_without_a_file_the_topics_of_selon_serve() -> None:
    assert WatchedTopics(None).current() == shipped_topics()


def test_the_topics_of_the_file_are_told_apart_whether_new_or_replaced(own: Path) -> None:
    watched = WatchedTopics(own)
    assert [topic.id for topic in watched.own()] == ["bacs"]
    change(own, GOOD.format(id="velo"))
    assert [topic.id for topic in watched.own()] == ["velo"]
    assert watched.file == own


def test_without_a_file_no_topic_is_the_operators() -> None:
    assert WatchedTopics(None).own() == ()

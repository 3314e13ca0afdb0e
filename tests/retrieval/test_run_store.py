"""Runs are kept one a file, read back as they were, and a damaged one only left out."""

import errno
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from index.errors import DiskFull
from index.files import PrivateDisk
from retrieval.answer import Outcome
from retrieval.evaluate import Evaluation
from retrieval.gold import Kind
from retrieval.gold_sets import GoldSet
from retrieval.judge import Fault, Judged
from retrieval.kept_run import About, MeasuredEdition, TopicName
from retrieval.run import RunMissing, RunUnreadable, read_run
from retrieval.run_store import RunStore

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
EDITION = MeasuredEdition("a.pdf", "a", "Bilan", "ed-a", "2026-11-01T09:00:00+00:00", "selon-fr")
ABOUT = About(NOON, "paul", GoldSet.OWN, "f" * 64, (EDITION,), "0.1.0", "abc123")
ROADS = TopicName("routes", "Routes", "Mobilités")


@pytest.fixture
def evaluation(make_judged: Callable[..., Judged]) -> dict[str, Any]:
    """One question right, one refused."""
    return evaluated(make_judged)


@cache  # its intervals take a while, and nothing here changes it
def evaluated(make_judged: Callable[..., Judged]) -> dict[str, Any]:
    judged = (
        make_judged("un", cited=(1,), ranked=(1, 2)),
        make_judged("deux", Kind.TYPO, ranked=(3, 2, 1), outcome=Outcome.MENTIONED),
    )
    return Evaluation(judged, missing_reports=("b.pdf",)).as_json()


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "quality")


def at(minutes: int, gold_set: GoldSet = GoldSet.OWN) -> About:
    return replace(ABOUT, made=NOON + timedelta(minutes=minutes), gold_set=gold_set)


def test_a_run_is_read_back_as_it_was_kept(store: RunStore, evaluation: dict[str, Any]) -> None:
    run = store.find(store.keep(ABOUT, evaluation, {"un": ROADS}))
    assert run.about == ABOUT
    assert run.topics == {"un": ROADS}
    assert [(each.id, each.why) for each in run.entries] == [("un", None), ("deux", Fault.REFUSED)]
    assert run.misses["deux"].pages == (1,)
    assert run.missing == ("b.pdf",)


def test_a_kept_run_can_be_compared_at_the_command_line(
    store: RunStore, evaluation: dict[str, Any]
) -> None:
    name = store.keep(ABOUT, evaluation, {})
    assert read_run(store.folder / f"{name}.json").figures["right"] == 0.5


def test_runs_of_a_set_are_listed_oldest_first(store: RunStore, evaluation: dict[str, Any]) -> None:
    for about in (at(5), at(0), at(3, GoldSet.SHIPPED)):
        store.keep(about, evaluation, {})
    assert [run.id for run in store.listed(GoldSet.OWN).runs] == [
        "20261130T120000Z-own",
        "20261130T120500Z-own",
    ]
    last = store.last(GoldSet.SHIPPED)
    assert last is not None
    assert last.id == "20261130T120300Z-shipped"


def test_only_the_last_runs_are_read(store: RunStore, evaluation: dict[str, Any]) -> None:
    for minutes in range(3):
        store.keep(at(minutes), evaluation, {})
    assert [run.about.made.minute for run in store.listed(GoldSet.OWN, most=2).runs] == [1, 2]


def test_two_runs_of_one_second_are_both_kept(store: RunStore, evaluation: dict[str, Any]) -> None:
    names = {store.keep(ABOUT, evaluation, {}) for _ in range(2)}
    assert names == {"20261130T120000Z-own", "20261130T120001Z-own"}


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: "{",
        lambda kept: "[]",
        lambda kept: json.dumps(kept | {"kept": kept["kept"] | {"format": 99}}),
        lambda kept: json.dumps(kept | {"kept": kept["kept"] | {"made": "2026-11-30T12:00:00"}}),
        lambda kept: json.dumps(kept | {"judged": None}),
        lambda kept: json.dumps(kept | {"topics": {"un": {"id": "x"}}}),
        lambda kept: json.dumps(
            kept | {"kept": kept["kept"] | {"made": "2025-11-30T12:00:00+00:00"}}
        ),
    ],
    ids=["cut", "list", "newer", "no zone", "no questions", "half a topic", "another's name"],
)
def test_a_damaged_file_is_named_and_the_others_are_there(
    store: RunStore, evaluation: dict[str, Any], change: Callable[[Any], str]
) -> None:
    sound, broken = (store.keep(at(n), evaluation, {}) for n in range(2))
    path = store.folder / f"{broken}.json"
    path.write_text(change(json.loads(path.read_bytes())), encoding="utf-8")
    listed = store.listed(GoldSet.OWN)
    assert [run.id for run in listed.runs] == [sound]
    assert listed.damaged == (path.name,)
    with pytest.raises(RunUnreadable):
        store.find(broken)


def test_a_file_that_is_mended_is_read_again(store: RunStore, evaluation: dict[str, Any]) -> None:
    name = store.keep(ABOUT, evaluation, {})
    path = store.folder / f"{name}.json"
    sound = path.read_bytes()
    path.write_bytes(b"{")
    assert store.listed(GoldSet.OWN).runs == ()
    path.write_bytes(sound)
    assert store.find(name).about == ABOUT


@pytest.mark.parametrize("name", ["", "../gold", "20261130T120000Z-own", "x"])
def test_a_run_that_was_never_kept_is_missing(store: RunStore, name: str) -> None:
    with pytest.raises(RunMissing):
        store.find(name)


def test_nothing_is_listed_before_anything_is_kept(store: RunStore) -> None:
    listed = store.listed(GoldSet.OWN)
    assert (listed.runs, listed.damaged, listed.last) == ((), (), None)


def test_only_the_owner_can_read_a_run(store: RunStore, evaluation: dict[str, Any]) -> None:
    path = store.folder / f"{store.keep(ABOUT, evaluation, {})}.json"
    assert path.stat().st_mode & 0o777 == 0o600


class FullDisk(PrivateDisk):
    """A disk without a byte left."""

    def write(self, path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "full", str(path))


def test_a_full_disk_is_told_and_the_runs_before_are_there(
    store: RunStore, evaluation: dict[str, Any]
) -> None:
    store.keep(ABOUT, evaluation, {})
    with pytest.raises(DiskFull):
        RunStore(store.folder, FullDisk()).keep(at(1), evaluation, {})
    assert [run.about for run in store.listed(GoldSet.OWN).runs] == [ABOUT]

"""A disk that fails leaves the edition that is live as it was, and its error says what is wrong."""

import errno
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.errors import DiskFull, HomeNotWritable
from index.shelf import Shelf
from ingest.report import Report

Put = Callable[[Shelf, Report], str]
Named = Callable[..., Report]


def test_a_home_that_is_a_file_cannot_be_written(tmp_path: Path, report: Report, put: Put) -> None:
    (tmp_path / "home").write_bytes(b"")
    with pytest.raises(HomeNotWritable) as refused:
        put(Shelf(tmp_path / "home"), report)
    assert refused.value.values == {"path": str(tmp_path / "home")}


def test_a_real_limit_of_the_system_on_file_sizes_is_a_full_disk(
    shelf: Shelf, report_named: Named, put: Put
) -> None:
    old = put(shelf, report_named("bilan", "La piscine est fermée."))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, before[1]))
    try:
        with pytest.raises(DiskFull) as refused:
            put(shelf, report_named("bilan", "La piscine est ouverte."))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.values["path"] == str(shelf.home / "editions")
    assert [p.name for p in (shelf.home / "editions" / "bilan").iterdir()] == [old]
    assert shelf.live("bilan").id == old


VERBS = 18  # a publication's looks at the disk: 2 folders, 13 files, 1 copy, 2 moves


@pytest.mark.parametrize("at", range(1, VERBS + 1))
@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EROFS, HomeNotWritable)]
)
def test_a_disk_that_fails_at_any_step_leaves_the_old_edition_live(
    tmp_path: Path,
    report_named: Named,
    put: Put,
    failing_disk: Callable[[int, int], Any],
    *,
    at: int,
    number: int,
    error: type[Exception],
) -> None:
    home = tmp_path / "home"
    old = put(Shelf(home), report_named("bilan", "La piscine est fermée."))
    new = report_named("bilan", "La piscine est ouverte.")
    with pytest.raises(error):
        put(Shelf(home, disk=failing_disk(at, number)), new)
    assert Shelf(home).live("bilan").id == old
    assert Shelf(home).problems(deep=True) == []
    assert put(Shelf(home), new) == Shelf(home).live("bilan").id != old


def test_a_publication_looks_at_the_disk_as_often_as_these_tests_try(
    tmp_path: Path, report: Report, put: Put, failing_disk: Callable[[int, int], Any]
) -> None:
    disk = failing_disk(1000, errno.ENOSPC)
    put(Shelf(tmp_path / "home", disk=disk), report)
    assert 1000 - disk.left == VERBS

"""Writing to the disk, and what an error of the system means."""

import errno
import hashlib
import stat
from pathlib import Path

import pytest

from index.errors import DiskFull, HomeNotWritable
from index.files import FileSeal, LocalDisk, PrivateDisk, replace_file, seal_of, told_apart


def test_a_copy_is_sealed_as_it_is_made(tmp_path: Path) -> None:
    content = b"x" * 3_000_000
    (tmp_path / "a").write_bytes(content)
    seal = LocalDisk().copy(tmp_path / "a", tmp_path / "b")
    assert seal == FileSeal(hashlib.sha256(content).hexdigest(), 3_000_000) == seal_of(content)
    assert (tmp_path / "b").read_bytes() == content


def test_a_replaced_file_holds_the_new_content_and_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "live").write_bytes(b"old")
    replace_file(LocalDisk(), tmp_path / "live", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("live", b"new")]


def test_a_private_file_is_its_owners_alone_even_where_a_stale_one_was_not(tmp_path: Path) -> None:
    (tmp_path / "stale").write_bytes(b"for all to read")
    (tmp_path / "stale").chmod(0o644)
    for name in ("stale", "fresh"):
        PrivateDisk().write(tmp_path / name, b"secret")
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
        assert (tmp_path / name).read_bytes() == b"secret"


def test_a_folder_is_moved_whole(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_bytes(b"1")
    LocalDisk().move(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b" / "file").read_bytes() == b"1"
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_as_such(number: int) -> None:
    with pytest.raises(DiskFull) as told, told_apart(Path("home"), 5_000):
        raise OSError(number, "on purpose")
    assert told.value.values == {"path": "home", "needed": 5_000}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR])
def test_a_forbidden_folder_is_told_as_such(number: int) -> None:
    with pytest.raises(HomeNotWritable) as told, told_apart(Path("home")):
        raise OSError(number, "on purpose")
    assert told.value.values == {"path": "home"}


def test_another_error_of_the_system_stays_what_it_is() -> None:
    with pytest.raises(BrokenPipeError), told_apart(Path("home")):
        raise BrokenPipeError(errno.EPIPE, "on purpose")

"""The rules of the house that no linter knows."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0]


def test_every_runtime_dependency_is_argued_for_and_none_too_many() -> None:
    decision = ROOT / "docs" / "decisions" / "0004-runtime-dependencies.md"
    rows = [
        line.split("|")[1]
        for line in decision.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    argued = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert argued == {_name(requirement) for requirement in PROJECT["dependencies"]}


def test_torch_is_pinned_exactly() -> None:
    assert "torch==2.13.0" in PROJECT["dependencies"]


def test_no_package_hides_a_room() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_make_alone_lists_every_target_with_one_line() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (declared,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    explained = re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE)
    assert sorted(explained) == sorted(declared.split())


def test_the_changelog_speaks_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {PROJECT['version']}" in changelog


def test_the_rooms_ship_their_type_marker() -> None:
    for room in ("ingest", "index", "retrieval", "ui"):
        assert (ROOT / room / "py.typed").is_file()

"""The service's switch: heard of at once by whoever looks, whoever pressed it."""

from pathlib import Path

import pytest

from index.errors import DiskFull
from index.files import LocalDisk
from ui.errors import SentenceUnfit, ServiceFileUnreadable
from ui.switch import LONGEST, ServiceState, ServiceSwitch


@pytest.fixture
def switch(tmp_path: Path) -> ServiceSwitch:
    return ServiceSwitch(tmp_path / "home" / "service.json")


@pytest.fixture
def other(switch: ServiceSwitch) -> ServiceSwitch:
    """The same switch, in the hands of another process."""
    return ServiceSwitch(switch.path)


def test_a_new_installation_is_open_and_announces_nothing(switch: ServiceSwitch) -> None:
    assert switch.state == ServiceState()
    assert switch.problem is None
    assert not switch.path.parent.exists()


def test_what_one_presses_the_other_sees(switch: ServiceSwitch, other: ServiceSwitch) -> None:
    assert switch.state.paused == ""
    other.pause("Fermé jusqu'à lundi.")
    assert switch.state == ServiceState("Fermé jusqu'à lundi.")
    other.announce("Travaux.")
    assert switch.state == ServiceState("Fermé jusqu'à lundi.", "Travaux.")
    switch.resume()
    assert other.state == ServiceState("", "Travaux.")
    switch.announce(" ")
    assert other.state == ServiceState()


@pytest.mark.parametrize("sentence", ["", " \n ", "a" * (LONGEST + 1), "a\x00b", "a\x1b[0mb"])
def test_a_sentence_that_cannot_be_shown_changes_nothing(
    switch: ServiceSwitch, sentence: str
) -> None:
    switch.announce("Travaux.")
    with pytest.raises(SentenceUnfit):
        switch.pause(sentence)
    assert switch.state == ServiceState("", "Travaux.")


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b'{"paused": 3}', b'{"paused": "a\\u0000b"}', b'{"open": true}', b"\xff"],
)
def test_a_broken_file_leaves_the_service_as_it_was_and_says_so(
    switch: ServiceSwitch, content: bytes
) -> None:
    switch.pause("Fermé.")
    assert switch.state.paused == "Fermé."
    switch.path.write_bytes(content)
    assert switch.state.paused == "Fermé."
    assert isinstance(switch.problem, ServiceFileUnreadable)
    fresh = ServiceSwitch(switch.path)
    assert fresh.state == ServiceState()
    assert isinstance(fresh.problem, ServiceFileUnreadable)


def test_pressing_the_switch_mends_a_broken_file(
    switch: ServiceSwitch, other: ServiceSwitch
) -> None:
    switch.announce("Travaux.")
    switch.path.write_bytes(b"{")
    other.pause("Fermé.")
    assert switch.state.paused == "Fermé."
    assert switch.problem is None


def test_a_full_disk_changes_nothing_and_says_so(
    switch: ServiceSwitch,
) -> None:
    class Full(LocalDisk):
        def write(self, path: Path, content: bytes) -> None:
            raise OSError(28, "No space left on device", str(path))

    switch.announce("Travaux.")
    with pytest.raises(DiskFull):
        ServiceSwitch(switch.path, disk=Full()).pause("Fermé.")
    assert switch.state == ServiceState("", "Travaux.")

"""Every worked example in a docstring of the four rooms gives what it says."""

import doctest
import importlib
import pkgutil

import pytest

ROOMS = ("ingest", "index", "retrieval", "ui")
MODULES = [
    module.name
    for room in ROOMS
    for module in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0

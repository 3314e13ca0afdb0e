"""The worked examples in the docstrings of the index room are true."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["words", "fusion", "lexical"])
def test_the_worked_examples_hold(name: str) -> None:
    ran = doctest.testmod(importlib.import_module(f"index.{name}"))
    assert ran.attempted > 0
    assert ran.failed == 0

"""The worked examples in the docstrings of reading hold."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name",
    ["clean", "furniture", "hyphens", "labels", "normalise", "sentences", "spread", "symbols"],
)
def test_the_examples_of_a_module_hold(name: str):
    results = doctest.testmod(importlib.import_module(f"ingest.{name}"))
    assert results.attempted > 0
    assert results.failed == 0

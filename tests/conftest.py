"""The order of the files: those that take long come first, so that none is left for the end."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys first, the rest as it was; processes take the files in this order."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)

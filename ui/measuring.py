"""Has quality measured in a process of its own, so that residents wait no longer meanwhile."""

from functools import partial

from retrieval.gold_sets import GoldSet
from ui.apart import done_apart
from ui.background import Progress
from ui.lists import load_lists
from ui.quality import Measure, quality_of
from ui.settings import Settings
from ui.shelved import shelved_service


def measuring_apart(settings: Settings) -> Measure:
    """A function that measures a set over what is kept under the home, and gives the run's name."""

    def measure(gold_set: GoldSet, by: str, progress: Progress) -> str:
        return done_apart(partial(measured_anew, settings, gold_set, by), progress)

    return measure


def measured_anew(settings: Settings, gold_set: GoldSet, by: str, progress: Progress) -> str:
    """The name of the run of `gold_set`, made with lists and models that are loaded for it.

    Raises what `load_lists` and `Quality.measure` raise.
    """
    lists = load_lists(settings)
    quality = quality_of(settings, shelved_service(settings, lists), lists)
    return quality.measure(gold_set, by, partial(progress, "questions"))

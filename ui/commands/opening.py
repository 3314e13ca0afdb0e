"""What the commands that read reports have in common: the shelf, its editions, their encoder."""

from collections.abc import Sequence
from dataclasses import replace

from index.edition import Edition
from index.encoder import Encoder
from index.models import load_encoder
from index.reader import load_reader
from index.shelf import Shelf
from retrieval.tools import Tools
from ui.lists import load_lists
from ui.settings import Settings


def open_shelf(settings: Settings) -> Shelf:
    """The shelf under the home."""
    return Shelf(settings.home)


def open_editions(shelf: Shelf, report: str | None, *, all_reports: bool = False) -> list[Edition]:
    """The live edition of `report` (None: of the default report), or of every report.

    Raises `NoReportYet`, `UnknownReport`, or what keeps the edition from being read.
    """
    everything = shelf.all_live() if all_reports else []
    return everything or [shelf.live(report)]


def tools_for(editions: Sequence[Edition], settings: Settings) -> Tools:
    """What questions to these editions are answered with."""
    lists = load_lists(settings)
    encoder = encoder_for(editions, settings)
    return replace(lists, encoder=encoder, reader=load_reader(settings.reader))


def encoder_for(editions: Sequence[Edition], settings: Settings) -> Encoder:
    """The encoder that the first edition was built with, or the one that was set for all.

    Where they differ, searching raises `ModelMismatch`: never a silent switch.
    """
    return load_encoder(settings.model or editions[0].manifest.model.name)

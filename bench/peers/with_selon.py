"""Selon: `selon ingest` into a home of its own, and the ranking that its answers are taken from."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from index.models import load_encoder
from index.reader import load_reader
from index.shelf import Shelf
from retrieval.rank import rank
from retrieval.tools import Tools

SELON = Path(sys.executable).parent / "selon"

Ask = Callable[..., list[tuple[str, int]]]


def build(folder: str, _model: str) -> dict[str, Ask]:
    """What ranks the pages of the PDFs in `folder`; the model is the one that comes with Selon."""
    home = Path(tempfile.mkdtemp())
    subprocess.run(
        [SELON, "ingest", folder, "--json"],
        env=os.environ | {"SELON_HOME": str(home)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    editions = Shelf(home).all_live()
    tools = Tools(load_encoder(None), load_reader())
    pdf_of = {edition.id: edition.manifest.provenance.source for edition in editions}

    def ask(question: str, previous: Sequence[str] = ()) -> list[tuple[str, int]]:
        hits = rank(question, editions, tools=tools, previous=previous)
        return [(pdf_of[hit.edition], hit.passage.first_page) for hit in hits]

    return {"as shipped": ask}

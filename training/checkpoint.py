"""Keeps how far a run is, so that one that was cut goes on as if nothing had happened."""

import logging
from pathlib import Path
from typing import Any

import torch

log = logging.getLogger("training")


def keep(folder: Path, model: torch.nn.Module, optimizer: torch.optim.Optimizer, at: Any) -> None:
    """Writes the state of `model` and `optimizer`, and `at`, how far they are, in one rename."""
    aside = folder / "checkpoint.new"
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "at": at}
    torch.save(state, aside)
    aside.replace(folder / "checkpoint.pt")


def resume(folder: Path, model: torch.nn.Module, optimizer: torch.optim.Optimizer) -> Any:
    """Brings both to where they were kept, and gives how far that is; None at a beginning."""
    path = folder / "checkpoint.pt"
    if not path.exists():
        return None
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    log.info("going on from %s", state["at"])
    return state["at"]

"""The model that learns: token ids in, unit vectors out."""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name that everyone uses
from transformers import AutoModel


class Student(torch.nn.Module):
    """The layers with mean pooling: token ids in, unit vectors out."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.core = AutoModel.from_pretrained(folder, add_pooling_layer=False)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Vectors of shape (texts, 384) for ids of shape (texts, longest), 0 where padded."""
        mask = (ids != 0).long()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.core(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).float()
        return F.normalize((states.float() * weights).sum(1) / weights.sum(1), dim=-1)


def padded(rows: list[np.ndarray]) -> torch.Tensor:
    """The rows as one tensor, filled up with 0."""
    longest = max(len(row) for row in rows)
    made = np.zeros((len(rows), longest), dtype=np.int64)
    for number, row in enumerate(rows):
        made[number, : len(row)] = row
    return torch.from_numpy(made)

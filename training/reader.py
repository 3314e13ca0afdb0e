"""Trains the reader, a cross-encoder that tells whether a stretch answers a question.

    python -m training.reader one

It starts from the shipped encoder, whose word table stays as it is. A step depends on the seed and
its number alone, so a run that was cut goes on from its last checkpoint.
"""

import argparse
import logging
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - the name that everyone uses
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from training import exercises
from training.checkpoint import keep, resume
from training.exercises import Exercise
from training.places import ENCODER, MULTILINGUAL, READERS

log = logging.getLogger("training")

QUESTION_TOKENS = 36
STRETCH_TOKENS = 76
QUESTIONS_A_STEP = 12
WARM_UP = 60
# Where the processor has no such instructions, half the digits take fifteen times as long.
HALVES = torch.cpu._is_avx512_bf16_supported()


@dataclass(frozen=True, slots=True)
class Lesson:
    """One run: where it starts, how many steps, the rate, and the share of each source."""

    start: str | None
    steps: int
    rate: float
    shares: dict[str, float]
    seed: int = 1
    layers: int = 4


LESSONS = {
    "one": Lesson(
        None,
        1700,
        1.5e-4,
        {"residents": 0.3, "piaf": 0.15, "readings": 0.3, "near_miss": 0.25},
    ),
    # Goes on from the reader that ships, which "one" gave: `training.unpack` writes its weights.
    "two": Lesson(
        "shipped",
        1100,
        1e-4,
        {
            "residents": 0.15,
            "piaf": 0.1,
            "readings": 0.15,
            "near_miss": 0.1,
            "excerpts": 0.3,
            "excerpts_missed": 0.2,
        },
        seed=2,
    ),
    # The same again from what "two" gave, on three times as many excerpts, some with sisters.
    "three": Lesson(
        "shipped",
        1700,
        1.2e-4,
        {
            "residents": 0.1,
            "piaf": 0.08,
            "readings": 0.12,
            "near_miss": 0.05,
            "excerpts": 0.4,
            "excerpts_missed": 0.25,
        },
        seed=3,
    ),
    # From the multilingual model's first layers and words (`training.multilingual`), all at once.
    "four": Lesson(
        "multilingual",
        1600,
        1e-4,
        {
            "residents": 0.12,
            "piaf": 0.1,
            "readings": 0.15,
            "near_miss": 0.08,
            "excerpts": 0.35,
            "excerpts_missed": 0.2,
        },
        seed=4,
        layers=6,
    ),
}
SOURCES: tuple[Callable[[], Iterator[Exercise]], ...] = (
    exercises.residents,
    exercises.encyclopaedic,
    exercises.readings,
    exercises.excerpts,
)


def loss_of(logits: torch.Tensor, answers: Sequence[Sequence[bool]]) -> torch.Tensor:
    """Each stretch judged alone, and the one that answers told from those beside it."""
    right = torch.tensor([float(each) for one in answers for each in one])
    alone = F.binary_cross_entropy_with_logits(logits, right)
    beside, at = [], 0
    for one in answers:
        if any(one) and len(one) > 1:
            of_one = logits[at : at + len(one)]
            beside.append(F.cross_entropy(of_one[None], torch.tensor([one.index(True)])))
        at += len(one)
    return alone + 0.5 * torch.stack(beside).mean() if beside else alone


class Reader:
    """The model that learns, and how it is told a question and its stretches."""

    def __init__(self, folder: Path, layers: int | None = None) -> None:
        """The model in `folder`, its first `layers` or all."""
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        fewer = {} if layers is None else {"num_hidden_layers": layers}
        self.model = AutoModelForSequenceClassification.from_pretrained(
            folder, num_labels=1, **fewer
        )
        self.model.bert.embeddings.word_embeddings.weight.requires_grad_(False)

    def logits(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        """One logit a pair of question and stretch; above 0: it answers."""
        asked, texts = zip(*pairs, strict=True)
        cut = self.tokenizer(list(asked), truncation=True, max_length=QUESTION_TOKENS)
        short = self.tokenizer.batch_decode(cut["input_ids"], skip_special_tokens=True)
        made = self.tokenizer(
            short,
            list(texts),
            truncation="only_second",
            max_length=QUESTION_TOKENS + STRETCH_TOKENS,
            return_token_type_ids=True,
        )
        lengths = torch.tensor([len(ids) for ids in made["input_ids"]])
        order = torch.argsort(lengths, stable=True)
        halves = [self._of(made, half) for half in order.chunk(2)]
        return torch.cat(halves)[torch.argsort(order)]

    def _of(self, made: Any, rows: torch.Tensor) -> torch.Tensor:
        """The logits of some rows, padded to the longest of them."""
        some = {name: [made[name][row] for row in rows.tolist()] for name in made}
        ids = self.tokenizer.pad(some, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVES):
            logits: torch.Tensor = self.model(**ids).logits[:, 0].float()
        return logits


def draw(
    kept: dict[str, list[Exercise]], lesson: Lesson, step: int
) -> tuple[list[tuple[str, str]], list[tuple[bool, ...]]]:
    """The pairs of a step, and which of them answer."""
    rng = random.Random(f"{lesson.seed}:{step}")
    sources = rng.choices(list(lesson.shares), list(lesson.shares.values()), k=QUESTIONS_A_STEP)
    chosen = [rng.choice(kept[source]) for source in sources]
    pairs = [(each.question, text) for each in chosen for text in each.texts]
    return pairs, [each.answers for each in chosen]


def train(name: str, lesson: Lesson, *, every: int = 25) -> Path:
    """The folder of the finished run; goes on from its checkpoint if there is one."""
    folder = READERS / name
    final = folder / "model"
    if (final / "config.json").exists():
        return final
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(lesson.seed)
    reader = Reader(starting_point(lesson.start), lesson.layers)
    learning = [p for p in reader.model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=lesson.rate, weight_decay=0.01, fused=True)
    begun = resume(folder, reader.model, optimizer) or 0
    kept = _by_source()
    reader.model.train()
    clock, total = time.perf_counter(), 0.0
    for step in range(begun, lesson.steps):
        pairs, answers = draw(kept, lesson, step)
        loss = loss_of(reader.logits(pairs), answers)
        for group in optimizer.param_groups:
            group["lr"] = lesson.rate * rate_factor(step, lesson)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        total += float(loss.detach())
        if (step + 1) % every == 0:
            spent = time.perf_counter() - clock
            log.info("step %d, loss %.4f, %.2f s a step", step + 1, total / every, spent / every)
            clock, total = time.perf_counter(), 0.0
            keep(folder, reader.model, optimizer, step + 1)
    reader.model.save_pretrained(final)
    reader.tokenizer.save_pretrained(final)
    return final


def starting_point(start: str | None) -> Path:
    """The folder that a lesson starts from: a run, the multilingual model, or the encoder."""
    if start == "multilingual":
        return MULTILINGUAL
    return READERS / start / "model" if start else ENCODER


def rate_factor(step: int, lesson: Lesson) -> float:
    """Warm-up, then linear decay to 0 at the lesson's last step."""
    return min(1.0, (step + 1) / WARM_UP) * (1 - step / lesson.steps)


def _by_source() -> dict[str, list[Exercise]]:
    kept: dict[str, list[Exercise]] = {}
    for source in SOURCES:
        for each in source():
            kept.setdefault(each.source, []).append(each)
    log.info("%s", {source: len(some) for source, some in kept.items()})
    return kept


def main() -> None:
    """Trains the run named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lesson", choices=LESSONS)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    name = parser.parse_args().lesson
    print(train(name, LESSONS[name]))


if __name__ == "__main__":
    main()

"""Trains the reader, a cross-encoder that tells whether a stretch answers a question.

    python -m training.reader five

It starts from the multilingual model of `training.multilingual`, whose word table stays as it is.
A step depends on the seed and its number alone, so a run that was cut goes on from its last
checkpoint.
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
from training.places import MULTILINGUAL, READERS

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

    start: str
    steps: int
    rate: float
    shares: dict[str, float]
    seed: int = 1
    frozen: int = 0  # how many of the first layers stay as they are, which is quicker


LESSONS = {
    # From all twelve layers of the multilingual model, the first six left as they are.
    "five": Lesson(
        "multilingual",
        1400,
        1.5e-4,
        {
            "residents": 0.1,
            "piaf": 0.1,
            "readings": 0.14,
            "near_miss": 0.06,
            "excerpts": 0.38,
            "excerpts_missed": 0.22,
        },
        seed=5,
        frozen=6,
    ),
    # The same again from what "five" gave, on 1,200 more excerpts.
    "six": Lesson(
        "five",
        1900,
        1.3e-4,
        {
            "residents": 0.08,
            "piaf": 0.1,
            "readings": 0.12,
            "near_miss": 0.05,
            "excerpts": 0.4,
            "excerpts_missed": 0.25,
        },
        seed=6,
        frozen=6,
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

    def __init__(self, folder: Path, frozen: int = 0) -> None:
        """The model in `folder`, whose words and first `frozen` layers don't learn."""
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModelForSequenceClassification.from_pretrained(folder, num_labels=1)
        self.model.bert.embeddings.requires_grad_(False)
        for layer in self.model.bert.encoder.layer[:frozen]:
            layer.requires_grad_(False)

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
    reader = Reader(starting_point(lesson.start), lesson.frozen)
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


def starting_point(start: str) -> Path:
    """The folder that a lesson starts from: the multilingual model, or what a run gave.

    The run "shipped" is the reader that ships, once `training.unpack` has written its weights.
    """
    return MULTILINGUAL if start == "multilingual" else READERS / start / "model"


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

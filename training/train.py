"""Stage 5: the runs. Half of the tokens follow the teacher, half tell answers from neighbours.

A step depends on the seed and its number alone, so a run that was cut goes on from its last
checkpoint as if nothing had happened: `python -m training.train RUN`.
"""

import argparse
import json
import logging
import math
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name that everyone uses
from sentence_transformers import SentenceTransformer
from transformers import AutoModel, AutoTokenizer

from training import asking, corpus, negatives, teacher
from training.places import INITIAL, RUNS, TOKENIZER

SCALE = 20.0
log = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Run:
    """One run: where it starts, how many French tokens it sees, and of which texts."""

    start: str
    tokens: int
    layers_rate: float
    words_rate: float
    contrastive: float
    kinds: tuple[str, ...]
    sources: dict[str, float] = field(default_factory=dict)
    soft: bool = True
    seed: int = 1
    warm_up: int = 60
    query_tokens: int = 40
    passage_tokens: int = 96


LAW = {"codes": 0.30, "notes": 0.22, "fiches": 0.16, "work": 0.08, "climate": 0.08}
ALL = ("tatoeba", "blog", "mintaka", "short", "passage")
RECIPES = {
    "one": Run("initial", 1_750_000, 3e-4, 1e-3, 0.0, ("tatoeba", "short"), soft=False),
    "two": Run(
        "one",
        4_400_000,
        2e-4,
        6e-4,
        0.5,
        ALL,
        LAW | {"piaf": 0.10, "residents": 0.20, "everyday": 0.06},
    ),
    "three": Run(
        "two",
        2_500_000,
        1e-4,
        3e-4,
        0.7,
        ALL,
        {k: v / 3 for k, v in LAW.items()} | {"piaf": 0.20, "residents": 0.60, "everyday": 0.25},
        passage_tokens=128,
        seed=2,
    ),
}
BATCH = {"residents": 40, "everyday": 96}
PADDED_TOKENS, MOST_IN_BATCH, BUCKET = 3_072, 160, 8_192


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


class Distillation:
    """Batches of twins of like length, and the loss that draws the student to the teacher."""

    def __init__(self, run: Run) -> None:
        lessons = teacher.load_lessons()
        self.ids, self.targets, self.soft = lessons.ids, lessons.targets, run.soft
        chosen = [n for n, kind in enumerate(lessons.kinds) if kind in run.kinds]
        self.batches = self._cut(chosen, random.Random(run.seed))

    def _cut(self, chosen: list[int], rng: random.Random) -> list[list[int]]:
        rng.shuffle(chosen)
        batches = []
        for start in range(0, len(chosen), BUCKET):
            batch: list[int] = []
            for n in sorted(chosen[start : start + BUCKET], key=lambda n: len(self.ids[n])):
                if batch and (
                    (len(batch) + 1) * len(self.ids[n]) > PADDED_TOKENS
                    or len(batch) == MOST_IN_BATCH
                ):
                    batches.append(batch)
                    batch = []
                batch.append(n)
            batches.append(batch)
        rng.shuffle(batches)
        return batches

    def loss(self, student: Student, step: int) -> tuple[torch.Tensor, int]:
        """(loss of batch number `step`, its tokens)."""
        batch = self.batches[step % len(self.batches)]
        ids = padded([self.ids[n] for n in batch])
        made = student(ids)
        target = F.normalize(
            torch.from_numpy(np.asarray(self.targets[batch], dtype=np.float32)), dim=-1
        )
        loss = (2 - 2 * (made * target).sum(-1)).mean()
        likeness = made @ target.T * SCALE
        if self.soft:
            wanted = F.softmax(target @ target.T * SCALE, dim=-1)
            loss = loss + 0.2 * F.kl_div(
                F.log_softmax(likeness, dim=-1), wanted, reduction="batchmean"
            )
        else:
            loss = loss + 0.2 * F.cross_entropy(likeness, torch.arange(len(batch)))
        return loss, int((ids != 0).sum())


class Contrast:
    """Batches of one source each, so that neighbours are hard; symmetric cross-entropy."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.tokenizer = AutoTokenizer.from_pretrained(TOKENIZER)
        self.pairs: dict[str, list[corpus.Pair]] = {}
        asked = corpus.split(corpus.residents())[0]
        sides = corpus.split(corpus.everyday())[0]
        for pair in (*corpus.headed(), *corpus.encyclopaedic(), *asked, *sides):
            if pair.source in run.sources and pair.text.strip():
                self.pairs.setdefault(pair.source, []).append(pair)
        self.away = negatives.hard_negatives() if "residents" in run.sources else {}

    def loss(self, student: Student, step: int) -> tuple[torch.Tensor, int]:
        """(loss of step number `step`, its tokens)."""
        rng = random.Random(f"{self.run.seed}:{step}")
        source = rng.choices(list(self.run.sources), list(self.run.sources.values()))[0]
        asked, texts = self._draw(self.pairs[source], BATCH.get(source, 64), rng)
        if source == "residents":
            texts = texts + [rng.choice(self.away[q]) for q in asked if self.away.get(q)]
        queries = self._ids(asked, self.run.query_tokens)
        passages = self._ids(texts, self.run.passage_tokens)
        likeness = student(queries) @ student(passages).T * SCALE
        right = torch.arange(len(asked))
        loss = F.cross_entropy(likeness, right) + F.cross_entropy(
            likeness[:, : len(asked)].T, right
        )
        return loss / 2, int((queries != 0).sum() + (passages != 0).sum())

    def _draw(
        self, pairs: list[corpus.Pair], size: int, rng: random.Random
    ) -> tuple[list[str], list[str]]:
        asked: list[str] = []
        texts: list[str] = []
        titles: set[str] = set()
        for pair in rng.sample(pairs, min(size * 3, len(pairs))):
            if len(asked) == size:
                break
            if pair.asked[-1] in titles or pair.text in titles:
                continue
            titles |= {pair.asked[-1], pair.text}
            hidden = (
                asking.cloze(pair, rng)
                if len(pair.text) > 300 and rng.random() < self._cloze(pair)
                else None
            )
            question, text = hidden or (asking.query(pair, rng), asking.window(pair, rng))
            asked.append(question)
            texts.append(text)
        return asked, texts

    @staticmethod
    def _cloze(pair: corpus.Pair) -> float:
        return 0.0 if pair.source in {"residents", "piaf", "everyday"} else 0.25

    def _ids(self, texts: list[str], longest: int) -> torch.Tensor:
        rows = self.tokenizer(texts, truncation=True, max_length=longest)["input_ids"]
        return padded([np.array(row) for row in rows])


def optimizer_of(student: Student, run: Run) -> torch.optim.AdamW:
    """AdamW with a rate for the layers and one, without decay, for the word table."""
    table = student.core.embeddings.word_embeddings.weight
    layers = [p for p in student.parameters() if p is not table]
    return torch.optim.AdamW(
        [
            {
                "params": layers,
                "lr": run.layers_rate,
                "base": run.layers_rate,
                "weight_decay": 0.01,
            },
            {"params": [table], "lr": run.words_rate, "base": run.words_rate, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


@dataclass(slots=True)
class Progress:
    """How far a run is; all of it goes into a checkpoint."""

    step: int = 0
    tokens: int = 0
    contrastive_tokens: int = 0


def rate_factor(progress: Progress, run: Run) -> float:
    """Warm-up, then linear decay to 0 at the run's last token."""
    left = max(0.0, 1 - progress.tokens / run.tokens)
    return min(1.0, (progress.step + 1) / run.warm_up) * left


def train(name: str, run: Run, *, every: int = 200, source: Path | None = None) -> Path:
    """The folder of the finished run; goes on from its checkpoint if there is one."""
    folder = RUNS / name
    final = folder / "model"
    if (final / "modules.json").exists():
        return final
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recipe.json").write_text(json.dumps(asdict(run), indent=1), encoding="utf-8")
    start = source or (INITIAL if run.start == "initial" else RUNS / run.start / "model")
    torch.manual_seed(run.seed)
    student = Student(start)
    optimizer = optimizer_of(student, run)
    progress = _resume(folder / "checkpoint.pt", student, optimizer)
    teach = Distillation(run).loss
    tell = Contrast(run).loss if run.contrastive else None
    _loop(
        run,
        progress,
        student,
        optimizer,
        teach,
        tell,
        lambda: _save(folder, student, optimizer, progress),
        every,
    )
    return _finish(student, start, final)


Loss = Callable[[Student, int], tuple[torch.Tensor, int]]


def _loop(
    run: Run,
    progress: Progress,
    student: Student,
    optimizer: torch.optim.AdamW,
    teach: Loss,
    tell: Loss | None,
    save: Callable[[], None],
    every: int,
) -> None:
    student.train()
    clock, seen, total = time.perf_counter(), 0, 0.0
    while progress.tokens < run.tokens:
        wanted = tell is not None and progress.contrastive_tokens < run.contrastive * (
            progress.tokens + 1
        )
        loss, tokens = (tell if wanted and tell else teach)(student, progress.step)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * rate_factor(progress, run)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        value = float(loss.detach())
        if not math.isfinite(value):
            raise FloatingPointError(f"the loss is {value} at step {progress.step}")
        progress.step += 1
        progress.tokens += tokens
        progress.contrastive_tokens += tokens if wanted else 0
        seen, total = seen + tokens, total + value
        if progress.step % every == 0:
            log.info(
                "step %d, %.2f M tokens, loss %.4f, %.0f tokens/s",
                progress.step,
                progress.tokens / 1e6,
                total / every,
                seen / (time.perf_counter() - clock),
            )
            clock, seen, total = time.perf_counter(), 0, 0.0
            save()


def _save(folder: Path, student: Student, optimizer: torch.optim.AdamW, progress: Progress) -> None:
    aside = folder / "checkpoint.new"
    torch.save(
        {
            "student": student.state_dict(),
            "optimizer": optimizer.state_dict(),
            "progress": asdict(progress),
        },
        aside,
    )
    aside.replace(folder / "checkpoint.pt")


def _resume(path: Path, student: Student, optimizer: torch.optim.AdamW) -> Progress:
    if not path.exists():
        return Progress()
    kept = torch.load(path, weights_only=True)
    student.load_state_dict(kept["student"])
    optimizer.load_state_dict(kept["optimizer"])
    log.info("going on from step %d", kept["progress"]["step"])
    return Progress(**kept["progress"])


def _finish(student: Student, start: Path, final: Path) -> Path:
    model = SentenceTransformer(str(start), device="cpu", local_files_only=True)
    model[0].auto_model.load_state_dict(student.core.state_dict(), strict=False)
    model.save(str(final))
    return final


def main() -> None:
    """Trains the run named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", choices=RECIPES)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(2)
    name = parser.parse_args().run
    print(train(name, RECIPES[name]))


if __name__ == "__main__":
    main()

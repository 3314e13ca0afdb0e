"""Stage 5: the runs. Half of the tokens follow the teacher, half tell answers from neighbours.

A step depends on the seed and its number alone, so a run that was cut goes on from its last
checkpoint as if nothing had happened: `python -m training.train RUN`.
"""

import argparse
import json
import logging
import math
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer

from training.checkpoint import keep, resume
from training.places import HALF, INITIAL, RUNS
from training.recipes import RECIPES, Run
from training.steps import Contrast, Distillation
from training.student import Student

log = logging.getLogger("training")

STARTS = {"initial": INITIAL, "half": HALF}


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
    start = source or STARTS.get(run.start) or RUNS / run.start / "model"
    torch.manual_seed(run.seed)
    student = Student(start)
    optimizer = optimizer_of(student, run)
    progress = Progress(**(resume(folder, student, optimizer) or {}))
    teach = Distillation(run).loss if run.contrastive < 1 else None
    tell = Contrast(run).loss if run.contrastive else None
    _loop(
        run,
        progress,
        student,
        optimizer,
        teach,
        tell,
        lambda: keep(folder, student, optimizer, asdict(progress)),
        every,
    )
    return _finish(student, start, final)


Loss = Callable[[Student, int], tuple[torch.Tensor, int]]


def _loop(
    run: Run,
    progress: Progress,
    student: Student,
    optimizer: torch.optim.AdamW,
    teach: Loss | None,
    tell: Loss | None,
    save: Callable[[], None],
    every: int,
) -> None:
    student.train()
    clock, seen, total = time.perf_counter(), 0, 0.0
    while progress.tokens < run.tokens:
        due = progress.contrastive_tokens < run.contrastive * (progress.tokens + 1)
        wanted = tell is not None and (teach is None or due)
        step = tell if wanted else teach
        if step is None:
            raise ValueError("a run has nothing to learn")
        loss, tokens = step(student, progress.step)
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


def _finish(student: Student, start: Path, final: Path) -> Path:
    model = SentenceTransformer(str(start), device="cpu", local_files_only=True)
    model[0].auto_model.load_state_dict(student.core.state_dict(), strict=False)
    model.save(str(final))
    return final


def main() -> None:
    """Trains the run named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", choices=RECIPES)
    parser.add_argument("--every", type=int, default=200, help="steps between checkpoints")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    asked = parser.parse_args()
    print(train(asked.run, RECIPES[asked.run], every=asked.every))


if __name__ == "__main__":
    main()

"""The two kinds of training step: following the teacher, and telling answers from neighbours.

What a step sees depends on the seed and its number alone.
"""

import random

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name that everyone uses
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from training import asking, corpus, exercises, negatives, teacher
from training.french_teacher import PASSAGE, QUESTION
from training.places import FRENCH_TEACHER, MULTILINGUAL, TEACHER, TOKENIZER
from training.recipes import Run
from training.student import Student, padded

SCALE = 20.0
GUIDE_SCALE = 60.0  # the multilingual model's vectors lie closer: it was trained at 100
GUIDED = 0.5  # the part of the loss that follows it
BATCH = {"residents": 40, "excerpts": 40, "everyday": 96}
AGAINST = {"residents", "excerpts"}  # set against hard negatives as well
PADDED_TOKENS, MOST_IN_BATCH, BUCKET = 3_072, 160, 8_192


class Distillation:
    """Batches of twins of like length, and the loss that draws the student to the teacher."""

    def __init__(self, run: Run) -> None:
        lessons = teacher.load_lessons(FRENCH_TEACHER if run.french else TEACHER)
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
        self.tokenizer = AutoTokenizer.from_pretrained(MULTILINGUAL if run.french else TOKENIZER)
        self.guide = Guide(run) if run.guided else None
        self.pairs: dict[str, list[corpus.Pair]] = {}
        asked = corpus.split(corpus.residents())[0]
        sides = corpus.split(corpus.everyday())[0]
        for pair in (*corpus.headed(), *corpus.encyclopaedic(), *asked, *sides):
            if pair.source in run.sources and pair.text.strip():
                self.pairs.setdefault(pair.source, []).append(pair)
        self.away = dict(negatives.hard_negatives()) if "residents" in run.sources else {}
        if "excerpts" in run.sources:
            for pair, away in exercises.excerpt_pairs():
                self.pairs.setdefault("excerpts", []).append(pair)
                self.away[pair.asked[0]] = away

    def loss(self, student: Student, step: int) -> tuple[torch.Tensor, int]:
        """(loss of step number `step`, its tokens)."""
        rng = random.Random(f"{self.run.seed}:{step}")
        source = rng.choices(list(self.run.sources), list(self.run.sources.values()))[0]
        asked, texts = self._draw(self.pairs[source], BATCH.get(source, 64), rng)
        if source in AGAINST:
            texts = texts + [rng.choice(self.away[q]) for q in asked if self.away.get(q)]
        queries = self._ids(asked, self.run.query_tokens)
        passages = self._ids(texts, self.run.passage_tokens)
        likeness = student(queries) @ student(passages).T * SCALE
        right = torch.arange(len(asked))
        loss = F.cross_entropy(likeness, right) + F.cross_entropy(
            likeness[:, : len(asked)].T, right
        )
        loss = loss / 2
        if self.guide:
            wanted = self.guide.likeness(asked, texts)
            followed = F.kl_div(F.log_softmax(likeness, dim=-1), wanted, reduction="batchmean")
            loss = (1 - GUIDED) * loss + GUIDED * followed
        return loss, int((queries != 0).sum() + (passages != 0).sum())

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
        return 0.0 if pair.source in asking.ASKED else 0.25

    def _ids(self, texts: list[str], longest: int) -> torch.Tensor:
        return _padded_ids(self.tokenizer, texts, longest)


class Guide:
    """How the multilingual model shares each question out over the passages of its batch."""

    def __init__(self, run: Run) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(MULTILINGUAL)
        self.model = Student(MULTILINGUAL).eval()
        self.query_tokens, self.passage_tokens = run.query_tokens, run.passage_tokens

    @torch.no_grad()
    def likeness(self, asked: list[str], texts: list[str]) -> torch.Tensor:
        """Shares of shape (questions, passages), each row summing to 1."""
        queries = self._vectors(QUESTION, asked, self.query_tokens)
        passages = self._vectors(PASSAGE, texts, self.passage_tokens)
        return F.softmax(queries @ passages.T * GUIDE_SCALE, dim=-1)

    def _vectors(self, prompt: str, texts: list[str], longest: int) -> torch.Tensor:
        ids = _padded_ids(self.tokenizer, [prompt + text for text in texts], longest)
        vectors: torch.Tensor = self.model(ids)
        return vectors


def _padded_ids(tokenizer: PreTrainedTokenizerBase, texts: list[str], longest: int) -> torch.Tensor:
    rows = tokenizer(texts, truncation=True, max_length=longest)["input_ids"]
    return padded([np.array(row) for row in rows])

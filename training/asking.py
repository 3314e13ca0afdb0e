"""What is asked in a contrastive step: headings turned into queries, passages cut to a window."""

import random
import re

from training.corpus import Pair

NUMBERING = re.compile(
    r"^(?:(?:livre|titre|chapitre|section|sous-section|paragraphe|partie|annexe|article)\s+[\w.-]+"
    r"|[\dIVXLC]+(?:[.-]\d+)*)\s*[:.)—-]\s*",
    re.IGNORECASE,
)
TEMPLATES = (
    "Qu'est-ce que {} ?",
    "{} : comment faire ?",
    "{} : comment ça marche ?",
    "Quelles sont les règles pour {} ?",
    "je cherche {}",
    "que dit le texte sur {} ?",
    "{} c'est quoi",
)
ASKED = {"residents", "piaf", "everyday", "excerpts"}  # as they are: questions, not headings
SHORT_HEADING = 12
SENTENCE = re.compile(r"(?<=[.!?;:])\s+")


def query(pair: Pair, rng: random.Random) -> str:
    """A question as asked, or a query made of headings."""
    if len(pair.asked) == 1 and pair.source in ASKED:
        return pair.asked[0]
    headings = [NUMBERING.sub("", part).strip() for part in pair.asked if part.strip()]
    drawn = rng.random()
    if drawn < 0.45 and len(headings[-1]) >= SHORT_HEADING:
        made = headings[-1]
    elif drawn < 0.8 or len(headings) < 2:
        made = " ".join(headings[-2:])
    else:
        made = f"{headings[0]} {headings[-1]}"
    if rng.random() < 0.15:
        made = rng.choice(TEMPLATES).format(made[:1].lower() + made[1:])
    return made


def cloze(pair: Pair, rng: random.Random) -> tuple[str, str] | None:
    """(a sentence, the rest of its passage), or None where the passage is too short."""
    sentences = [s for s in SENTENCE.split(pair.text) if len(s.split()) >= 4]
    if len(sentences) < 3:
        return None
    picked = rng.randrange(min(6, len(sentences)))
    rest = sentences if rng.random() < 0.1 else sentences[:picked] + sentences[picked + 1 :]
    return sentences[picked], " ".join(rest)


def window(pair: Pair, rng: random.Random) -> str:
    """The passage from its start, or from a sentence of its first half."""
    if pair.source in ASKED or rng.random() < 0.7:
        return pair.text
    sentences = SENTENCE.split(pair.text)
    return " ".join(sentences[rng.randrange(max(1, len(sentences) // 2)) :])

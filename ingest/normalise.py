r"""The one normalisation under which a quote must be found again on its page.

It forgives what differs between a line on paper and a sentence on a screen, and nothing else:

1. compatibility forms of letters become the letters (ligatures "ﬁ" → "fi", "ﬀ" → "ff", "…" stays);
2. a soft hyphen, with any white space after it, disappears ("dépar\u00ad\ntement" → "département");
3. a hyphen before a line break stays, the break goes ("centre-\nville" → "centre-ville");
4. every run of white space (no-break and thin spaces too) becomes one space; the ends are stripped.

>>> normalise("le dépar\u00ad\ntement  du\u202fPas-\nde-Calais")
'le département du Pas-de-Calais'
"""

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"

_LIGATURES = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
)
_SOFT_BREAK = re.compile(f"{SOFT_HYPHEN}\\s*")
_HARD_BREAK = re.compile(r"(?<=\w)-[ \t\u00a0]*\n\s*")
_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """`text` in the form that quotes and pages are compared in; idempotent."""
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    text = unicodedata.normalize("NFC", _SOFT_BREAK.sub("", text))
    text = _HARD_BREAK.sub("-", text)
    return _SPACE.sub(" ", text).strip()

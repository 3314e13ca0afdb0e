"""Puts text that others wrote into Markdown so that it is shown, never acted on."""

import re

from ui.terminal import printable

# White space but the no-break ones, which French puts inside figures and before high marks.
_SPACES = re.compile("[^\\S\u00a0\u202f\u2009]+")
_MARKS = re.compile(r"[\\`*_{}\[\]<>&|~$#@^]|:(?=[\w/])|(?<=www)\.(?=\w)", re.IGNORECASE)


def escaped(text: str) -> str:
    r"""`text` on one line, each mark that some Markdown would act on preceded by a backslash.

    It must not open a line: there a dash or a number would begin a list.

    >>> print(escaped("un *mot*\n# <b>"))
    un \*mot\* \# \<b\>
    """
    return _MARKS.sub(r"\\\g<0>", printable(_SPACES.sub(" ", text)))

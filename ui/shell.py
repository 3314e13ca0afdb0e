"""Dresses Gradio's page as ours: French, named, with its own head, header and footer.

Gradio serves one template, in English, that calls itself Gradio. The parts that make it work (its
configuration and scripts) are kept; what it says of itself is replaced.
"""

import re
from dataclasses import dataclass
from html import escape

# What the template must hold for the page to be dressed; a new Gradio that moves it is found out.
LANG = 'lang="en"'
BEFORE = "<gradio-app"
AFTER = "</gradio-app>"
# Left as it is, Gradio's script puts its own title in the place of ours.
TITLE = 'control_page_title="true"'
HEAD_END = "</head>"

_META = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*')
_MANIFEST = re.compile(r'<link rel="manifest"[^>]*>\s*')


class TemplateChanged(RuntimeError):
    """Gradio's page no longer holds the mark `mark` that it is dressed at."""


@dataclass(frozen=True, slots=True)
class Shell:
    """The parts of ours that go around Gradio's: text of the head, and HTML above and below.

    `own_stylesheet` holds the operator's colours; empty for ours.
    """

    title: str
    description: str
    stylesheet: str
    script: str
    display: str
    icon: str
    fonts: tuple[str, ...]
    above: str
    below: str
    own_stylesheet: str = ""


def dress(page: str, shell: Shell) -> str:
    """`page` as Gradio made it, inside `shell`. Raises `TemplateChanged` if it can't be."""
    page = _MANIFEST.sub("", _META.sub("", page))
    page = _replaced(page, LANG, 'lang="fr"')
    page = _replaced(page, HEAD_END, head(shell) + HEAD_END)
    page = _replaced(page, TITLE, 'control_page_title="false"')
    page = _replaced(page, BEFORE, f'<div class="frame">{shell.above}{BEFORE}')
    return _replaced(page, AFTER, f"{AFTER}{shell.below}</div>")


def head(shell: Shell) -> str:
    """What our pages say of themselves, and the files that they need; all of them ours."""
    fonts = "".join(
        f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>'
        for font in shell.fonts
    )
    sheets = "".join(
        f'<link rel="stylesheet" href="{sheet}">'
        for sheet in (shell.stylesheet, shell.own_stylesheet)
        if sheet
    )
    return (
        f"<title>{escape(shell.title)}</title>"
        f'<meta name="description" content="{escape(shell.description)}">'
        '<meta name="robots" content="noindex, nofollow">'
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" href="{shell.icon}" type="image/svg+xml">'
        f'<script src="{shell.display}"></script>'
        f"{fonts}"
        f"{sheets}"
        f'<script src="{shell.script}" defer></script>'
    )


def _replaced(page: str, mark: str, by: str) -> str:
    if mark not in page:
        raise TemplateChanged(mark)
    return page.replace(mark, by, 1)

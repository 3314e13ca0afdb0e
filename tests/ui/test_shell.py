"""Gradio's page becomes ours, and a template that changed is noticed."""

import pytest

from ui.shell import Shell, TemplateChanged, dress

SHELL = Shell(
    title="Selon : « Bilan » <2025>",
    description="Recherche.",
    stylesheet="dress/1/style.css",
    script="dress/2/page.js",
    display="dress/2/display.js",
    icon="dress/3/icon.svg",
    fonts=("dress/4/a.woff2",),
    above="<header>haut</header>",
    below="<footer>bas</footer>",
)
TEMPLATE = """<html lang="en"><head><meta property="og:title" content="Gradio" />
<meta name="twitter:creator" content="@Gradio" /><link rel="manifest" href="/manifest.json" />
</head><body><gradio-app control_page_title="true"></gradio-app></body></html>"""


def test_what_gradio_says_of_itself_is_gone() -> None:
    page = dress(TEMPLATE, SHELL)
    assert "Gradio" not in page
    assert "manifest" not in page
    assert page.startswith('<html lang="fr">')


def test_our_parts_stand_around_its_own() -> None:
    page = dress(TEMPLATE, SHELL)
    assert page.index("haut") < page.index("<gradio-app") < page.index("bas")


def test_the_display_is_set_before_anything_is_drawn() -> None:
    page = dress(TEMPLATE, SHELL)
    assert '<script src="dress/2/display.js"></script>' in page
    assert page.index("display.js") < page.index("style.css")


def test_the_title_is_ours_and_escaped() -> None:
    page = dress(TEMPLATE, SHELL)
    assert "<title>Selon : « Bilan » &lt;2025&gt;</title>" in page
    assert 'control_page_title="false"' in page


@pytest.mark.parametrize("mark", ['lang="en"', "<gradio-app", "</gradio-app>", "</head>"])
def test_a_template_that_changed_is_noticed(mark: str) -> None:
    with pytest.raises(TemplateChanged):
        dress(TEMPLATE.replace(mark, "?"), SHELL)

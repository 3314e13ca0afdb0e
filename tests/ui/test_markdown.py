"""Escaped text is shown by a Markdown reader character for character, and does nothing else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ui.markdown import escaped

MARKS = "\\`*_{}[]()<>#+-.!|~&;:/@$^=\"'%,?"
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(markdown: str) -> tuple[set[str], str]:
    """The kinds of what a reader makes of one paragraph's text, and the text it shows."""
    opening, inline, closing = READER.parse(markdown)
    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    children = inline.children or []
    return {each.type for each in children}, "".join(each.content for each in children)


@given(st.text(alphabet=MARKS + "aé1 ", max_size=60))
@example("![x](javascript:alert(1))")
@example("<script>alert(1)</script>")
@example("&lt;b&gt; &amp;amp;")
@example("`code` **gras** __gras__ ~~barré~~")
@example("a | b\\")
def test_marks_are_shown_as_they_are(text: str) -> None:
    one_line = "«" + " ".join(text.split(" ")) + "»"
    kinds, read = shown(f"«{escaped(text)}»")
    assert kinds <= {"text"}
    assert " ".join(read.split()) == " ".join(one_line.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("deux\nlignes\r\n\r\n# titre", "deux lignes \\# titre"),
        ("un\u2028deux\x0btrois\x85quatre", "un deux trois quatre"),
        ("\x1b[31mrouge\u202e", "\\[31mrouge"),
        ("12\u202f000\u00a0€ : oui", "12\u202f000\u00a0€ : oui"),
        ("https://a.fr www.b.fr c@d.fr :rire:", "https\\://a.fr www\\.b.fr c\\@d.fr \\:rire:"),
        ("Ce qui est écrit, l'été (2024) !", "Ce qui est écrit, l'été (2024) !"),
    ],
)
def test_text_is_put_on_one_line_that_a_person_can_still_read(text: str, expected: str) -> None:
    assert escaped(text) == expected

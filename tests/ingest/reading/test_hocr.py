"""Lines are made from what was recognised; what was recognised badly is left out whole."""

from collections.abc import Iterable

from ingest.hocr import read_hocr
from ingest.report import Box


def page(*paragraphs: Iterable[str]) -> bytes:
    """A picture of 1000 by 2000 pixels; a line is its words, each with /confidence (or 95).

    Lines are 20 pixels high and stand 40 apart.
    """
    found, top = [], 100
    for lines in paragraphs:
        rows = []
        for line in lines:
            words = "".join(
                f"<span class='ocrx_word' title='bbox 0 0 1 1; x_wconf {sure or 95}'>{text}</span>"
                for text, _, sure in (word.partition("/") for word in line.split())
            )
            bbox = f"bbox 100 {top} 900 {top + 20}; baseline 0 0; x_size 20"
            rows.append(f'<span class="ocr_line" title="{bbox}">{words}</span>')
            top += 40
        found.append(f"<p class='ocr_par'>{''.join(rows)}</p>")
    whole = "image x; bbox 0 0 1000 2000"
    return f"<div class='ocr_page' title='{whole}'>{''.join(found)}</div>".encode()


def test_a_line_has_its_words_its_place_and_its_size() -> None:
    found = read_hocr(page(["Le budget est voté"]), points=500)
    (line,) = found.lines
    assert (line.text, line.size, line.box) == (
        "Le budget est voté",
        10.0,
        Box(0.1, 0.05, 0.9, 0.06),
    )
    assert (found.confidence, found.left_out) == (0.95, 0)


def test_confidence_is_weighed_by_letters() -> None:
    assert read_hocr(page(["aaaaaaaaa/90 b/80"]), points=500).confidence == 0.89


def test_paragraphs_and_list_items_are_blocks_of_their_own() -> None:
    found = read_hocr(page(["Une ligne", "et la suite"], ["• un", "suite", "• deux"]), points=500)
    assert [line.block for line in found.lines] == [0, 0, 1, 1, 2]


def test_a_paragraph_with_a_line_below_the_floor_is_left_out_whole() -> None:
    found = read_hocr(
        page(["Le conseil a décidé", "de/20 na/20 pas/20", "dépenser"], ["Une autre"]), points=500
    )
    assert [line.text for line in found.lines] == ["Une autre"]
    assert found.left_out == 8


def test_a_doubtful_figure_is_never_kept() -> None:
    found = read_hocr(page(["La ville a planté 412/45 arbres cette année"]), points=500)
    assert (found.lines, found.left_out) == ((), 8)


def test_a_word_without_figures_may_be_less_sure() -> None:
    found = read_hocr(page(["La ville a planté des/45 arbres cette année"]), points=500)
    assert len(found.lines) == 1


def test_specks_are_no_words() -> None:
    found = read_hocr(page(["| — ."], ["Une ligne"]), points=500)
    assert ([line.text for line in found.lines], found.left_out) == (["Une ligne"], 0)


def test_sizes_that_differ_a_little_are_one() -> None:
    hocr = page(["Une ligne"], ["Une autre"], ["Encore une"]).replace(b"x_size 20", b"x_size 22", 1)
    assert {line.size for line in read_hocr(hocr, points=500).lines} == {10.0}


def test_what_is_no_hocr_has_no_lines() -> None:
    assert read_hocr(b"Segmentation fault", points=500).lines == ()

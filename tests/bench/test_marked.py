"""How reading is scored, on texts small enough to count by hand."""

import pytest

from bench.marked import hash_of, headings_of, letters_of, likeness, order_of, shared_area


def mark(text: str) -> list[object]:
    letters = letters_of(text)
    return [len(letters), hash_of(letters)]


def block(first: str, last: str | None = None) -> dict[str, object]:
    return {"first": mark(first), **({"last": mark(last)} if last else {})}


def heading(text: str, level: int) -> dict[str, object]:
    return {"first": mark(text), "heading": mark(text), "level": level}


def test_words_count_as_often_as_the_other_text_has_them() -> None:
    told = likeness(["le", "le", "chat", "dort"], ["le", "chat", "noir", "dort", "le"])

    assert (told.found, told.ordered, told.total) == (4, 3, 5)


COLUMNS = [block("Un deux", "trois quatre"), block("Cinq six", "sept huit"), block("Neuf dix")]


def test_boxes_read_one_after_the_other_are_in_order() -> None:
    told = order_of("un deux, trois quatre. Cinq six sept-huit\nNEUF DIX", COLUMNS)

    assert (told.found, told.right, told.pairs) == (3, 2, 2)
    assert told.tau == pytest.approx(1)


def test_boxes_whose_lines_alternate_are_not_in_order() -> None:
    told = order_of("un deux cinq six trois quatre sept huit neuf dix", COLUMNS)

    assert (told.found, told.right) == (3, 1)


def test_neighbours_with_another_box_between_are_not_in_order() -> None:
    told = order_of("un deux trois quatre neuf dix cinq six sept huit", COLUMNS)

    assert told.right == 0
    assert told.tau == pytest.approx(1 / 3)


def test_a_box_that_was_not_read_is_in_no_order() -> None:
    told = order_of("un deux trois quatre neuf dix", COLUMNS)

    assert (told.found, told.boxes, told.right) == (2, 3, 0)


def test_letters_that_stand_twice_belong_to_the_nearest_end() -> None:
    told = order_of("Un deux mille. Cinq six sept huit. Un deux trois quatre", COLUMNS[:2])

    assert told.tau == pytest.approx(-1)


def test_a_heading_told_with_its_kicker_is_told_but_not_alone() -> None:
    marks = [heading("Cadre de vie", 1), heading("Les plages", 2), heading("Les bancs", 2)]
    told = headings_of([(2, "Cadre de vie"), (3, "Mer Les plages"), (2, "Les bancs")], marks)

    assert (told.alone, told.told, told.nested, told.marked) == (2, 3, 2, 3)


def test_boxes_share_a_third_where_half_of_each_is_common() -> None:
    assert shared_area((0, 0, 2, 1), (1, 0, 3, 1)) == pytest.approx(1 / 3)

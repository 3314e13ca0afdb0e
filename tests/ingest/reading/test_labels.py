"""Which label a page gets."""

from ingest.labels import page_labels


def test_the_labels_of_the_pdf_win():
    assert page_labels(["i", "ii", "1"], {2: "1"}, 3) == ["i", "ii", "1"]


def test_labels_that_only_count_pages_give_way_to_printed_numbers():
    assert page_labels(["1", "2", "3"], {1: "8", 2: "9"}, 3) == ["1", "8", "9"]


def test_labels_that_contradict_the_printed_numbers_give_way():
    own = ["A", "B", "C", "D"]
    assert page_labels(own, {1: "2", 2: "3", 3: "4"}, 4) == ["1", "2", "3", "4"]


def test_pages_between_two_numbers_of_one_count_are_filled_in():
    assert page_labels(None, {0: "5", 3: "8"}, 5) == ["5", "6", "7", "8", "5"]


def test_without_any_the_label_is_the_page_number():
    assert page_labels(None, {}, 2) == ["1", "2"]

"""Tells a PDF by its first bytes, whatever its name says."""

MARK_WITHIN = 1024  # bytes: readers accept the mark anywhere in them (ISO 32000-1, annex H.3.4.1)
_MARK = b"%PDF-"


def has_pdf_mark(head: bytes) -> bool:
    """Whether a file that begins with `head` is a PDF."""
    return _MARK in head[:MARK_WITHIN]

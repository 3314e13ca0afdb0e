"""PDFs that are broken or ill meant, each made here and named for what it shows."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

HELLO = b"BT /F1 10 Tf 20 150 Td (Bonjour) Tj ET"
GIGABYTES = 2
MEGABYTE = 1 << 20


def page(pdf: pikepdf.Pdf, content: bytes = HELLO) -> pikepdf.Page:
    """A page of 200 points with text in Helvetica."""
    made = pdf.add_blank_page(page_size=(200, 200))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    made.Resources = Dictionary(Font=Dictionary(F1=font))
    made.Contents = pdf.make_stream(content)
    return made


def three_pages() -> pikepdf.Pdf:
    """Three sound pages."""
    pdf = pikepdf.new()
    for _ in range(3):
        page(pdf)
    return pdf


def damaged_table(path: Path) -> None:
    """The table of objects is said to be where it isn't, and its figures are wrong."""
    three_pages().save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    whole = path.read_bytes()
    at = whole.rindex(b"startxref")
    path.write_bytes(whole[:at].replace(b"0000000", b"0009999") + b"startxref\n7\n%%EOF\n")


def missing_object(path: Path) -> None:
    """The content of the second page is an object that isn't there."""
    with three_pages() as pdf:
        pdf.pages[1].obj.Contents = pdf.make_indirect(Dictionary())
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    whole = path.read_bytes()
    with pikepdf.open(path) as pdf:
        number = pdf.pages[1].obj.Contents.objgen[0]
    path.write_bytes(whole.replace(b"\n%d 0 obj" % number, b"\n9%d 0 obj" % number))


def page_tree_loop(path: Path) -> None:
    """The pages hold themselves."""
    with three_pages() as pdf:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        pdf.Root.Pages.Count = 2000
        pdf.save(path)


def bookmark_loop(path: Path) -> None:
    """Bookmarks that are their own child and their own neighbour."""
    with three_pages() as pdf:
        item = pdf.make_indirect(Dictionary(Title="Sans fin"))
        item.Dest = Array([pdf.pages[0].obj, Name.Fit])
        item.Next, item.First = item, item
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
        pdf.save(path)


def bomb(path: Path) -> None:
    """A page whose content is a megabyte or two that becomes two gigabytes of spaces."""
    with three_pages() as pdf:
        squeezed = zlib.compressobj(9)
        start = squeezed.compress(b" " * MEGABYTE) + squeezed.flush(zlib.Z_FULL_FLUSH)
        again = squeezed.compress(b" " * MEGABYTE) + squeezed.flush(zlib.Z_FULL_FLUSH)
        stream = pdf.make_stream(HELLO)
        stream.write(
            start + again * (GIGABYTES * 1024 - 1) + squeezed.flush(), filter=Name.FlateDecode
        )
        pdf.pages[1].obj.Contents = stream
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def tiny_objects(path: Path) -> None:
    """A hundred thousand numbers, each an object, and as many rectangles on the second page."""
    with three_pages() as pdf:
        pdf.Root.Many = Array([pdf.make_indirect(at) for at in range(100_000)])
        pdf.pages[1].obj.Contents = pdf.make_stream(b"1 1 1 1 re f\n" * 100_000 + HELLO)
        pdf.save(path)


def huge_page(path: Path) -> None:
    """A page 14 metres wide, and one a hair high."""
    with three_pages() as pdf:
        pdf.pages[1].obj.MediaBox = Array([0, 0, 40_000, 40_000])
        pdf.pages[2].obj.MediaBox = Array([0, 0, 14_400, 0.01])
        pdf.save(path)


def nested_forms(path: Path) -> None:
    """A drawing that draws itself twice, fifty deep."""
    with three_pages() as pdf:
        inner = pdf.make_stream(HELLO, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        for _ in range(50):
            outer = pdf.make_stream(
                b"/X Do /X Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
            )
            outer.Resources = Dictionary(XObject=Dictionary(X=inner))
            inner = pdf.make_indirect(outer)
        pdf.pages[1].obj.Resources.XObject = Dictionary(X=inner)
        pdf.pages[1].obj.Contents = pdf.make_stream(b"/X Do")
        pdf.save(path)


def active(path: Path) -> None:
    """A script that runs at opening, an attachment, and a form with a field."""
    with three_pages() as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="while(true){}")
        pdf.attachments["secret.txt"] = b"ne pas lire"
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="nom", V="ne pas lire non plus"
            )
        )
        field.Rect = Array([10, 10, 90, 30])
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.save(path)


def portfolio(path: Path) -> None:
    """A cover page over the files that are meant."""
    with pikepdf.new() as pdf:
        page(pdf)
        pdf.attachments["rapport.pdf"] = b"%PDF-1.7"
        pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)
        pdf.save(path)


def no_alphabet(path: Path) -> None:
    """A second page whose font has no Unicode map, and glyphs in an order of its own."""
    said = b"le conseil municipal a vote le budget de la commune et les travaux des ecoles "
    codes = bytes(code + 3 if code > 0x20 else code for code in said)
    lines = b" ".join(b"1 0 0 1 5 %d Tm (%s) Tj" % (180 - 12 * at, codes) for at in range(4))
    with three_pages() as pdf:
        pdf.pages[1].obj.Contents = pdf.make_stream(b"BT /F1 4 Tf " + lines + b" ET")
        pdf.save(path)


def vertical(path: Path) -> None:
    """Letters one below the other, and a word from right to left, on the second page."""
    down = b" ".join(
        b"1 0 0 1 100 %d Tm (%c) Tj" % (180 - 12 * at, c) for at, c in enumerate(b"EAU")
    )
    back = b" ".join(
        b"1 0 0 1 %d 20 Tm (%c) Tj" % (150 - 9 * at, c) for at, c in enumerate(b"ABCD")
    )
    with three_pages() as pdf:
        pdf.pages[1].obj.Contents = pdf.make_stream(b"BT /F1 10 Tf " + down + b" " + back + b" ET")
        pdf.save(path)


def empty_password(path: Path) -> None:
    """Encrypted, and opened by anyone."""
    with three_pages() as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="", owner="maître"))


def no_page(path: Path) -> None:
    """A catalogue of no page."""
    pikepdf.new().save(path)


# What stands on each page; None: the second page alone is unread, for whatever reason it gives.
READ: dict[str, tuple[Callable[[Path], None], tuple[str, ...] | None]] = {
    "damaged_table": (damaged_table, ("Bonjour",) * 3),
    "missing_object": (missing_object, None),
    "bookmark_loop": (bookmark_loop, ("Bonjour",) * 3),
    "bomb": (bomb, None),
    "tiny_objects": (tiny_objects, ("Bonjour",) * 3),
    "huge_page": (huge_page, ("Bonjour", "Bonjour", "")),
    "nested_forms": (nested_forms, None),
    "active": (active, ("Bonjour",) * 3),
    "no_alphabet": (no_alphabet, None),
    "empty_password": (empty_password, ("Bonjour",) * 3),
}

"""Turns the web fonts of two npm packages into the TTF files of `dossier/fonts`; run once, by hand.

    npm install @fontsource/spectral @fontsource/public-sans
    pip install fonttools brotli
    python -m dossier.make_fonts node_modules/@fontsource

The families are renamed, since three things are changed, all for the text that a reader gets back:

1. the apostrophe of a keyboard (U+0027) is drawn as a typographic one, so that a statement keeps
   its characters and still looks printed;
2. the narrow no-break space (U+202F), which French sets before « ; ! ? », is added;
3. a typed hyphen gets a glyph of its own. Typst writes the hyphen of a cut word with the plain
   glyph and says that it is soft (U+00AD); sharing that glyph, every « Pas-de-Calais » of the
   document would read as « PasdeCalais ».
"""

import sys
from pathlib import Path
from shutil import copyfile

from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent / "fonts"
FACES = {
    "spectral": ("Dossier Spectral", ("400-normal", "400-italic")),
    "public-sans": ("Dossier Public Sans", ("400-normal", "600-normal", "800-normal")),
}
FAMILY_NAMES = {1, 3, 4, 6, 16, 21, 25}


def make(packages: Path) -> None:
    """Writes every face and the licence of its family."""
    for package, (family, faces) in FACES.items():
        for face in faces:
            font = TTFont(packages / package / "files" / f"{package}-latin-{face}.woff2")
            draw_the_apostrophe(font)
            add(font, 0x202F, "uni202F", like=0x20, width=font["head"].unitsPerEm // 6)
            part_the_hyphens(font)
            rename(font, family, face)
            font.flavor = None
            font.save(HERE / f"{package}-{face}.ttf")
        copyfile(packages / package / "LICENSE", HERE / f"OFL-{package}.txt")


def draw_the_apostrophe(font: TTFont) -> None:
    """The glyph of U+2019 stands for U+0027; U+2019 itself leaves: one glyph, one character."""
    for table in font["cmap"].tables:
        if 0x2019 in table.cmap:
            table.cmap[0x27] = table.cmap.pop(0x2019)


def add(font: TTFont, code: int, name: str, *, like: int, width: int) -> None:
    """`code` has a glyph of its own, drawn as that of `like`, `width` font units wide."""
    copy_glyph(font, font.getBestCmap()[like], name, width)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def part_the_hyphens(font: TTFont) -> None:
    """A hyphen shaped with its word turns into a twin; one added at a line's end doesn't."""
    plain = font.getBestCmap()[0x2D]
    copy_glyph(font, plain, "hyphen.typed", font["hmtx"][plain][0])
    substitutions = font["GSUB"].table
    lookup = buildLookup([buildSingleSubstSubtable({plain: "hyphen.typed"})])
    substitutions.LookupList.Lookup.append(lookup)
    for record in substitutions.FeatureList.FeatureRecord:
        if record.FeatureTag in {"ccmp", "liga"}:
            record.Feature.LookupListIndex.append(len(substitutions.LookupList.Lookup) - 1)


def copy_glyph(font: TTFont, model: str, name: str, width: int) -> None:
    """The font has one more glyph, `name`, drawn as `model`."""
    font["glyf"][name] = font["glyf"][model]  # adds the name to the font's glyph order too
    font["hmtx"][name] = (width, font["hmtx"][model][1])


def rename(font: TTFont, family: str, face: str) -> None:
    """The font carries `family`, as the licence asks of a changed font with a reserved name."""
    style = {"400-normal": "Regular", "400-italic": "Italic", "600-normal": "SemiBold"}.get(
        face, "Bold"
    )
    if face.startswith("800"):
        style = "ExtraBold"
    words = {1: f"{family} {style}", 2: "Italic" if style == "Italic" else "Regular"}
    words |= {3: f"{family} {style}; Selon", 4: f"{family} {style}", 16: family, 17: style}
    words[6] = f"{family.replace(' ', '')}-{style}"
    names = font["name"]
    names.names = [n for n in names.names if n.nameID not in FAMILY_NAMES | {2, 17, 22}]
    for number, text in words.items():
        names.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    make(Path(sys.argv[1]))

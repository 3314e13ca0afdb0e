"""Who somebody is and where they live: names, dates of birth, addresses."""

import re
from collections.abc import Iterator

from retrieval.mask_rules import Rule, Stretch, called, written
from retrieval.names import Sure

_MONTH = (
    r"(?:janv(?:ier)?|f[ée]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|sept(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?)\.?"
)
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?\d{{2,4}}|\d{{1,2}}\s\d{{1,2}}\s\d{{2,4}}|\d{{8}}"
    rf"|\d{{1,2}}(?:er)?\s+{_MONTH}(?:\s+\d{{2,4}})?)(?!\d)"
)
_BORN = (
    r"(?:date de naissance|ddn|dn|(?:lieu et date de )?naissance|vu le jour|je suis d[ue]"
    r"|anniversaire|n[ée]\(?e?\)?s?)"
)
# « Le programme est né le 3 mars 2022 » is no person.
_OF_A_THING = re.compile(
    r"(?<!\w)(?:le|la|les|l['’]|ce|cet|cette|ces)\s?[\w'’-]+\s+(?:est\s|sont\s|qui est\s)?\s*$",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    rf"\b{_BORN}\s*(?:(?:est|:|le|un|une|la|,|du|au)\s*){{0,3}}(?P<date>{_DATE})", re.IGNORECASE
)

_STREET = (
    r"(?:rue|r\.|avenue|av\b\.?|boulevard|blvd|bvd|bd|bld|impasse|imp\.|all[ée]e|quai|square|ruelle|faubourg"
    r"|fbg|sentier|chauss[ée]e|venelle)"
)
_WAY = (
    rf"(?:{_STREET}|place|pl\.|route|rte|chemin|ch\.|cours|passage|cit[ée]|r[ée]sidence"
    rf"|r[ée]s\.|voie|lotissement|lot\.|hameau|clos|mail|villa|domaine|cour|coron)"
)
# Not what is counted: « 3 cours de musique ».
_PLAIN_WAY = r"(?:place|route|rte|chemin|cit[ée]|r[ée]sidence|lotissement|hameau|clos|coron)"
_JOINED = r"(?:de\s+la|de\s+l['’]|du|des|de|d['’]|la|le|les|l['’])"
_END = (
    r"(?:à|a|au|aux|et|ou|où|mais|qui|que|quels?|quelles?|quand|quoi|comment|combien|est|sont|ai|y|je|j['’]|on"
    r"|pour|avec|dans|depuis|svp|merci|tel|tél|c['’]|ce|ma|mon|mes|peut|puis|possible|appt|en|sur|chez|il|elle|rappel\w*)\b"
)
_STREET_WORD = rf"(?:(?:{_JOINED}\s*)?(?!{_END}|\d{{5}})[^\W_][\w'’-]*)"
_STREET_NAME = rf"\s*{_JOINED}?\s*[^\W_][\w'’-]*(?:[ ]{_STREET_WORD}){{0,3}}"
_NUMBER = (
    r"(?<![\d.,/])\d{1,4}\s?(?:bis|ter|quater|[a-d](?![\w'’]))?\s?,?\s*(?:de\s+l[ae'’]\s*|du\s+)?"
)
_POSTCODE = r"(?:,?\s*\d{5}(?!\d))?"
_LIVES = (
    r"(?:habit\w*|vi[st]|viv\w+|r[ée]sid\w*|demeur\w*|domicili?\w*|log[eé]\w*|adresse|d[ée]m[ée]nag\w*|maison"
    r"|logement|chez\s\w+|livraison|livr[ée]r?|situ[ée]\w*|appartement|au)"
)

_KIN = (
    r"(?:fils|filles?|mari|femme|[ée]pou(?:x|se)|p[èe]res?|m[èe]res?|papa|maman|fr[èe]res?|s[œo]e?urs?|voisine?s?"
    r"|conjointe?|enfants?|b[ée]b[ée]|jumeaux|compagn(?:e|on)|oncle|tante|neveux?|ni[èe]ces?|cousine?s?|ami[es]*"
    r"|cop(?:ain|ine)|ex|tuteur|tutrice|(?:petite?|grande?|belle|beau)s?-(?:fils|filles?|p[èe]re|m[èe]re|fr[èe]re|s[œo]e?ur))"
)
_PARENT = (
    r"(?:maman|papa|p[èe]re|m[èe]re|tut(?:eur|rice)|fils|fille|tante|oncle|fr[èe]re"
    r"|s[œo]e?ur|femme|mari)"
)
_KIN_OF = rf"\b(?:mon|ma|mes|notre|nos|son|sa|ses)\s+{_KIN}"
_CALLED = (
    r"(?:,?\s*(?:qui\s+)?s\s?['’]?\s?ap+el+(?:e|ent)?\s+|,?\s*(?:qui\s+)?se\s+nomme\s+"
    r"|\s+pr[ée]nomm[ée]e?s?\s+)"
)
_GOODBYE = (
    r"(?:cordialement|cdl?t|salutations|bien\s+[àa]\s+vous|sign[ée]|d['’]avance"
    r"|bonne\s+journ[ée]e|merci)"
)
_GREETED = r"(?:^|\b(?:bonjour|bonsoir|bjr|bsr|all[ôo]|salut)[\s,!.]+)"


def born(text: str) -> Iterator[Stretch]:
    """The dates on which people were born."""
    for match in _BIRTH.finditer(text):
        if not _OF_A_THING.search(text[: match.start()]):
            yield match.span("date")


PERSON_RULES: tuple[Rule, ...] = (
    called(r"\b(?:j(?:e|['’])?|on)\s?m\s?['’]?\s?ap+el+e?(?:nt)?\s+", Sure.TOLD),
    called(r"\b(?:je|on)\s+(?:me|m['’])\s*(?:pr[ée])?nom+e\s+", Sure.TOLD),
    called(r"\bje\s+soussign[ée]e?\s*,?\s*", Sure.TOLD),
    called(rf"{_KIN_OF}{_CALLED}", Sure.TOLD),
    called(r"\b(?:il|elle)\s+s\s?['’]?\s?ap+el+e\s+", Sure.TOLD),
    called(r"\bmon\s+(?:pr[ée])?nom\s*(?:de famille\s*)?(?:est|c['’ ]?est|:)\s*", Sure.TOLD),
    called(r"\bmon\s+(?:pr[ée])?nom\s+", Sure.PERHAPS),
    called(r"\b(?:pr[ée])?noms?\s*(?:de famille\s*)?:\s*", Sure.TOLD),
    called(r"\bnom\s+(?=\S+(?:\s\S+)?\s+pr[ée]nom\b)", Sure.TOLD),
    called(r"(?<=\[…\] )pr[ée]nom\s+", Sure.TOLD),
    called(r"\bnom\s+de\s+(?:mon|ma|mes)\s+[\w-]+\s+(?:est|c['’ ]?est)\s+", Sure.TOLD),
    called(r"\bnous\s+sommes\s+(?:la\s+famille|les)\s+", Sure.TOLD),
    called(r"\bau\s+nom\s+(?:de\s+|d['’]\s?)", Sure.LIKELY),
    called(r"\bje\s+me\s+pr[ée]sente\s*[,:]?\s+", Sure.LIKELY),
    called(rf"{_GREETED}(?:ici|c['’ ]?est|moi)\s*,?\s+", Sure.LIKELY),
    called(rf"{_KIN_OF}\s*[,:(]?\s*", Sure.LIKELY),
    called(rf"\b{_PARENT}\s+(?:de\s+|d['’]\s?)", Sure.LIKELY),
    called(rf"\b{_GOODBYE}\s*[,.:!;-]*\s+", Sure.LIKELY),
    called(r"\s--?\s+", Sure.PERHAPS),
    called(r"\b(?:je|j|ch?)\s*suis\s+", Sure.PERHAPS),
    called(r"\bmoi\s*,?\s+(?:c['’ ]?est\s+)?", Sure.PERHAPS),
    called(r"\[…\]\s*(?:,|et)\s+", Sure.PERHAPS),
    written(
        "name",
        r"(?:(?<=\s)|^)(?!bonjour|bonsoir|bjr|ici|c['’ ]?est|allo|moi|salut)[^\W\d_][\w'’-]*"
        r"(?:\s(?!bonjour)[^\W\d_][\w'’-]*){0,3}(?=\s+[àa]\s+l['’ ]?appareil\b)",
    ),
    written(
        "name",
        r"(?P<keep>\b(?:je suis|ici|sign[ée]\s?:?)\s+)(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame"
        r"|mademoiselle)\s+(?!(?:le|la|l['’])\b)[^\W\d_][\w'’-]*(?:\s+(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]+){0,2}",
    ),
    Rule("birth", born),
    written(
        "address",
        rf"(?P<keep>\b{_LIVES}\b[^.?!]{{0,40}}?){_NUMBER}{_WAY}(?!\w){_STREET_NAME}{_POSTCODE}",
    ),
    written("address", rf"{_NUMBER}{_STREET}(?!\w){_STREET_NAME}{_POSTCODE}"),
    written("address", rf"(?:^|(?<=[:(,] )){_NUMBER}{_WAY}(?!\w){_STREET_NAME}{_POSTCODE}"),
    written(
        "address", rf"(?<!ligne )(?<!bus ){_NUMBER}{_PLAIN_WAY}(?!\w){_STREET_NAME}{_POSTCODE}"
    ),
    written("address", rf"{_NUMBER}{_WAY}(?!\w){_STREET_NAME},?\s*\d{{5}}(?!\d)"),
    written(
        "address",
        rf"(?P<keep>\b{_LIVES}\b[^.?!]{{0,20}}?)\b{_STREET}\s{_STREET_NAME}\s?,?\s?(?:n[°o]\s?)?\d{{1,3}}\b(?!\s?%)",
    ),
)

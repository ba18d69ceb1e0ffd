"""What can belong to one municipality whatever the table says, and what is to be filled in yet."""

import re
from collections.abc import Iterator

GEMACHTIGD = "een woord dat alleen geldt voor wie is aangewezen"
"""What says something only of a signatory who is not the burgemeester."""
LIJN = r"(?:_{3,}|\.{6,}|\u2026{2,})"
"""A line to write on, as people make them."""

_VAKNAAM = (
    "(?:zaak|dossier|registratie|document|besluit|verplichtingen|order|debiteur)-?(?:nummer|nr|id)"
    "|kenmerk|referentie"
)
_VOOR = "mr|drs|dr|ir|ing|prof|dhr|mevr|mw|de heer|heer|mevrouw"
_TEKENT = r"ondertekenaar\.naam"
_EIGEN = "hoedanigheid|functie|ambt|handtekening|ambtsketen|plaatsvervanger|vervanger|volmacht"
_IS = "is|was|heeft|tekent|handelt|verklaart|kan|zal|wordt|treedt|doet"
_VAN_EEN = rf"(?:hij|hem)(?!\w|/| of )|zij(?= (?:{_IS})\b)|(?:zijn|haar)(?= (?:{_EIGEN})\b)"
_MANVROUW = "een woord voor één ondertekenaar, man of vrouw"
_TITEL = "een titel bij één ondertekenaar"
_WEEKDAG = "een dag van de week bij één datum"
_VULPLEK = "een plek om in te vullen"
# What it is, and what it looks like; where that is more than it is itself, the group tells it.
_SPOREN = (
    ("een postbus of antwoordnummer", r"\b(?:postbus|antwoordnummer) ?\d(?: ?\d)*\b"),
    (
        "een telefoonnummer",
        r"\b(?:telefoon(?:nummer)?|tel|mobiel|fax)\b[ .:]{0,4}([+(]?\d[\d ()/-]+)",
    ),
    (
        "een telefoonnummer",
        r"(?<![\w.,/-])((?:\+31|0031|\(?0)[ ()0-]{0,4}[1-9](?:[ ()-]?\d){8})(?!\w)",
    ),
    (
        "een nummer van het Handelsregister",
        r"(?:kvk|register|koophandel)\b[^.;\d]{0,40}(\d(?: ?\d){7})\b",
    ),
    ("een RSIN of OIN", r"\b(?:rsin|oin|fiscaal nummer)\b[^.;\d]{0,20}(\d(?:[ .]?\d){8,19})"),
    ("een btw-nummer", r"\bnl ?\d{9} ?b ?\d\d\b"),
    ("een rekeningnummer", r"(?-i:\b[A-Z]{2}\d\d(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b)"),
    ("een zaaknummer of kenmerk", rf"\b(?:{_VAKNAAM})\b[ .:]{{1,3}}([\w./-]*\d[\w/-]*(?:\.\w+)*)"),
    ("een postcode", r"(?-i:(?<![\w.,/-])[1-9]\d{3} ?[A-Z]{2}(?![\w'-]))"),
    ("een bijnaam van een stad", r"(?-i:(?<=[a-z,] )(?!Randstad|Binnenstad)[A-Z][a-z]+stad\b)"),
    (
        _TITEL,
        rf"(?<![\w/])(?<!of )((?:{_VOOR})\b\.?(?: (?:{_VOOR})\b\.?){{0,3}}) ?\{{\{{ ?{_TEKENT}\b",
    ),
    (_TITEL, rf"{_TEKENT} \}}\}},? ?(msc|ma|llm|mba|mpa|mpm|phd|ra|bsc)\b"),
    (_MANVROUW, rf"(?<![/\w])(?:{_VAN_EEN})"),
    (
        _WEEKDAG,
        r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag(?=,? (?:de )?(?:\{\{[^}]*datum|\d))",
    ),
    (_VULPLEK, r"\[[^\[\]]{0,80}[a-z][^\[\]]{0,80}\]|<[a-z][a-z ./-]{1,40}>|\bx{3,12}\b|" + LIJN),
    (GEMACHTIGD, r"\b(?:aangewezen|gemachtigd|machtiging|mandaat|volmacht)\b"),
)
# Each with whether it has a digit in it; most texts have none.
_PATTERNS = [
    (wat, re.compile(vorm, re.IGNORECASE), r"\d" in vorm and wat != _WEEKDAG)
    for wat, vorm in _SPOREN
]
_SIGNER = re.compile(
    r"burgemeester\b(?! en wethouders)|wethouder\b|secretaris\b|\bonderteken(?:aar|de)\b",
    re.IGNORECASE,
)
_FAR = 150  # characters
_NO_LABEL = 2  # words before a line; fewer are a label

ADVIES = {
    GEMACHTIGD: "zet {% if ondertekenaar.gemachtigd %} ervoor en {% endif %} achter dit gedeelte",
    _MANVROUW: "schrijf het zonder hij of zij, zoals diens",
    _TITEL: "zet er {{ ondertekenaar.aanhef }} voor in de plaats, of haal het weg",
    _WEEKDAG: "haal het weg",
}
"""What to do about what is not to become a field."""


def find_sporen(text: str) -> Iterator[tuple[int, int, str]]:
    """Give what a text has of these kinds: where it begins and ends, and what it is, in Dutch."""
    digits = re.search(r"\d", text)
    for wat, pattern, has_digit in _PATTERNS:
        for match in pattern.finditer(text) if digits or not has_digit else ():
            start, end = match.span(pattern.groups)
            before = text[max(start - _FAR, 0) : start]
            line = re.fullmatch(LIJN, match[0])
            if (wat != _MANVROUW or _SIGNER.search(before)) and (
                not line or _is_open(before.rstrip(), text[end:])
            ):
                yield start, end, wat


def _is_open(before: str, after: str) -> bool:
    """Return whether a line is to be filled in, and not for a signature or with a label."""
    label = before.endswith(":") or len(re.findall(r"\w+", before)) < _NO_LABEL
    return not label or bool(re.search(r"[^\W\d_]", re.sub(r"^ ?\([^()]*\)", "", after)))

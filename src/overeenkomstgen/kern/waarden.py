"""The strict reading of single cells: what is not certain is refused, never guessed.

Each ``parse`` function takes the text of a cell that is not blank and returns
its value, or raises :class:`WaardeError`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from babel.dates import get_month_names

from overeenkomstgen.kern.naamvorm import is_file_name
from overeenkomstgen.kern.notatie import LOCALE, format_getal, slug
from overeenkomstgen.kern.tabel import heading_key, tidy

T = TypeVar("T", bound=str)

MAX_INWONERS = 20_000_000
"""More than the whole country has: a digit too many."""
_MAX_TEKST = 100  # characters of a name or an address, in a file name and a line of a letter
JAREN = range(1900, 2100)
"""The years in which a date can lie."""
BUITEN_JAREN = f"ligt niet in de jaren {JAREN.start} t/m {JAREN.stop - 1}"
"""What is said of one that does not."""
APOSTROFS = (
    "\u2018\u2019\u201b\u2032\u00b4`"  # curly, a prime, accents that stand alone
    "\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\ua78c"  # letters that look so
    "\uff07\uff40"  # as wide as Chinese
)
"""What is typed or pasted for an apostrophe."""

_SHOWN = 60
_HEEL_GETAL = re.compile(
    r"-?(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
)
_DUIZENDTAL_MET_KOMMA = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_GETAL = re.compile(r"-?[0-9]+(?:[., ][0-9]+)*")
_AFGEKORT = {name: at for at, name in get_month_names("abbreviated", "format", LOCALE).items()}
_AFGEKORT["sept"] = 9
_MAANDEN = _AFGEKORT | {name: at for at, name in get_month_names("wide", "format", LOCALE).items()}
_DAG_MAAND_JAAR = re.compile(r"(?P<dag>[0-9]{1,2})-(?P<maand>[0-9]{1,2})-(?P<jaar>[0-9]{4})")
# Excel shows a date as ``7-feb-2023`` too.
_DAG_MAANDNAAM_JAAR = re.compile(
    rf"(?P<dag>[0-9]{{1,2}})([ -])(?P<maand>{'|'.join(_MAANDEN)}|(?:{'|'.join(_AFGEKORT)})\.)\2"
    r"(?P<jaar>[0-9]{4})"
)
_JAAR_MAAND_DAG = re.compile(r"(?P<jaar>[0-9]{4})-(?P<maand>[0-9]{2})-(?P<dag>[0-9]{2})")
_JAAR_VAN_TWEE_CIJFERS = re.compile(r"[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]+\.?)[-/. ]'?[0-9]{2}")
_ANDERS_GESCHEIDEN = re.compile(r"[0-9]{1,4}([/.])[0-9]{1,2}\1[0-9]{1,4}")
_TIJD = re.compile(r"[0-9]:[0-9]{2}")
# A day as databases and pandas write it in a text file: ``2023-01-10 00:00:00``.
_MIDDERNACHT = re.compile(r"(?<=[0-9])[ t]0?0:00(?::00(?:\.0+)?)?$")
# Four digits, the first no 0, and two letters; SA, SD and SS are not given out.
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?((?!SA|SD|SS)[A-Z]{2})", re.IGNORECASE | re.ASCII)
_CBS_CODE = re.compile(r"GM ?([0-9]{4})", re.IGNORECASE | re.ASCII)
# RFC 5321, 4.1.2 and 4.5.3.1: 64 before the @ and 255 after it, dots between; no quotes.
_S = r"""[^\s@,;:<>()"\[\]\\]"""
_EMAIL = (
    r"(?:(?i:mailto):)?((?!\.|[^\s,;<>]*(?:\.[.@]|@\.))"
    rf"{_S}{{1,64}}@(?={_S}{{1,255}}(?:[\s,;>]|$)){_S}+\.[^\W\d_]{{2,}})"
)
_NAAM = r"""(?:"([^"<>]*)"|([^"<>:;@]*))\s*"""
_ADRES = re.compile(rf"(?:{_NAAM}<{_EMAIL}>|{_EMAIL})\s*(?:[;,]\s*|$)")
# What people, and programs, write where they know nothing; compared by letters and digits alone.
_NIET_INGEVULD = re.compile(
    "onbekend|nognietbekend|nn|nomennescio|nb|nnb|ntb|nvt|na|pm|tbd|tbc|volgt"
    "|leeg|geen|idem|vacant|vacature|x+|invullen|wordtnagevraagd|ziemail|waar|onwaar|none|null|nan|nat|undefined"
)
_APOSTROFS = re.compile(f"[{APOSTROFS}]")

_FOUTMELDING = re.compile(r"#[A-Z0/_]+[!?]?")
_AFGEKORT_GETAL = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+")
_TE_SMAL = re.compile(r"#+")
# UTF-8 read as Windows-1252 shows in accented letters (C2 to C5) and curly quotes (E2 80, E2 82).
_LEADS = "[ÂÃÄÅ]|â[€\N{SINGLE LOW-9 QUOTATION MARK}]"
_CONTINUATION = "".join(
    bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xC0)
)
_VERKEERD_GELEZEN = re.compile(
    f"(?:{_LEADS})[{re.escape(_CONTINUATION)}]|\N{REPLACEMENT CHARACTER}"
)
# XML 1.0, production 2 (Char), without the control characters that it discourages.
_ONZICHTBAAR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_SCHRIJF_AANTAL = "vul het aantal inwoners in als 101446 of 101.446"
_SCHRIJF_DATUM = "schrijf de datum als 10-01-2023"
_SCHRIJF_STREEPJES = "schrijf de datum als dag-maand-jaar met streepjes, zoals 10-01-2023"
_SCHRIJF_TEKST = "vul in wat de kolomnaam vraagt"
_TYP_OPNIEUW = "typ de waarde opnieuw"


class WaardeError(ValueError):
    """A cell does not hold what its column asks: ``31-02-2023 bestaat niet``, and what to do."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice


def show(text: str) -> str:
    """Return a cell's text for a message: on one line, and cut when it is long."""
    shown = tidy(_ONZICHTBAAR.sub("\N{REPLACEMENT CHARACTER}", text))
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"


def apostrofs(text: str) -> str:
    """Return a text in which every sign that people type for an apostrophe is one."""
    return _APOSTROFS.sub("'", text)


def readable(text: str) -> str:
    """Return a cell's text, tidied.

    WaardeError when characters were lost or misread on the way, or the cell holds an error or a
    formula of the spreadsheet instead of a value.
    """
    if _VERKEERD_GELEZEN.search(text):
        what = f"in {show(text)} zijn letters met accenten of leestekens verkeerd overgekomen"
        raise WaardeError(what, f"{_TYP_OPNIEUW} en bewaar de tabel als CSV UTF-8")
    if found := _ONZICHTBAAR.search(text):
        code = f"{ord(found[0]):04X}"
        raise WaardeError(f"in {show(text)} staat een onzichtbaar teken (U+{code})", _TYP_OPNIEUW)
    text = tidy(text)
    if text.startswith("="):
        what = f"de formule {show(text)} heeft geen waarde"
        raise WaardeError(what, "open het bestand in Excel en bewaar het opnieuw")
    if _FOUTMELDING.fullmatch(text):
        what = f"{show(text)} is een foutmelding van Excel"
        raise WaardeError(what, "herstel de formule of typ de waarde zelf")
    if _AFGEKORT_GETAL.fullmatch(text):
        what = f"{show(text)} is een lang getal dat Excel heeft afgekort"
        raise WaardeError(what, f"maak de kolom op als Tekst en {_TYP_OPNIEUW}")
    if _TE_SMAL.fullmatch(text):
        what = f"{show(text)} is geen waarde: de kolom was te smal om die te tonen"
        raise WaardeError(what, "maak de kolom in Excel breder en bewaar de tabel opnieuw")
    return text


def parse_inwoners(text: str) -> int:
    """Return a number of inhabitants: ``101446``, ``101.446`` or ``101 446``."""
    text = readable(text)
    if _HEEL_GETAL.fullmatch(text):
        digits = text.lstrip("-").replace(".", "").replace(" ", "").lstrip("0")
        if text.startswith("-") or not digits:
            raise WaardeError(f"{show(text)} is minder dan 1", _SCHRIJF_AANTAL)
        # The length comes first: Python refuses to read a number of thousands of digits.
        if len(digits) <= len(str(MAX_INWONERS)) and int(digits) <= MAX_INWONERS:
            return int(digits)
        raise WaardeError(f"{show(text)} is meer dan {format_getal(MAX_INWONERS)}", _SCHRIJF_AANTAL)
    if _DUIZENDTAL_MET_KOMMA.fullmatch(text):
        what = "kan een heel getal of een breuk zijn"
    elif _date_parts(text):
        what = "is een datum en geen aantal"
    elif _GETAL.fullmatch(text):
        what = "is niet als heel getal geschreven"
    else:
        what = "is geen getal"
    raise WaardeError(f"{show(text)} {what}", _SCHRIJF_AANTAL)


def parse_datum(text: str) -> date:
    """Return a date: ``10-1-2023``, ``10-01-2023``, ``10 januari 2023`` or ``2023-01-10``.

    A month can be abbreviated as Dutch does: ``10 jan. 2023`` or ``10-jan-2023``.
    """
    text = readable(text)
    parts = _date_parts(text)
    if parts is None:
        if _TIJD.search(text):
            what = "bevat een tijd"
        elif _JAAR_VAN_TWEE_CIJFERS.fullmatch(text.lower()):
            what = "heeft een jaartal van twee cijfers"
        elif re.fullmatch(r"-?[0-9]+(?:[.,][0-9]+)?", text):
            what = "is een getal en geen datum"
        else:
            what = "is niet met zekerheid als datum te lezen"
        advice = _SCHRIJF_STREEPJES if _ANDERS_GESCHEIDEN.fullmatch(text) else _SCHRIJF_DATUM
        raise WaardeError(f"{show(text)} {what}", advice)
    try:
        day = date(*parts)
    except ValueError as error:
        raise WaardeError(f"{show(text)} bestaat niet", _SCHRIJF_DATUM) from error
    if day.year not in JAREN:
        raise WaardeError(f"{show(text)} {BUITEN_JAREN}", _SCHRIJF_DATUM)
    return day


def parse_tekst(text: str) -> str:
    """Return a name, an address or the like: :func:`parse_kenmerk` with a letter in it."""
    found = parse_kenmerk(text)
    if any(map(str.isalpha, found)):
        return found
    raise WaardeError(f"{show(found)} is geen tekst", _SCHRIJF_TEKST)


def parse_kenmerk(text: str) -> str:
    """Return a reference or the like, on one line, with the apostrophe of every keyboard."""
    text = readable(text)
    if _date_parts(text):
        what = "is een datum en geen tekst"
    elif not any(map(str.isalnum, text)) or text[0] in "{[":  # JSON is no text
        what = "is geen tekst"
    elif _NIET_INGEVULD.fullmatch(heading_key(text)):
        what = "zegt niet wat hier moet staan"
    elif len(text) > _MAX_TEKST:
        what = f"is langer dan {_MAX_TEKST} tekens"
    else:
        return apostrofs(text)
    raise WaardeError(f"{show(text)} {what}", _SCHRIJF_TEKST)


def parse_gemeentenaam(text: str) -> str:
    """Return a municipality's name; its documents get a file name from it."""
    naam = parse_tekst(text)
    try:
        if is_file_name(slug(naam)):
            return naam
    except ValueError as error:
        what = f"van {show(naam)} is geen bestandsnaam te maken"
        raise WaardeError(what, "schrijf de naam met ten minste één gewone letter") from error
    what = f"{show(naam)} kan geen bestandsnaam zijn: Windows houdt die naam voor zichzelf"
    raise WaardeError(what, f"schrijf er iets bij, zoals gemeente {show(naam)}")


def parse_postcode(text: str) -> str:
    """Return a postcode as it is written on an envelope: ``1815 AG``."""
    found = _match(_POSTCODE, text, "postcode", "schrijf de postcode als 1815 AG")
    return f"{found[1]} {found[2].upper()}"


def parse_cbs_code(text: str) -> str:
    """Return the code that CBS gives a municipality: ``GM0150``."""
    advice = "schrijf de code als GM0150: GM en vier cijfers"
    return f"GM{_match(_CBS_CODE, text, 'CBS-code van een gemeente', advice)[1]}"


def cijfers(number: int, noun: str) -> Callable[[str], str]:
    """Return what reads a number that is a name; a spreadsheet drops the zeros before it."""
    advice = f"schrijf alle {number} cijfers, ook nullen vooraan; maak de kolom op als Tekst"
    pattern = re.compile(rf"[0-9]{{{number}}}")
    return lambda text: _match(pattern, text, noun, advice)[0]


def parse_email(text: str) -> str:
    """Return one or more e-mail addresses, as they can be in :func:`adressen`."""
    found = adressen(text)
    return "; ".join(f'"{naam}" <{adres}>' if naam else adres for naam, adres in found)


def adressen(text: str) -> list[tuple[str, str]]:
    """Return names, "" for none, and addresses, as in ``"Jan de Wit" <jan@x.nl>; b@x.nl``."""
    text, at, found = readable(text), 0, list[tuple[str, str]]()
    while at < len(text):
        if not (each := _ADRES.match(text, at)):
            advice = "schrijf het als naam@gemeente.nl, en zet ; tussen twee adressen"
            raise WaardeError(f"{show(text[at:])} is geen e-mailadres", advice)
        found.append(((each[1] or each[2] or "").strip(), each[3] or each[4]))
        at = each.end()
    return found


def _match(pattern: re.Pattern[str], text: str, noun: str, advice: str) -> re.Match[str]:
    text = readable(text)
    if found := pattern.fullmatch(text):
        return found
    raise WaardeError(f"{show(text)} is geen {noun}", advice)


def parse_keuze(text: str, keuzes: Iterable[T], soort: str) -> T:
    """Return the one of a few values that is meant; capitals, spaces and hyphens do not count."""
    text = readable(text)
    known = {heading_key(keuze): keuze for keuze in keuzes}
    if (key := heading_key(text)) in known:
        return known[key]
    near = nearest(text, keuzes)
    advice = f"bedoeld is misschien {near}" if near else f"kies uit {', '.join(keuzes)}"
    raise WaardeError(f"{show(text)} is geen {soort}", advice)


def nearest(text: str, names: Iterable[str], alike: float = 0.6) -> str | None:
    """Return the known name that a misspelt one is most like, from ``alike`` of 1 on; or None."""
    known = {heading_key(name): name for name in names}
    near = get_close_matches(heading_key(text)[:_SHOWN], known, n=1, cutoff=alike)
    return known[near[0]] if near else None


def _date_parts(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day as they are written."""
    text = _MIDDERNACHT.sub("", text.lower())
    for form in (_DAG_MAAND_JAAR, _DAG_MAANDNAAM_JAAR, _JAAR_MAAND_DAG):
        if found := form.fullmatch(text):
            month = _MAANDEN.get(found["maand"].rstrip(".")) or int(found["maand"])
            return int(found["jaar"]), month, int(found["dag"])
    return None

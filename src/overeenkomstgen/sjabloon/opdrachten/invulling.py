"""What is printed while a template is filled, and what cannot be printed.

A value gets into a document in one way only, by :class:`Invulling`, which remembers what was
written and refuses what no reader should see: an empty value, a date or an amount without
notation, a list.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Final, NamedTuple
from urllib.parse import quote

from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from overeenkomstgen.kern.notatie import keep_together
from overeenkomstgen.sjabloon.opdrachten.grens import Grens, TooMuchError
from overeenkomstgen.velden.veld import Invulregel

INVULLING: Final = "#invulling"
"""The name of the :class:`Invulling` among the values; no template can say it."""

# XML 1.0, production 2 (Char); in running text \a and \f are a new paragraph and a new page.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TEXT = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile("<[^<>]*>")
# RFC 3986, 2.2: what has a meaning in an address, and what of it a value in one may have.
_URL, _WHOLE, _PART = re.compile("[A-Za-z]+://|www[.]"), ":/?#[]@!$&'()*+,;=%", "/:@+"
_Kinds = tuple[tuple[type | tuple[type, ...], str, str], ...]
_KINDS: _Kinds = (
    (type(None), "leeg", "vul het gegeven in, of zet {% if … %} om dit gedeelte"),
    (bool, "ja of nee", "gebruik het alleen in {% if … %}"),
    (date, "een datum", "zet er |datum of |datum_kort achter"),
    (Decimal, "een getal met decimalen", "zet er |bedrag, |getal of |percentage achter"),
    (int, "een getal", "gebruik |getal, of laat het filter weg"),
    (float, "een getal dat niet exact is", "laat de berekening weg uit het sjabloon"),
    (str, "tekst", "laat het filter weg"),
    (Mapping, "een groep velden", "kies een veld uit de groep"),
    (Iterable, "een lijst", "doorloop de lijst met {% for … %}"),
    (object, "geen tekst, getal of datum", "gebruik een ander veld"),
)


@dataclass(eq=False)
class TagError(Exception):
    """A tag cannot be carried out: what is wrong, what to do, and on which line of the source."""

    what: str
    advice: str
    line: int | None = None


class Site(NamedTuple):
    """Where a value is printed or a filter is used."""

    subject: str  # what a message calls the value: ``het veld gemeente.naam``
    line: int | None
    visible: bool  # whether a reader of the document sees what is printed here
    address: bool = False  # whether this is where a link leads
    flowing: bool = False  # whether it stands in text of which Word makes lines


_SOMEWHERE = Site("een waarde", None, visible=True)


@dataclass(frozen=True, slots=True)
class Invulling:
    """What is printed while a document is filled, in order: visible texts, fill-in lines.

    The sites are those of the part that is being filled.
    """

    sites: tuple[Site, ...] = ()
    values: list[str] = field(default_factory=list)
    open_fields: dict[str, None] = field(default_factory=dict)
    grens: Grens = field(default_factory=Grens)

    def site(self, number: int | None) -> Site:
        """Return a site by its number; a filter that a filter calls has none."""
        return _SOMEWHERE if number is None else self.sites[number]

    def text(self, value: object, site: Site) -> object:
        """Return a value as printed, Word XML as it is; TagError if that cannot be printed."""
        if type(value) is str:
            text = value
        elif isinstance(value, Invulregel):
            self.open_fields.update(dict.fromkeys(value.velden))
            return str(value)
        elif hasattr(value, "__html__"):
            made = value if isinstance(value, Markup) else Markup(value.__html__())  # noqa: S704 - it says so
            self.grens.take(len(made))
            return made
        else:
            check_defined(value)
            if isinstance(value, bool) or not isinstance(value, str | int):
                noun, advice = kind_of(value)
                what = f"{site.subject} is {noun} en kan zo niet worden afgedrukt"
                raise TagError(what, advice, site.line)
            text = str(value)
        self.grens.take(len(text))
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if found := (_NOT_IN_TEXT if site.visible else _NOT_IN_XML).search(text):
            what = f"{site.subject} bevat een teken dat niet in Word kan (U+{ord(found[0]):04X})"
            raise TagError(what, "haal het teken weg uit de gegevens", site.line)
        return text

    def printed(self, value: object, site: Site) -> object:
        """Return a value as it is printed, and remember it."""
        text = self.text(value, site)
        if site.address:  # of an open one, nobody knows where it leads
            known = not isinstance(value, Invulregel)
            return quote(str(text), _WHOLE if _URL.match(str(text)) else _PART) if known else ""
        if site.visible:
            self.values.append(_plain(text) if isinstance(text, Markup) else str(text))
        return keep_together(text) if site.flowing and type(text) is str else text


def _plain(xml: str) -> str:
    """Return the text of ready-made Word XML; Markup does so too, but slowly when it is long."""
    return unescape(" ".join(_TAG.sub("", str(xml)).split()))


_HUGE = "een opdracht maakt iets dat veel te groot is"
ERRORS: _Kinds = (
    (
        TooMuchError,
        f"{_HUGE}, of herhaalt te vaak",
        "maak de reeks, de herhaling of het getal kleiner",
    ),
    (
        SecurityError,
        "een opdracht doet iets wat een sjabloon niet mag",
        "gebruik alleen velden, filters, if, for en set",
    ),
    (
        ZeroDivisionError,
        "er wordt door nul gedeeld",
        "zet {% if … %} om dit gedeelte, of verbeter de berekening",
    ),
    ((OverflowError, MemoryError), _HUGE, "maak de reeks of het getal kleiner"),
    (
        RecursionError,
        "een opdracht roept zichzelf eindeloos aan",
        "laat de herhaling eindigen, of haal de opdracht weg",
    ),
    (
        TypeError,
        "een opdracht past niet bij de waarde van het veld",
        "reken alleen met getallen, en doorloop alleen lijsten",
    ),
    (Exception, "een opdracht kan niet worden uitgevoerd", "vereenvoudig de opdracht"),
)
"""What is wrong when a template is filled, by the kind of an error, and what to do about it."""


def kind_of(value: object, kinds: _Kinds = _KINDS) -> tuple[str, str]:
    """Return what a value is, and what a template can do with it; the first kind that fits counts.

    Of an error, by the kinds of errors: what is wrong, and what to do about it.
    """
    return next((noun, advice) for kind, noun, advice in kinds if isinstance(value, kind))


def check_defined(value: object) -> None:
    """Raise Jinja's error when a value is that of a name that does not exist."""
    if isinstance(value, Undefined):
        str(value)  # raises what is fit to raise

"""The form of a name with fields in it, such as ``factuur-{jaar}-{gemeente}``."""

import unicodedata
from collections.abc import Collection
from string import Formatter

MAX_NAAM = 150
"""Bytes of the name of a folder or file: many systems have 255, and we put more around it."""
# Names that Windows gives to its devices, with whatever ending.
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"
}


def check_vorm(
    key: str, given: str, must: Collection[str] = (), may: Collection[str] = ()
) -> tuple[tuple[str, str, str], ...]:
    """Return what is wrong with the fields in a form: key, what is wrong, what to do."""
    try:
        parts = list(Formatter().parse(given))
    except ValueError:
        what = f'in "{given}" horen de accolades niet bij elkaar'
        return ((key, what, "zet een veld tussen { en }, of haal de accolades weg"),)
    fields = [(name, spec, how) for _, name, spec, how in parts if name is not None]
    found = [name for name, spec, how in fields if (spec, how) == ("", None)]
    allowed = {*must, *may}
    if len(found) != len(fields) or set(found) - allowed:
        if not allowed:
            what = f'in "{given}" staat een veld, en dat kan hier niet'
            return ((key, what, "laat het veld weg"),)
        what = f'in "{given}" staat een veld dat hier niet past'
        kan = "kan" if len(allowed) == 1 else "kunnen"
        return ((key, what, f"hier {kan} alleen {_shown(allowed)} staan, precies zo geschreven"),)
    if any(found.count(name) != 1 for name in must):
        hoort = "hoort" if len(must) == 1 else "horen"
        what = f'in "{given}" {hoort} precies één keer {_shown(must)} te staan'
        example = "-".join(("brief", *(f"{{{name}}}" for name in sorted(must, reverse=True))))
        return ((key, what, f'schrijf bijvoorbeeld "{example}"'),)
    return ()


def is_file_name(text: str) -> bool:
    """Tell whether a folder or file can have this name, on Windows too."""
    plain = text.isprintable() and not set(text) & set('/\\:*?"<>|')
    device = text.partition(".")[0].rstrip().casefold() in _DEVICES
    short = len(text.encode("utf-8", "replace")) <= MAX_NAAM  # a name can be no UTF-8
    return plain and short and not device and text != "" and text == text.strip(". ")


def is_path(text: str) -> bool:
    """Tell whether a text is the path of something in a folder, with forward slashes."""
    return all(map(is_file_name, text.split("/")))


def veldnaam(kop: str) -> str:
    """Return a heading as a name in a template: ``Contact (privé)`` → ``contact_prive``.

    Letters lose their capitals and accents, every run of other characters becomes one underscore,
    and where no letter stands first the name begins with ``veld_``.
    """
    signs = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", kop).casefold())
    plain = (sign for sign in signs if not unicodedata.combining(sign))
    words = "".join(sign if f"_{sign}".isidentifier() else "_" for sign in plain).split("_")
    found = "_".join(filter(None, words))
    return found if found.isidentifier() else f"veld_{found}"


def _shown(names: Collection[str]) -> str:
    return " en ".join(f"{{{name}}}" for name in sorted(names))

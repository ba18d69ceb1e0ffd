"""The lines of ``convenant.toml``: read, or explained where they cannot be read."""

import re
import tomllib
from decimal import Decimal
from typing import Any

from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.waarden import WaardeError, parse_datum, show

_LINE = re.compile(r"at line (\d+), column (\d+)")
_TWICE = ("overwrite", "twice", "mutate")
_SETTING = re.compile(r"\s*[\w.-]+\s*=\s*(.*)")
_CURLY = re.compile("[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
                    "\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
                    "\N{RIGHT SINGLE QUOTATION MARK}]")  # fmt: skip
_COMMA = re.compile(r"(-?[0-9]+(?:\.[0-9]{3})*),([0-9]+)")
_AMOUNT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_EURO = re.compile(r"\s*(?:€|\beuro?\b)\s*", re.IGNORECASE)
_DATE_LIKE = re.compile(
    r"[0-9]{1,4}[-/. ](?:[0-9]{1,2}|[a-z]{3,9}\.?)[-/. ][0-9]{1,4}", re.IGNORECASE
)
_WORDS = {"true", "false", "inf", "nan"}

Explained = tuple[str, str]
"""What is wrong, and what to do."""


def parse_toml(text: str, name: str) -> tuple[dict[str, Any] | None, tuple[Fault, ...]]:
    """Return what a TOML file says, with ``Decimal`` for numbers, or None and its faults.

    After a line with one of the usual mistakes the rest is looked at as well.
    """
    lines = text.split("\n")
    faults: list[Fault] = []
    while True:
        try:
            data = tomllib.loads("\n".join(lines), parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            index, fault, go_on = _explain(str(error), lines, name)
            faults.append(fault)
            if not go_on:
                return None, tuple(faults)
            lines[index] = ""
        except (RecursionError, ValueError, ArithmeticError):
            what = "er staat een getal dat veel te lang is, of er staan te veel haken in elkaar"
            return None, (*faults, Fault(name, what, "haal dat weg; zo'n instelling is er niet"))
        else:
            return (None if faults else data), tuple(faults)


def _explain(problem: str, lines: list[str], name: str) -> tuple[int, Fault, bool]:
    """Return the index of the wrong line, its fault, and whether the rest can be read on."""
    found = _LINE.search(problem)
    if found:
        index = int(found[1]) - 1
    else:  # only at the end it showed that something is not closed
        filled = [number for number, line in enumerate(lines) if line.strip()]
        index = next((number for number in filled if _usual_mistake(lines[number])), filled[-1])
    line = lines[index]
    where = f"{name}, regel {index + 1} ({show(line)})"
    if any(word in problem for word in _TWICE):
        what = "deze sleutel of kop staat er twee keer"
        return index, Fault(where, what, "haal één van beide weg"), False
    usual = _usual_mistake(line)
    go_on = usual is not None and not line.lstrip().startswith("[")
    return index, Fault(where, *(usual or _other_mistake(problem, line))), go_on


def _usual_mistake(line: str) -> Explained | None:
    """Return what is wrong with a line in itself, if it is one of the usual mistakes."""
    setting = _SETTING.fullmatch(line)
    value = (setting[1] if setting else line).strip()
    if _CURLY.match(value):
        straight = _CURLY.sub('"', value)
        return "de aanhalingstekens zijn krom", f"schrijf ze recht: {straight}"
    if not value.startswith(("'", '"')):
        value = value.partition("#")[0].strip()
    if not setting:
        if value.startswith("[") and value.count("[") > value.count("]"):
            return "de kop is niet afgesloten", "zet er ] achter"
        return _wrong_quotes(value.removesuffix(","))
    if not value:
        return "achter het teken = staat niets", "vul daar een waarde in"
    if value[0] in "[{":
        return None
    return _wrong_quotes(value) or _wrong_number(value) or _wrong_date(value) or _bare_text(value)


def _other_mistake(problem: str, line: str) -> Explained:
    """Return what is wrong, from what the reader of TOML says of it."""
    found = _LINE.search(problem)
    begin = found is not None and not line[: int(found[2]) - 1].strip()
    if "Unclosed array" in problem or (begin and _SETTING.fullmatch(line)):
        what = "in een lijst ontbreekt hier een komma, of het teken ] aan het einde"
        return what, "zet een komma tussen de waarden en ] achter de laatste"
    if begin and (text := _bare_text(line.strip().removesuffix(","))):
        return text
    if "Expected '='" in problem and "=" not in line:
        return "het teken = ontbreekt", "schrijf een sleutel, het teken = en een waarde"
    return "hier staat iets dat geen instelling is", "vergelijk de regel met de andere regels"


def _wrong_quotes(value: str) -> Explained | None:
    """Return what is wrong with the quotes of a value that is text."""
    quotes = value.count('"')
    if value.startswith("'") and value.count("'") == 1:
        return "de tekst begint met een enkel aanhalingsteken", f'schrijf "{value}"'
    if '"""' in value or "\\" in value or quotes in {0, 2}:
        return None
    if quotes > 1:
        return "er staan te veel aanhalingstekens", "laat alleen het eerste en het laatste staan"
    if value.startswith('"'):
        return "het aanhalingsteken aan het einde ontbreekt", f'schrijf {value}"'
    return "het aanhalingsteken aan het begin ontbreekt", f'schrijf "{value}'


def _wrong_number(value: str) -> Explained | None:
    """Return what is wrong with a number as people write it, or an amount."""
    bare = _EURO.sub("", value)
    if comma := _COMMA.fullmatch(bare):
        number = f"{comma[1].replace('.', '')}.{comma[2]}"
        if bare == value:
            return f"{value} heeft een komma", f"schrijf {number}, met een punt"
        return f"{value} is geen getal", f"schrijf {number}, met een punt en zonder euro"
    if bare != value and _AMOUNT.fullmatch(bare):
        number = bare if "." in bare else f"{bare}.00"
        return f"{value} is geen getal", f"schrijf {number}, zonder euro"
    return None


def _wrong_date(value: str) -> Explained | None:
    """Return what is wrong with a date as people write it, or one that does not exist."""
    try:
        day = parse_datum(value).isoformat()
    except WaardeError as error:
        if not _DATE_LIKE.fullmatch(value):
            return None
        return error.what, "schrijf een bestaande datum als jaar-maand-dag, zoals 2022-12-19"
    if day == value:
        return None
    return f"{value} is niet als jaar-maand-dag geschreven", f"schrijf de datum als {day}"


def _bare_text(value: str) -> Explained | None:
    """Return what is wrong with text without quotes."""
    words = value[:1].isalpha() or (" " in value and any(char.isalpha() for char in value))
    if not words or value in _WORDS or any(char in '"=' for char in value):
        return None
    what = f"{show(value)} staat niet tussen aanhalingstekens"
    return what, f'schrijf tekst als "{show(value)}", en een getal in cijfers'

"""Changing settings in ``convenant.toml``: their values, and nothing else of the file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomlkit

from overeenkomstgen.errors import Fault, InputError, RefusalError, refuse
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.waarden import WaardeError
from overeenkomstgen.schijf.plaats import read_bytes
from overeenkomstgen.schijf.schijf import write_whole
from overeenkomstgen.schijf.slot import WAIT, locked
from overeenkomstgen.werkmap.instelling import Instelling, all_settings, as_written
from overeenkomstgen.werkmap.instellingen import parse_settings
from overeenkomstgen.werkmap.instelregels import parse_toml
from overeenkomstgen.werkmap.werkmap import INSTELLINGEN, Werkmap, read_periode
from overeenkomstgen.werkmap.wijziging import fingerprint, keep_copy, refuse_new, refuse_other

_HEADER = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?")
_LINE = re.compile(r"\s*([\w-]+)\s*=.*")
_MANY = 3  # items of a list that stand on one line


@dataclass(frozen=True, slots=True)
class Instellingen:
    """The settings of a werkmap as they stand in the file.

    Attributes:
        alle: In the order of what they are; none where the file cannot be read.
        fouten: All that is wrong with them, with the key in ``plek`` where one is.
        vingerafdruk: What tells the file from what may come in its place.
    """

    alle: tuple[Instelling, ...]
    fouten: tuple[Fault, ...]
    vingerafdruk: str = ""


def instellingen_van(werkmap: Werkmap) -> Instellingen:
    """Return the settings of a werkmap, also when they are not right."""
    shown = fingerprint([werkmap.instellingen])
    try:
        found = _read(_text(read_bytes(werkmap.instellingen)))
    except UnicodeDecodeError:
        found = Instellingen((), read_periode(werkmap)[1])
    return replace(found, vingerafdruk=shown)


def _read(text: str) -> Instellingen:
    data, faults = parse_toml(text, INSTELLINGEN)
    if data is None:
        return Instellingen((), faults)
    _, faults = parse_settings(Periode, data, INSTELLINGEN)
    wrong = {fault.plek[0] for fault in faults if fault.plek}
    return Instellingen(tuple(all_settings(data, wrong, dict(_comments(text)))), faults)


def wijzig_instellingen(
    werkmap: Werkmap, waarden: Mapping[str, str], vingerafdruk: str
) -> Path | None:
    """Write settings, by key, as people write their values; return a copy of before.

    Comments, order and layout stay, and so does what was wrong elsewhere. Nothing differs: None.

    Raises:
        InputError: What is to be written is not right; each fault has its key.
        VerouderdError: The file is no longer the one that was shown, by fingerprint.
        RefusalError: It cannot be changed safely; nothing was written.
        UitvoerError: It cannot be written.
        BusyError: Another run is at work in the werkmap.
    """
    path = werkmap.instellingen
    with locked(werkmap.slot, wait=WAIT):
        refuse_other([path], vingerafdruk)
        before = instellingen_van(werkmap)
        if not before.alle:
            raise InputError(before.fouten)
        changes, original = _changes(before, waarden), read_bytes(path)
        new = text = _text(original)
        for key, value in changes.items():
            new = _with(new, key.split("."), value)
        if new == text:
            return None
        after = _read(new)
        refuse_new(before.fouten, after.fouten, {(key, 0) for key in changes})
        written = {each.sleutel: each.waarde for each in after.alle}
        wanted = {each.sleutel: each.waarde for each in before.alle}
        wanted |= {key: as_written(value) for key, value in changes.items()}
        kept = wanted.keys() - {key for key, value in changes.items() if value is None}
        if any(wanted[key] != written.get(key) for key in kept):
            what = f"{path.name} is niet gewijzigd: de regels zijn niet met zekerheid te vinden."
            raise RefusalError(what, "Wijzig het bestand in een tekstverwerker, zoals Kladblok.")
        copy = keep_copy(path, original)
        write_whole(path, _as_before(new, original))
        return copy


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _as_before(text: str, data: bytes) -> bytes:
    """Return the bytes of a text with the line endings, and the mark before it, of others."""
    marked = data.startswith("\N{BYTE ORDER MARK}".encode())
    ending = "\r\n" if b"\r\n" in data else "\n"
    return text.replace("\n", ending).encode("utf-8-sig" if marked else "utf-8")


def _changes(before: Instellingen, waarden: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that get another value, by key; InputError for what is none."""
    known = {each.sleutel: each for each in before.alle}
    no = "deze instelling is er niet", "laat haar weg"
    faults = [Fault(f"{INSTELLINGEN}, {key}", *no) for key in waarden if key not in known]
    found = dict[str, Any]()
    for key in filter(known.get, waarden):
        try:
            value = known[key].parse(waarden[key])
        except WaardeError as error:
            faults.append(Fault(f"{INSTELLINGEN}, {key}", error.what, error.advice, (key, 0)))
        else:
            if as_written(value) != known[key].waarde:
                found[key] = value
    refuse(faults)
    return found


def _with(text: str, path: Sequence[str], value: object) -> str:
    """Return the text in which a setting has another value; None for none."""
    *tables, key = path
    if value is not None and key not in (_inside(tomlkit.parse(text), tables) or ()):
        text = _with_key(text, ".".join(tables), key)
    document = tomlkit.parse(text)
    table = _inside(document, tables)
    if value is None:
        table.pop(key, None)
    else:
        table[key] = _item(value)
    return tomlkit.dumps(document)


def _inside(table: Any, path: Sequence[str]) -> Any:  # noqa: ANN401 - tomlkit has several types of tables
    """Return the table at a path; None where it is not there."""
    for step in path:
        if table is not None:
            table = table[int(step)] if isinstance(table, list) else table.get(step)
    return table


def _with_key(text: str, table: str, key: str) -> str:
    """Return the text with an empty setting: where it stands as a comment, else at the top.

    Without a header there is no such table, or it stands on one line and is left alone.
    """
    lines = text.split("\n")
    own = [at for at, (here, _) in enumerate(_headed(lines)) if here == table]
    note = re.compile(rf"\s*#\s*{re.escape(key)}\s*=.*")
    notes = [at for at in own if note.fullmatch(lines[at])]
    if notes:
        lines[notes[0]] = f'{key} = ""'
    elif own:
        lines.insert(own[0] + 1, f'{key} = ""')
    elif _inside(tomlkit.parse(text), table.split(".")) is None:
        lines += [f"[{table}]", f'{key} = ""', ""]
    return "\n".join(lines)


def _headed(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each line with the table that it is in, or begins."""
    table = ""
    for line in lines:
        if found := _HEADER.fullmatch(line):
            table = found[1]
        yield table, line


def _comments(text: str) -> Iterator[tuple[str, str]]:
    """Yield the key of a setting with what is remarked right above it."""
    above: list[str] = []
    for table, line in _headed(text.split("\n")):
        found = _LINE.fullmatch(line)
        if found and above:
            yield f"{table}.{found[1]}", " ".join(above).rstrip(".")
        above = [*above, line.strip("# ")] if line.startswith("#") else []


def _item(value: Any) -> Any:  # noqa: ANN401 - tomlkit has a type for each
    """Return a value as it is to be written."""
    if isinstance(value, Decimal):
        return tomlkit.value(f"{value:f}")  # keeps its decimals
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend(value)
        return array.multiline(len(value) > _MANY)
    return tomlkit.item(value)

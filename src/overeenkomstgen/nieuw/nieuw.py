"""A fresh werkmap for a next convenant period, from an existing one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from overeenkomstgen.errors import Fault, InputError, RefusalError, os_refusal
from overeenkomstgen.kern.convenant import Convenant, Periode
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import Stand, extended_to, present_states
from overeenkomstgen.kern.tabel import Table
from overeenkomstgen.kern.waarden import show
from overeenkomstgen.nieuw import leden, nieuwe_periode
from overeenkomstgen.nieuw.nieuwe_periode import TABEL, TEKSTEN, Punt, Voorstel
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.klok import today
from overeenkomstgen.schijf.plaats import check_name, inside, read_bytes
from overeenkomstgen.schijf.schijf import UitvoerError, real
from overeenkomstgen.schijf.teksttabel import as_csv
from overeenkomstgen.verwijzing import vak
from overeenkomstgen.werkmap.registers import read_register
from overeenkomstgen.werkmap.werkmap import (
    INSTELLINGEN,
    Werkmap,
    WerkmapError,
    find_werkmap,
    read_gemeenten,
    read_periode,
    remarks_on,
)
from overeenkomstgen.word.tekst import read_word

_OUD_STUK = "hoort bij de oude periode; vervang het waar dat nodig is"
_VAN = "geef de map van een convenantperiode, of haar jaren als u in die map bent: 2023-2027"


@dataclass(frozen=True, slots=True)
class Bron:
    """The werkmap of the old period, read and found right, with what was recorded in it."""

    werkmap: Werkmap
    periode: Periode
    tabel: Table
    gemeenten: Sequence[Gemeente]
    standen: Mapping[str, Stand]


@dataclass(frozen=True, slots=True)
class Voorbereiding:
    """What is known before the user has decided anything of the next period.

    Attributes:
        folder: Where the new werkmap comes.
        bron: The old one; None when something is wrong with it.
    """

    folder: Path
    bron: Bron | None
    fouten: tuple[Fault, ...]

    @property
    def oud(self) -> Convenant | None:
        """The convenant of the old period, where that could be read."""
        return self.bron.periode.convenant if self.bron else None


@dataclass(frozen=True, slots=True)
class Aanmaak:
    """A new werkmap, and what is left for the user to do.

    Attributes:
        open: What is to be looked up or decided, and filled in.
        nakijken: What was carried over, and can have changed.
        opmerkingen: What is unusual, in Dutch, a sentence each.
    """

    werkmap: Werkmap
    bron: Bron
    open: tuple[Punt, ...]
    nakijken: tuple[Punt, ...]
    opmerkingen: tuple[str, ...]


def bereid_voor(folder: Path, van: Path | None, chosen: Path | None, start: Path) -> Voorbereiding:
    """Find and read the old werkmap, and look whether the new one can come where it is to be.

    Args:
        folder: Where the new werkmap comes.
        van: The folder of the old one, or the years of the werkmap that the user is in;
            None for that one.
        chosen: The werkmap that the user chose; None for the nearest one to ``start``.
        start: The folder that the user is in.

    Raises:
        WerkmapError: No old one is named, and the user is in none.
    """
    werkmap, faults = _find_bron(van, chosen, start)
    bron = None
    if werkmap:
        bron, wrong = _read_bron(werkmap)
        faults += wrong
    return Voorbereiding(folder, bron, (*faults, *_refuse_place(folder, werkmap, start)))


def bereid_ernaast_voor(werkmap: Werkmap, naam: str) -> Voorbereiding:
    """Look whether a new werkmap can come beside an old one, in a folder with this name.

    Raises:
        InputError: It is no name.
    """
    if Path(naam).name != naam or naam in {".", ".."}:
        what = f"{show(naam)} is geen naam van een map"
        raise InputError.of(vak("map"), what, "geef een naam zonder schuine strepen")
    folder = werkmap.folder
    return bereid_voor(folder.parent / naam, None, folder, folder)


def andere_perioden(werkmap: Werkmap) -> dict[str, Werkmap]:
    """Return the werkmappen that stand beside one, by the names of their folders."""
    own, found = real(werkmap.folder), dict[str, Werkmap]()
    for folder in sorted(own.parent.glob("*/")):
        with suppress(OSError, RefusalError):  # what is of another user, or leads elsewhere
            other = Werkmap(folder)
            if real(folder) == folder != own and other.instellingen.is_file():
                found[folder.name] = other
    return found


def maak_nieuw(voorbereiding: Voorbereiding, voorstel: Voorstel) -> Aanmaak:
    """Make the werkmap of the next period.

    Raises:
        InputError: Something stands in the way; it has all faults together.
        UitvoerError: The folder cannot be made.
    """
    bron = voorbereiding.bron
    faults = (*voorbereiding.fouten, *nieuwe_periode.refuse(voorstel, voorbereiding.oud))
    if bron is None or faults:
        raise InputError(faults)
    oud, columns, nieuw = bron.periode, bron.tabel.columns, Werkmap(voorbereiding.folder)
    text = read_bytes(bron.werkmap.instellingen).decode("utf-8-sig")  # its line ends stay
    weg = leden.find_weg(voorstel.ingang, oud, bron.gemeenten, bron.standen)
    number = leden.count_leden(oud, bron.gemeenten, weg)
    vorige = leden.count_vorige(voorstel.ingang, bron.gemeenten, bron.standen, weg)
    settings = nieuwe_periode.change_settings(text, voorstel, oud, number)
    sjablonen = dict(list_files(bron.werkmap, bron.werkmap.sjablonen))
    bijlagen = dict(list_files(bron.werkmap, bron.werkmap.bijlagen))
    made = {
        INSTELLINGEN: settings.encode(),
        TABEL: as_csv(nieuwe_periode.clear_rows(bron.tabel, vorige)),
    }
    build_folder(real(nieuw.folder), {**made, **sjablonen, **bijlagen})
    return Aanmaak(
        nieuw,
        bron,
        tuple(nieuwe_periode.list_open(voorstel.peildatum, columns)),
        (
            *nieuwe_periode.list_carried(oud, columns),
            *nieuwe_periode.find_old_lines(settings, oud),
            *(Punt(name, _OUD_STUK) for name in bijlagen),
            *_old_templates(sjablonen, oud),
        ),
        (
            *remarks_on(bron.werkmap, bron.tabel),
            *nieuwe_periode.find_opmerkingen(voorstel, oud.convenant, today()),
            *weg.values(),
        ),
    )


def _find_bron(
    van: Path | None, chosen: Path | None, start: Path
) -> tuple[Werkmap | None, tuple[Fault, ...]]:
    if van is None:
        return find_werkmap(chosen, start), ()
    if (van / INSTELLINGEN).is_file():
        return Werkmap(van), ()
    jaren = nieuwe_periode.parse_jaren(str(van))
    if jaren is None:
        what = f"{van} is geen werkmap: er staat daar geen {INSTELLINGEN}"
        return None, (Fault(vak("van"), what, _VAN),)
    try:
        here = find_werkmap(chosen, start)
    except WerkmapError:
        what = f"er is geen map {van} met een {INSTELLINGEN}, en u bent niet in een werkmap"
        return None, (Fault(vak("van"), what, _VAN),)
    periode, faults = read_periode(here)
    if periode and jaren != (periode.convenant.ingang.year, periode.convenant.einde.year):
        what = f"de werkmap waar u bent is die van {periode.convenant.periode}"
        faults = (Fault(vak("van"), what, f"ga naar de map van {van}, of geef die map zelf"),)
        return None, faults
    return here, ()


def _read_bron(werkmap: Werkmap) -> tuple[Bron | None, tuple[Fault, ...]]:
    """Return the old werkmap, or what is wrong with it, each place with the folder before it."""
    periode, faults = read_periode(werkmap)
    gemeenten, table_faults, table = read_gemeenten(werkmap, periode)
    standen: Mapping[str, Stand] = {}
    everything = tuple(
        replace(each, where=f"{werkmap.folder}/{each.where}") for each in (*faults, *table_faults)
    )
    if periode is None or table is None or everything:
        return None, everything
    with suppress(RefusalError):  # a next period can do without what was recorded in this one
        standen = present_states(read_register(werkmap.register))
        periode = periode.verlengd(extended_to(standen))
    return Bron(werkmap, periode, table, gemeenten, standen), ()


def _refuse_place(folder: Path, bron: Werkmap | None, start: Path) -> Iterator[Fault]:
    place = real(folder)
    taken = [each.name for each in bron.mappen if place.is_relative_to(real(each))] if bron else []
    advice = "kies een andere map voor de nieuwe werkmap"
    if taken:
        what = f"dit ligt in de map {taken[0]} van de oude werkmap"
        yield Fault(str(folder), what, advice)
    elif not place.parent.is_dir():
        what = f"de map {place.parent} bestaat niet"
        yield Fault(str(folder), what, "maak die eerst, of kies een andere")
    elif place.exists() and not place.is_dir():
        yield Fault(str(folder), "hier staat al een bestand", advice)
    elif place.exists() and any(place.iterdir()):
        yield Fault(str(folder), "deze map is niet leeg", advice)
    elif place == real(start):  # the folder comes in the place of an empty one
        yield Fault(str(folder), "in deze map bent u nu zelf", advice)


def build_folder(place: Path, content: Mapping[str, bytes | Path]) -> None:
    """Make a folder with files in it, in one go: whatever fails, there is none.

    Args:
        place: Where it comes; nothing stands there, or an empty folder. The folder above exists.
        content: The path of each file inside it, to what it holds or the file to copy.

    Raises:
        PlaatsError: It has a name that no folder can have.
        UitvoerError: It cannot be made.
    """
    check_name(place)
    advice = (
        "Kijk of er schijfruimte is, of daar een map gemaakt mag worden, en of de bestanden die "
        "worden overgenomen van u gelezen mogen worden. Er is niets gewijzigd."
    )
    with (
        os_refusal(UitvoerError, f"De map {place} is niet gemaakt", advice),
        schijf.temporary_folder(place.parent, f".{place.name}-") as staging,
    ):
        draft = staging / place.name
        schijf.make_folders(draft)
        for name, source in content.items():
            schijf.make_folders((draft / name).parent)
            if isinstance(source, bytes):
                schijf.write(draft / name, source)
            else:
                schijf.copy(source, draft / name)
        schijf.remove_empty(place)  # Windows renames nothing to it
        schijf.rename(draft, place)


def list_files(werkmap: Werkmap, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder of a werkmap, by name; what programs hide is left out.

    Yields none when the folder is not there.
    """
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if file.is_file() and not any(part.startswith((".", "~$")) for part in path.parts):
            yield file.relative_to(werkmap.folder).as_posix(), inside(folder, path)


def _old_templates(sjablonen: Mapping[str, Path], oud: Periode) -> Iterator[Punt]:
    """Yield each sentence of a template that names a year or the tariff of the old period."""
    for name, file in sjablonen.items():
        kind = file.suffix.lower()
        try:
            text = read_word(file).as_text() if kind == ".docx" else ""
            if kind == ".txt":
                text = read_bytes(file).decode(errors="replace")
        except InputError as error:
            yield Punt(name, f"niet te lezen: {error.faults[0].what}")
            continue
        for sentence in nieuwe_periode.find_old_sentences(text, oud):
            yield Punt(name, f"hier staat: {sentence}")
    yield TEKSTEN

"""Kept files grow: a later version knows more columns, and what was written stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import combinations_with_replacement, permutations
from pathlib import Path

import pytest

from hulp.ketting import KOLOMNAMEN, SLUIT_NIET_AAN, VREEMD, WEG, forged, order, replaced, rows
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.schijf import kettingbestand
from overeenkomstgen.schijf.kettingbestand import HERSTEL, Kettingbestand
from overeenkomstgen.schijf.kettingregels import Ketting, NieuwerError, RegisterError, Schakel
from overeenkomstgen.schijf.schijf import write_whole

MOMENT = datetime(2023, 1, 11, 9, 0, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Toen:
    naam: str
    bedrag: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Nu:
    naam: str
    kleur: str = "rood"
    bedrag: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Later:
    naam: str
    kleur: str = "rood"
    bedrag: Decimal | None = None
    sinds: date | None = None


TOEN = Ketting(Toen, "nummer", "Herstel.", "ga door")
NU = Ketting(Nu, "nummer", "Herstel.", "ga door")
LATER = Ketting(Later, "nummer", "Herstel.", "ga door")
NIEUWER = (
    "lijst.csv is geschreven door een nieuwere versie van dit programma, met meer kolommen: kleur. "
    "Er is niets gewijzigd.\nGebruik de nieuwste versie van het programma."
)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MOMENT.timestamp())))


@pytest.fixture
def lijst(tmp_path: Path) -> Path:
    """Return a file with two rows of then, and two of now."""
    path = tmp_path / "lijst.csv"
    Kettingbestand(path, TOEN).record([Toen("een", Decimal("1.50")), Toen("twee")])
    Kettingbestand(path, NU).record([Nu("drie", "blauw")])
    Kettingbestand(path, NU).record([Nu("vier", bedrag=Decimal(4))])
    return path


VALUES = (
    Nu("een", bedrag=Decimal("1.50")),
    Nu("twee"),
    Nu("drie", "blauw"),
    Nu("vier", bedrag=Decimal(4)),
)


def hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_a_new_column_begins_with_a_heading_of_its_own(lijst: Path) -> None:
    expected = ["\ufeffnummer;moment;naam;bedrag;vorige;controle"]
    for row in ("1;2023-01-11T09:00:00Z;een;1.50", "2;2023-01-11T09:00:00Z;twee;"):
        own = f"{row};{hashed(expected[-1])}"
        expected.append(f"{own};{hashed(own)}")
    expected.append("nummer;moment;naam;kleur;bedrag;vorige;controle")
    above = f"{expected[-2]}\r\n{expected[-1]}"
    for row in ("3;2023-01-11T09:00:00Z;drie;blauw;", "4;2023-01-11T09:00:00Z;vier;rood;4"):
        own = f"{row};{hashed(above)}"
        expected.append(above := f"{own};{hashed(own)}")
    assert lijst.read_bytes().decode() == "".join(f"{line}\r\n" for line in expected)


def test_what_was_written_before_is_read_with_defaults_and_stays(lijst: Path) -> None:
    before = lijst.read_bytes()
    lines = [line for line in before.decode().splitlines() if line[0].isdigit()]
    assert Kettingbestand(lijst, NU).read() == tuple(
        Schakel(number, MOMENT, value, line[-64:])
        for number, (value, line) in enumerate(zip(VALUES, lines, strict=True), 1)
    )
    after = Kettingbestand(lijst, LATER).record([Later("vijf", sinds=date(2023, 1, 1))])
    assert after == Kettingbestand(lijst, LATER).read()
    assert [row.waarde.naam for row in after] == ["een", "twee", "drie", "vier", "vijf"]
    assert [row.nummer for row in after] == [1, 2, 3, 4, 5]
    grown = lijst.read_bytes()
    assert grown.startswith(before)
    assert len(rows(grown)) == len(rows(before)) + 2


def test_an_older_program_says_so_and_changes_nothing(lijst: Path) -> None:
    before = lijst.read_bytes()
    older = Kettingbestand(lijst, TOEN)
    with pytest.raises(NieuwerError) as caught:
        older.read()
    assert str(caught.value) == NIEUWER
    assert code_of(caught.value) is ExitCode.INPUT
    with pytest.raises(NieuwerError):
        older.record([Toen("drie")])
    assert lijst.read_bytes() == before


def is_seen(damaged: bytes) -> bool:
    try:
        NU.parse(damaged, "lijst.csv")
    except RegisterError:
        return True
    return False


@pytest.mark.ongemeten
def test_not_a_byte_can_change_unseen_over_the_change(lijst: Path) -> None:
    whole = lijst.read_bytes()
    assert len(whole) > 500
    for place, byte in enumerate(whole):
        for other in {byte ^ 1, byte ^ 32, ord(";")} - {byte}:
            assert is_seen(whole[:place] + bytes([other]) + whole[place + 1 :])
        assert is_seen(whole[:place] + whole[place + 1 :])


def test_rows_and_headings_cannot_change_places_unseen(lijst: Path) -> None:
    whole = lijst.read_bytes()
    numbers = (1, 2, 3, 4, 5, 6)
    for count in (2, 3, 4, 5, 6):
        for kept in permutations(numbers, count):
            as_it_once_was = kept == numbers[:count] and count != 4
            assert is_seen(order(*kept)(whole)) != as_it_once_was


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(replaced(4, "kleur;", ""), f"rij 4: {KOLOMNAMEN}", id="een naam weg"),
        pytest.param(replaced(4, "kleur", "geur"), f"rij 4: {KOLOMNAMEN}", id="een andere naam"),
        pytest.param(replaced(4, "kleur", "naam"), f"rij 4: {KOLOMNAMEN}", id="een naam dubbel"),
        pytest.param(replaced(4, ";controle", ""), f"rij 4: {KOLOMNAMEN}", id="controle weg"),
        pytest.param(order(1, 2, 3, 4, 4, 5, 6), f"rij 5: {KOLOMNAMEN}", id="dubbel"),
        pytest.param(order(1, 2, 3, 5, 6), f"rij 4: {SLUIT_NIET_AAN}", id="weggehaald"),
        pytest.param(order(1, 2, 4, 5, 6), f"rij 4: {SLUIT_NIET_AAN}", id="regel erboven weg"),
        pytest.param(order(1, 2, 3, 4), f"rij 5: {WEG}", id="niets eronder"),
    ],
)  # fmt: skip
def test_damage_around_a_heading_is_reported_with_the_row(
    lijst: Path, damage: Callable[[bytes], bytes], message: str
) -> None:
    lijst.write_bytes(damage(lijst.read_bytes()))
    for parse in (NU.parse, TOEN.parse):
        with pytest.raises(RegisterError) as caught:
            parse(lijst.read_bytes(), "lijst.csv")
        assert str(caught.value) == f"lijst.csv, {message}\nHerstel."


# How many rows there were at least


def kept(folder: Path) -> object:
    return json.loads((folder / ".ketting.json").read_bytes())


def test_one_file_beside_them_knows_how_many_rows_there_were(lijst: Path) -> None:
    Kettingbestand(lijst.with_name("andere.csv"), NU).record([Nu("een")])
    assert kept(lijst.parent) == {"versie": 1, "rijen": {"lijst.csv": 4, "andere.csv": 1}}
    lijst.unlink()
    with pytest.raises(RegisterError) as caught:
        Kettingbestand(lijst, NU).read()
    assert str(caught.value) == (
        f"lijst.csv is er niet meer; de kopie lijst.csv.kopie heeft 4 rijen.\n{HERSTEL}"
    )
    assert len(Kettingbestand(lijst.with_name("andere.csv"), NU).read()) == 1


def test_what_earlier_versions_kept_beside_it_counts_and_is_taken_over(lijst: Path) -> None:
    beside, formerly = lijst.with_name(".ketting.json"), lijst.with_name(".lijst.csv.lengte")
    beside.unlink()
    formerly.write_text("5\n")
    with pytest.raises(RegisterError) as caught:
        Kettingbestand(lijst, NU).read()
    assert str(caught.value) == (f"lijst.csv heeft nog 4 rijen; eerder had het 5 rijen.\n{HERSTEL}")
    formerly.write_text("4\n")
    Kettingbestand(lijst, NU).record([])
    assert kept(lijst.parent) == {"versie": 1, "rijen": {"lijst.csv": 4}}
    assert not formerly.exists()


@pytest.mark.parametrize(
    "content",
    [
        *("", "drie", "[]", '{"rijen": 3}', '{"rijen": {"lijst.csv": "vier"}}'),
        *('{"versie": 1, "rijen": {"lijst.csv": 1e999}}', "[" * 100_000),
        '{"versie": 1, "rijen": {"lijst.csv": Infinity}}',
    ],
    ids=lambda content: content[:40],
)
def test_a_count_that_cannot_be_read_is_a_fault(lijst: Path, content: str) -> None:
    """It was nothing, in silence: then rows could go unseen."""
    lijst.with_name(".ketting.json").write_text(content)
    before = lijst.read_bytes()
    refusals: tuple[Callable[[], object], ...] = (
        Kettingbestand(lijst, NU).read,
        lambda: Kettingbestand(lijst, NU).record(VALUES),
    )
    for refused in refusals:
        with pytest.raises(RegisterError) as caught:
            refused()
        assert str(caught.value) == (
            f".ketting.json, met het aantal vastgelegde rijen, is niet te lezen.\n{HERSTEL}"
        )
    assert lijst.read_bytes() == before


@pytest.mark.parametrize("bedrag", ["1e999999999", "1e-999999999", "0e99", "NaN", "Infinity"])
def test_an_amount_that_nobody_can_pay_is_refused_and_not_written_out(
    lijst: Path, bedrag: str
) -> None:
    """The chain is right; written out, such an amount fills the memory, or nothing is less."""
    lijst.write_bytes(forged(6, ";4;", f";{bedrag};")(lijst.read_bytes()))
    with pytest.raises(RegisterError) as caught:
        Kettingbestand(lijst, NU).stand()
    assert str(caught.value) == f"lijst.csv, rij 6: {VREEMD}\nHerstel."


def test_a_count_that_is_missing_where_there_are_rows_is_a_fault(lijst: Path) -> None:
    lijst.with_name(".ketting.json").unlink()
    with pytest.raises(RegisterError) as caught:
        Kettingbestand(lijst, NU).read()
    assert str(caught.value) == (
        f"Hoeveel rijen van lijst.csv er waren staat niet meer in .ketting.json.\n{HERSTEL}"
    )


# The copy


def test_rows_that_have_gone_show_from_the_copy_alone(lijst: Path) -> None:
    """The number of rows was put back with the file."""
    copy, beside = lijst.with_name("lijst.csv.kopie"), lijst.with_name(".ketting.json")
    assert copy.read_bytes() == lijst.read_bytes()
    lijst.write_bytes(b"".join(rows(lijst.read_bytes())[:3]))
    beside.write_bytes(beside.read_bytes().replace(b"4", b"2"))
    with pytest.raises(RegisterError) as caught:
        Kettingbestand(lijst, NU).read()
    assert str(caught.value) == (
        f"lijst.csv heeft nog 2 rijen; de kopie lijst.csv.kopie heeft 4 rijen.\n{HERSTEL}"
    )


def test_a_copy_that_says_something_else_is_told_with_the_row(lijst: Path) -> None:
    copy = lijst.with_name("lijst.csv.kopie")
    changed = [
        Schakel(row.nummer, row.moment, row.waarde) for row in Kettingbestand(lijst, NU).read()
    ]
    changed[1] = Schakel(2, MOMENT, Nu("iets anders"))
    copy.write_bytes(NU.add(TOEN.add(b"", []), changed))
    with pytest.raises(RegisterError) as caught:
        Kettingbestand(lijst, NU).read()
    assert str(caught.value) == (
        "lijst.csv, rij 2: in de kopie lijst.csv.kopie staat iets anders. Een van beide is "
        "gewijzigd nadat het programma ze schreef.\nZet ze allebei terug uit een reservekopie van "
        "voor die wijziging, en leg opnieuw vast wat daar nog niet in staat."
    )


def test_what_a_killed_run_left_behind_is_no_harm(lijst: Path) -> None:
    """It is told, and the next recording brings it up to date."""
    copy, beside = lijst.with_name("lijst.csv.kopie"), lijst.with_name(".ketting.json")
    copy.write_bytes(b"".join(rows(copy.read_bytes())[:3]))
    beside.write_bytes(beside.read_bytes().replace(b"4", b"2"))
    bestand = Kettingbestand(lijst, NU)
    assert len(bestand.read()) == 4
    later = (
        "loopt achter op lijst.csv; dat kan na een opdracht die is afgebroken. De volgende keer "
        "dat er iets wordt vastgelegd is het weer gelijk."
    )
    assert list(bestand.behind(4)) == [
        f"De kopie lijst.csv.kopie ontbreekt of {later}",
        f".ketting.json {later}",
    ]
    copy.unlink()
    assert next(bestand.behind(4)) == f"De kopie lijst.csv.kopie ontbreekt of {later}"
    bestand.record([])
    assert list(bestand.behind(4)) == []
    assert copy.read_bytes() == lijst.read_bytes()


@pytest.mark.parametrize("before", [0, 1, 2])
def test_who_reads_while_another_records_sees_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    """However far the other is at each file that is read."""
    bestand = Kettingbestand(tmp_path / "lijst.csv", NU)
    for number in range(before):
        bestand.record([Nu(f"{number}")])
    files = (bestand.path, bestand.kopie, bestand.beside)

    def snapshot() -> dict[Path, bytes]:
        return {place: place.read_bytes() for place in files if place.exists()}

    moments = [snapshot()]

    def write(place: Path, data: bytes) -> None:
        write_whole(place, data)
        moments.append(snapshot())

    with monkeypatch.context() as patch:
        patch.setattr(kettingbestand, "write_whole", write)
        bestand.record([Nu("een"), Nu("twee")])
    assert len(moments) == (5 if before == 0 else 4)
    for reads in combinations_with_replacement(moments, 6):
        disk = iter(reads)

        def read(place: Path, disk: Iterator[dict[Path, bytes]] = disk) -> bytes | None:
            return next(disk).get(place)

        with monkeypatch.context() as patch:
            patch.setattr(kettingbestand, "read_if_there", read)
            assert len(bestand.read()) in {before, before + 2}


def test_the_longest_beginning_that_is_whole(lijst: Path) -> None:
    whole = lijst.read_bytes()
    lines = rows(whole)
    assert NU.sound(whole) == whole
    assert NU.sound(whole[:-1]) == b"".join(lines[:-1])
    assert NU.sound(b"".join(lines[:4])) == b"".join(lines[:3])  # a heading, and no row below it
    assert NU.sound(b"".join(lines[:1])) == NU.sound(b"") == NU.sound(b"iets anders") == b""


def test_a_count_of_a_newer_version_stops_everything(lijst: Path) -> None:
    beside = lijst.with_name(".ketting.json")
    beside.write_text('{"versie": 2, "rijen": [["lijst.csv", 4, "heel anders"]]}')
    before = (lijst.read_bytes(), beside.read_bytes())
    with pytest.raises(NieuwerError) as caught:
        Kettingbestand(lijst, NU).record([Nu("vijf")])
    assert str(caught.value) == (
        ".ketting.json is geschreven door een nieuwere versie van dit programma. Er is niets "
        "gewijzigd.\nGebruik de nieuwste versie van het programma."
    )
    assert (lijst.read_bytes(), beside.read_bytes()) == before

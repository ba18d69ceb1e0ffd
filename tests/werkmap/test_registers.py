"""The register on disk: it grows by whole rows, and damage shows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.ketting import (
    GEWIJZIGD,
    KOLOMNAMEN,
    ONVOLLEDIG,
    SLUIT_NIET_AAN,
    VREEMD,
    WEG,
    assert_opens_as_text,
    check_damage,
    forged,
    order,
    replaced,
    rows,
)
from hulp.schijf import fill, small_disk
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Melding
from overeenkomstgen.schijf.kettingregels import RegisterError
from overeenkomstgen.schijf.kluis import KluisError
from overeenkomstgen.schijf.schijf import UitvoerError
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap.registers import REGISTER, read_register, record

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten]

MOMENT = datetime(2023, 1, 11, 9, 0, 0, tzinfo=UTC)
DEVENTER = Melding(
    cbs_code="GM0150",
    gemeente="Deventer",
    gebeurtenis=Gebeurtenis.ONDERTEKEND,
    datum=date(2023, 1, 10),
    ondertekenaar="R.C. König",
    bestand="ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10.pdf",
    sha256="5f" * 32,
)
DEN_BOSCH = Melding(
    cbs_code="GM0796",
    gemeente="'s-Hertogenbosch",
    gebeurtenis=Gebeurtenis.OPGEZEGD,
    datum=date(2025, 8, 15),
    opmerking='per brief; "met spijt"',
    door="stichting",
)
CORRECTIE = Melding(
    cbs_code="GM0150",
    gemeente="Deventer",
    gebeurtenis=Gebeurtenis.GECORRIGEERD,
    datum=None,
    betreft=1,
    opmerking="=1+1",
)
# The hashes are those of sha256sum, over the rows cut out with sed and cut.
GESCHREVEN = (
    "\ufeffnummer;moment;cbs_code;gemeente;gebeurtenis;datum;ondertekenaar;bestand;sha256;betreft;"
    "opmerking;aan;door;vorige;controle\r\n"
    "1;2023-01-11T09:00:00Z;GM0150;Deventer;ondertekend;2023-01-10;R.C. König;"
    "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10.pdf;"
    "5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f;;;;;"
    "834dc13b733f7e6b46fb63ad03a41a2098160c58168f1890ca1f9672f9f2d4f2;"
    "21e120d555d582ddb4407ab2c1516139a166d6f35fb7d25eb67c2caa32966bfb\r\n"
    "2;2023-01-11T09:00:00Z;GM0796;'s-Hertogenbosch;opgezegd;2025-08-15;;;;;"
    '"per brief; ""met spijt""";;stichting;'
    "85a2c2e07a0321a836b56018a42e329503939e9543785fec39f3a1769603cc55;"
    "d854bf0661d9fc01aaa68dffdcf0ea43da4aace7541df58c36f5bc90a893c7f8\r\n"
    "3;2023-01-11T09:00:00Z;GM0150;Deventer;gecorrigeerd;;;;;1;'=1+1;;;"
    "ea82b73b5b87e98a4da8b531e788463fbad05397c47a13c82f2d7c5a798985cf;"
    "ad491a45feed22a1a6f2c9c4314f53ff513392de8de7cedb120b2e928bf18d17\r\n"
)
RAAD = (
    f"\nKijk wat er terug te zetten is met: {actie('herstel')}. Wijzig het bestand nooit zelf: een "
    f"vergissing herstelt u met {actie('corrigeer')}."
)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MOMENT.timestamp())))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return a register of three entries, recorded in two goes."""
    path = tmp_path / "register.csv"
    record(path, [DEVENTER])
    record(path, [DEN_BOSCH, CORRECTIE])
    return path


def entries(*meldingen: Melding) -> tuple[Inschrijving, ...]:
    return tuple(
        Inschrijving(nummer=nummer, moment=MOMENT, **asdict(melding))
        for nummer, melding in enumerate(meldingen, 1)
    )


def test_the_file_is_as_a_dutch_excel_reads_it(register: Path) -> None:
    assert register.read_bytes().decode() == GESCHREVEN


def test_no_file_is_an_empty_register_and_recording_nothing_makes_none(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    assert read_register(path) == record(path, []) == ()
    assert not path.exists()


def test_what_stood_there_stays(register: Path) -> None:
    before = register.read_bytes()
    after = record(register, [DEVENTER])
    assert after == entries(DEVENTER, DEN_BOSCH, CORRECTIE, DEVENTER) == read_register(register)
    assert register.read_bytes().startswith(before)


def test_who_may_read_the_file_stays_so(register: Path) -> None:
    register.chmod(0o640)
    record(register, [DEVENTER])
    assert register.stat().st_mode & 0o777 == 0o640


def test_line_breaks_become_a_space(tmp_path: Path) -> None:
    melding = Melding(
        "GM0150", "Deventer\r\n", Gebeurtenis.OPGEZEGD, None, opmerking="een\u2028\ntwee\x00drie"
    )
    (entry,) = record(tmp_path / "register.csv", [melding])
    assert (entry.gemeente, entry.opmerking) == ("Deventer ", "een twee drie")


def test_text_that_no_file_can_hold_is_recorded_all_the_same(tmp_path: Path) -> None:
    """A name typed in a terminal with another character set arrives like this."""
    melding = Melding("GM0150", "K\udcf6nig", Gebeurtenis.OPGEZEGD, None)
    (entry,) = record(tmp_path / "register.csv", [melding])
    assert (entry,) == read_register(tmp_path / "register.csv")
    assert entry.gemeente == "K?nig"


teksten = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]))
meldingen = st.builds(
    Melding,
    teksten,
    teksten,
    st.sampled_from(Gebeurtenis),
    st.none() | st.dates(),
    teksten | st.from_regex(r"'*[=+\-@'][^\x00-\x1f]?", fullmatch=True).filter(str.isprintable),
    teksten,
    teksten,
    st.none() | st.integers(1),
    teksten,
)


@given(st.lists(st.lists(meldingen, max_size=3), max_size=3))
def test_any_text_comes_back_and_opens_as_text(batches: list[list[Melding]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "register.csv")
        for batch in batches:
            record(path, batch)
        everything = [melding for batch in batches for melding in batch]
        assert read_register(path) == entries(*everything)
        assert_opens_as_text(path, len(everything))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(
            replaced(3, "2025-08-15", "2025-09-15"), f"rij 3: {GEWIJZIGD}", id="een datum"
        ),
        pytest.param(replaced(2, "König", "Konig"), f"rij 2: {GEWIJZIGD}", id="een naam"),
        pytest.param(replaced(4, "1+1", "2"), f"rij 4: {GEWIJZIGD}", id="de laatste regel"),
        pytest.param(
            replaced(2, "2023-01-10;", "10-1-2023;"), f"rij 2: {GEWIJZIGD}", id="datums van Excel"
        ),
        pytest.param(replaced(3, '"per', "per"), f"rij 3: {GEWIJZIGD}", id="aanhalingsteken weg"),
        pytest.param(order(1, 2, 4, 3), f"rij 3: {SLUIT_NIET_AAN}", id="omgewisseld"),
        pytest.param(order(1, 2, 4), f"rij 3: {SLUIT_NIET_AAN}", id="uit het midden gehaald"),
        pytest.param(order(1, 3, 4), f"rij 2: {SLUIT_NIET_AAN}", id="eerste weggehaald"),
        pytest.param(order(1, 2, 3, 3, 4), f"rij 4: {SLUIT_NIET_AAN}", id="verdubbeld"),
        pytest.param(order(1, 2, 3, 4, 2), f"rij 5: {SLUIT_NIET_AAN}", id="achteraan herhaald"),
        pytest.param(lambda data: data + b"\r\n", f"rij 5: {GEWIJZIGD}", id="lege regel"),
        pytest.param(
            lambda data: data + b"4;;GM0361;Alkmaar;ondertekend;;;;;;;;\r\n",
            f"rij 5: {GEWIJZIGD}",
            id="zelf toegevoegd",
        ),
        pytest.param(
            lambda data: data.replace(b";GM0796", b"\n;GM0796"), f"rij 3: {GEWIJZIGD}", id="enter"
        ),
        pytest.param(lambda data: data[:-40], f"rij 4: {ONVOLLEDIG}", id="afgebroken"),
        pytest.param(lambda data: data[:-1], f"rij 4: {ONVOLLEDIG}", id="einde mist"),
        pytest.param(
            lambda data: replaced(2, "König", "Konig")(data)[:-40],
            f"rij 2: {GEWIJZIGD}",
            id="de eerste van twee",
        ),
        pytest.param(
            order(1),
            f"rij 2: {WEG}",
            id="alleen kolomnamen",
        ),
        pytest.param(forged(3, "2;2023", "3;2023"), f"rij 3: {VREEMD}", id="ander nummer"),
        pytest.param(forged(3, "2;2023", "02;2023"), f"rij 3: {VREEMD}", id="nummer met nul"),
        pytest.param(forged(3, "opgezegd", "opgedoekt"), f"rij 3: {VREEMD}", id="gebeurtenis"),
        pytest.param(forged(3, "2025-08-15", "31-02-2025"), f"rij 3: {VREEMD}", id="geen datum"),
        pytest.param(forged(3, "09:00:00Z", "09:00:00"), f"rij 3: {VREEMD}", id="geen moment"),
        pytest.param(forged(3, "GM0796", "GM0796;"), f"rij 3: {VREEMD}", id="kolom te veel"),
        pytest.param(forged(3, 'brief; ""', 'brief; "'), f"rij 3: {VREEMD}", id="aanhalingstekens"),
    ],
)  # fmt: skip
def test_damage_is_reported_with_the_row(
    register: Path, damage: Callable[[bytes], bytes], message: str
) -> None:
    check_damage(
        register,
        damage,
        f"register.csv, {message}{RAAD}",
        read_register,
        lambda path: record(path, [DEVENTER]),
    )


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="leeg"),
        pytest.param(lambda data: data[:20], id="afgebroken kolomnamen"),
        pytest.param(lambda data: rows(data)[0][:-2], id="kolomnamen zonder einde"),
        pytest.param(lambda data: data[3:], id="zonder BOM"),
        pytest.param(lambda data: data.replace(b"\r\n", b"\n"), id="andere regeleinden"),
        pytest.param(lambda data: data.replace(b";", b","), id="komma's"),
        pytest.param(lambda data: data.decode("utf-8-sig").encode("cp1252"), id="Windows-1252"),
        pytest.param(lambda data: data.decode("utf-8-sig").encode("utf-16"), id="UTF-16"),
        pytest.param(lambda data: data.replace(b"\r\n", b";\r\n"), id="kolom erbij"),
        pytest.param(lambda data: data.replace(b"betreft;", b""), id="kolom weg"),
        pytest.param(lambda data: b"\r\n" + data, id="lege regel bovenaan"),
        pytest.param(order(2, 3, 4), id="zonder kolomnamen"),
    ],
)
def test_a_file_that_was_saved_otherwise_is_reported(
    register: Path, damage: Callable[[bytes], bytes]
) -> None:
    register.write_bytes(damage(register.read_bytes()))
    with pytest.raises(RegisterError) as caught:
        read_register(register)
    assert str(caught.value) == f"register.csv, rij 1: {KOLOMNAMEN}{RAAD}"


def is_seen(damaged: bytes) -> bool:
    try:
        REGISTER.parse(damaged, "register.csv")
    except RegisterError:
        return True
    return False


def test_not_a_byte_can_change_unseen(register: Path) -> None:
    whole = register.read_bytes()
    assert whole
    for place, byte in enumerate(whole):
        for other in {byte ^ 1, byte ^ 32, ord(";")} - {byte}:
            assert is_seen(whole[:place] + bytes([other]) + whole[place + 1 :])
        assert is_seen(whole[:place] + whole[place + 1 :])


def test_it_cannot_break_off_within_a_row_unseen(register: Path) -> None:
    whole = register.read_bytes()
    ends = {len(b"".join(rows(whole)[:number])): number for number in (2, 3, 4)}
    for length in range(len(whole) + 1):
        if length in ends:  # what the chain cannot see: the register as it once was
            kept = entries(DEVENTER, DEN_BOSCH, CORRECTIE)[: ends[length] - 1]
            found = REGISTER.parse(whole[:length], "register.csv")
            assert entries(*(row.waarde for row in found)) == kept
        else:
            assert is_seen(whole[:length])


def test_rows_cannot_change_places_unseen(register: Path) -> None:
    numbers = (1, 2, 3, 4)
    whole = register.read_bytes()
    for count in (2, 3, 4):
        for kept in permutations(numbers, count):
            assert is_seen(order(*kept)(whole)) == (kept != numbers[:count])


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "register.csv").mkdir()
    with pytest.raises(KluisError) as caught:
        read_register(tmp_path / "register.csv")
    assert str(caught.value) == (
        f"{tmp_path}/register.csv is niet te lezen: er staat een map met die naam.\n"
        "Kijk of het een bestand is dat u mag lezen."
    )


SCHIJFRAAD = (
    "Sluit het als het open staat, en kijk of er schijfruimte is en of de map beschreven mag "
    "worden. Wat er stond is ongewijzigd."
)


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "schijf") as disk:
        path = disk / "register.csv"
        record(path, [DEVENTER])
        before = path.read_bytes()
        fill(disk)
        with pytest.raises(UitvoerError) as caught:
            record(path, [DEN_BOSCH])
        assert str(caught.value) == f"{path} is niet te schrijven: de schijf is vol.\n{SCHIJFRAAD}"
        assert path.read_bytes() == before
        assert sorted(file.name for file in disk.iterdir()) == [
            ".ketting.json",
            "ondertekend",
            "register.csv",
            "vulling",
        ]
        (disk / "vulling").unlink()
        assert record(path, [DEN_BOSCH]) == entries(DEVENTER, DEN_BOSCH)

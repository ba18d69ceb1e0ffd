"""The invoices that were given, on disk: they stay, to the digit, and damage shows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.ketting import (
    GEWIJZIGD,
    VREEMD,
    assert_opens_as_text,
    check_damage,
    forged,
    replaced,
)
from hulp.values import FACTUUR as DEVENTER
from hulp.werkmappen import files
from overeenkomstgen.errors import InputError
from overeenkomstgen.facturen.facturering import credit
from overeenkomstgen.kern.factuur import Factuur, restanten
from overeenkomstgen.kern.naamvorm import is_file_name
from overeenkomstgen.schijf.kettingregels import RegisterError
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap.registers import read_facturen, record_facturen

MOMENT = datetime(2027, 1, 15, 9, 0, 0, tzinfo=UTC)
DEN_BOSCH = replace(
    DEVENTER,
    nummer="P31-2027-GM0796",
    cbs_code="GM0796",
    gemeente="'s-Hertogenbosch",
    inwoners=156538,
    bijdrage=Decimal("23480.70"),
    overschot=Decimal("5219.98"),
)
LATER = replace(
    DEVENTER,
    nummer="P31-2027-GM0193",
    cbs_code="GM0193",
    gemeente="=Zwolle; e.o.",
    datum=date(2027, 6, 1),
    inwoners=130668,
    bijdrage=Decimal("19600.20"),
    overschot=Decimal(0),
    overschot_totaal=Decimal(0),
)
# The hashes are those of sha256sum, over the rows cut out with sed and cut.
GESCHREVEN = (
    "\ufeffvolgnummer;moment;nummer;cbs_code;gemeente;jaar;datum;inwoners;tarief;peildatum;"
    "bijdrage;overschot;overschot_totaal;btw_tarief;termijn;credit_van;reden;betaler;afronding;"
    "vorige;controle\r\n"
    "1;2027-01-15T09:00:00Z;P31-2027-GM0150;GM0150;Deventer;2027;2027-01-15;101446;0.15;"
    "2022-01-01;15216.90;4780.03;10000.01;0.21;30;;;;0;"
    "bbc7fb61c06060a9583c158ced2c7286b9fba9daf0fd84ef700bf5fe34687ca7;"
    "c2585a3de048ef4ee2e320d9d71cb47e98f858e920246ce2aaf2605586d8b599\r\n"
    "2;2027-01-15T09:00:00Z;P31-2027-GM0796;GM0796;'s-Hertogenbosch;2027;2027-01-15;156538;0.15;"
    "2022-01-01;23480.70;5219.98;10000.01;0.21;30;;;;0;"
    "4e655170819bfcf14c638915c99adee5b18a0838d6c28f875b94c0eb39e788e6;"
    "96eae5edb39f3f2e8c0808848a6e019551ce81cbf13fa51cd0dfc7469204403e\r\n"
    '3;2027-01-15T09:00:00Z;P31-2027-GM0193;GM0193;"\'=Zwolle; e.o.";2027;2027-06-01;130668;0.15;'
    "2022-01-01;19600.20;0;0;0.21;30;;;;0;"
    "0bf6bd04d267cec52fca9c6d5997d6b2733c9da5be5ae7aff160b26bb8924c45;"
    "38b22d7872b9bee29bbe41de6c3dbf3d93519ee0aa13a01bb7a00e019ff42db5\r\n"
)
RAAD = (
    f"\nKijk wat er terug te zetten is met: {actie('herstel')}. Wijzig het bestand nooit zelf: een "
    "factuur die is gegeven verandert niet meer."
)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MOMENT.timestamp())))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return a file of three invoices, recorded in two goes."""
    path = tmp_path / "facturen.csv"
    record_facturen(path, [DEVENTER, DEN_BOSCH])
    record_facturen(path, [LATER])
    return path


def test_the_file_is_as_a_dutch_excel_reads_it(register: Path) -> None:
    assert register.read_bytes().decode() == GESCHREVEN


def test_recording_returns_all_that_were_ever_given(tmp_path: Path) -> None:
    path = tmp_path / "facturen.csv"
    assert read_facturen(path) == record_facturen(path, []) == ()
    assert not path.exists()
    assert record_facturen(path, [DEVENTER]) == (DEVENTER,)
    assert record_facturen(path, [LATER]) == (DEVENTER, LATER)


def test_decimals_keep_their_digits(tmp_path: Path) -> None:
    """What stands on paper as 15.216,90 is not 15216.9, and never 1.52169E+4."""
    path = tmp_path / "facturen.csv"
    factuur = replace(
        DEVENTER, tarief=Decimal("0.150"), bijdrage=Decimal("1.5E+4"), overschot=Decimal("0.00")
    )
    record_facturen(path, [factuur])
    (found,) = read_facturen(path)
    amounts = (found.tarief, found.bijdrage, found.overschot)
    assert tuple(map(str, amounts)) == ("0.150", "15000", "0.00")
    assert found == factuur


namen = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]))
bedragen = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=2)
fracties = st.decimals(0, 1, allow_nan=False, allow_infinity=False, places=4)
facturen = st.builds(
    Factuur,
    nummer=namen.filter(is_file_name),
    cbs_code=namen,
    gemeente=namen
    | st.from_regex(r"'*[=+\-@'][^\x00-\x1f]?", fullmatch=True).filter(str.isprintable),
    jaar=st.integers(1900, 2999),
    datum=st.dates(),
    inwoners=st.integers(0, 10**7),
    tarief=fracties,
    peildatum=st.dates(),
    bijdrage=bedragen,
    overschot=bedragen,
    overschot_totaal=bedragen,
    btw_tarief=fracties,
    termijn=st.integers(1, 365),
)
batches = st.lists(facturen, max_size=6, unique_by=(lambda f: f.nummer, lambda f: f.cbs_code))


@given(batches, st.integers(0, 6))
def test_any_invoice_comes_back_and_opens_as_text(batch: list[Factuur], half: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "facturen.csv")
        record_facturen(path, batch[:half])
        record_facturen(path, batch[half:])
        found = read_facturen(path)
        assert found == tuple(batch)
        assert [str(f.bijdrage) for f in found] == [str(f.bijdrage) for f in batch]
        assert_opens_as_text(path, len(batch))


NUMMER = (
    "facturen.csv: nummer P31-2027-GM0150 is al gegeven, aan Deventer; geef facturen een andere "
    "vorm van nummer in convenant.toml, [factuur]"
)
JAAR = (
    "facturen.csv: Deventer heeft al een factuur van 2027: P31-2027-GM0150; een factuur is "
    "definitief; er komt geen tweede"
)


@pytest.mark.parametrize(
    ("again", "message"),
    [
        pytest.param(replace(DEVENTER, jaar=2026), NUMMER, id="nummer"),
        pytest.param(replace(DEVENTER, nummer="P31-2027-0150"), JAAR, id="gemeente en jaar"),
        pytest.param(DEVENTER, JAAR, id="dezelfde"),
    ],
)
def test_what_was_given_is_not_given_again(register: Path, again: Factuur, message: str) -> None:
    """Then the others, which could be recorded, are not recorded either."""
    before = register.read_bytes()
    other = replace(DEVENTER, nummer="P31-2025-GM0150", jaar=2025)
    with pytest.raises(InputError) as caught:
        record_facturen(register, [other, again])
    assert str(caught.value) == message
    assert register.read_bytes() == before


WHOLE = replace(credit(DEVENTER, "onjuist", date(2027, 2, 1)), nummer="C-1")
PART = replace(credit(DEVENTER, "korting", date(2027, 2, 1), Decimal("10000.00")), nummer="C-2")
REST = "er is niet zoveel van over, of zij is niet gegeven"


@pytest.mark.parametrize(
    ("given", "credit", "bedrag"),
    [
        pytest.param([], WHOLE, "10.436,87", id="niet gegeven"),
        pytest.param([DEVENTER, WHOLE], replace(WHOLE, nummer="x"), "10.436,87", id="twee keer"),
        pytest.param([DEVENTER, PART], replace(WHOLE, nummer="x"), "10.436,87", id="na een deel"),
        pytest.param([DEVENTER, PART], replace(PART, nummer="x"), "10.000,00", id="nog een deel"),
        pytest.param([DEVENTER], replace(WHOLE, jaar=2026), "10.436,87", id="ander jaar"),
        pytest.param(
            *([DEVENTER], replace(PART, afronding=Decimal("0.01")), "10.000,00"), id="een cent btw"
        ),
        pytest.param([DEVENTER], replace(PART, bijdrage=Decimal(0)), "0,00", id="niets"),
        pytest.param([DEVENTER], replace(PART, bijdrage=Decimal(1)), "-1,00", id="erbij"),
        pytest.param(
            *([DEVENTER, WHOLE], replace(PART, nummer="C-3", credit_van="C-1"), "10.000,00"),
            id="van een creditfactuur",
        ),
    ],
)
def test_never_more_is_credited_than_there_is(
    tmp_path: Path, given: list[Factuur], credit: Factuur, bedrag: str
) -> None:
    path = tmp_path / "facturen.csv"
    record_facturen(path, given)
    before = files(tmp_path)
    with pytest.raises(InputError) as caught:
        record_facturen(path, [credit])
    van = credit.credit_van
    assert str(caught.value).replace("\N{NO-BREAK SPACE}", " ") == (
        f"facturen.csv: van factuur {van} is dit niet te crediteren: € {bedrag}; {REST}"
    )
    assert files(tmp_path) == before


def test_a_new_invoice_may_come_after_a_whole_credit_and_not_after_a_part(tmp_path: Path) -> None:
    """In one go too."""
    again, path = replace(DEVENTER, nummer="P31-2027-003"), tmp_path / "facturen.csv"
    record_facturen(path, [DEVENTER, PART])
    with pytest.raises(InputError, match="een factuur is definitief"):
        record_facturen(path, [again])
    (rest,) = restanten(read_facturen(path)).values()
    last = replace(credit(rest, "onjuist", date(2027, 3, 1)), nummer="C-4")
    every = record_facturen(path, [last, again])
    assert every == read_facturen(path) == (DEVENTER, PART, last, again)
    assert restanten(every) == {"P31-2027-003": again}


def test_two_of_one_number_at_once_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "facturen.csv"
    twice = [DEVENTER, replace(DEN_BOSCH, nummer=DEVENTER.nummer), replace(DEVENTER, nummer="x")]
    with pytest.raises(InputError) as caught:
        record_facturen(path, twice)
    assert str(caught.value) == f"{NUMMER}\n{JAAR}"
    assert not path.exists()


def saved_by_excel(data: bytes) -> bytes:
    """Return the rows as a Dutch Excel writes them back: its own dates and numbers."""
    text = data.decode("utf-8-sig").replace("0.15;", "0,15;").replace("2027-01-15;", "15-1-2027;")
    return text.encode("utf-8-sig")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(replaced(3, "23480.70", "23480.07"), f"rij 3: {GEWIJZIGD}", id="een bedrag"),
        pytest.param(saved_by_excel, f"rij 2: {GEWIJZIGD}", id="bewaard door Excel"),
        pytest.param(forged(4, "19600.20", "19600,20"), f"rij 4: {VREEMD}", id="geen bedrag"),
        pytest.param(forged(4, "19600.20", "1.96002E+4"), f"rij 4: {VREEMD}", id="anders"),
    ],
)
def test_damage_is_reported_with_the_row(
    register: Path, damage: Callable[[bytes], bytes], message: str
) -> None:
    """All other damage is tried on the register, which is such a file too."""
    another = [replace(DEVENTER, nummer="nieuw", jaar=2026)]
    check_damage(
        register,
        damage,
        f"facturen.csv, {message}{RAAD}",
        read_facturen,
        lambda path: record_facturen(path, another),
    )


def test_a_file_that_has_gone_shows(register: Path) -> None:
    register.unlink()
    with pytest.raises(RegisterError) as caught:
        record_facturen(register, [DEVENTER])
    assert str(caught.value) == (
        "facturen.csv is er niet meer; de kopie facturen/facturen.csv.kopie heeft 3 rijen.\n"
        f"Kijk wat er terug te zetten is met: {actie('herstel')}"
    )
    assert not register.exists()

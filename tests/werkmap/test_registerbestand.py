"""The register on disk: it grows by whole rows, and damage shows."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Pdf

from hulp.schijf import fill, make_read_only, small_disk
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.errors import BusyError
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Melding
from overeenkomstgen.schijf import schijf as adapter
from overeenkomstgen.schijf.kettingregels import RegisterError
from overeenkomstgen.schijf.uitvoer import UitvoerError
from overeenkomstgen.verwijzing import actie
from overeenkomstgen.werkmap.registerbestand import KETTING, read_register, record

if TYPE_CHECKING:
    from collections.abc import Callable

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
    "opmerking;vorige;controle\r\n"
    "1;2023-01-11T09:00:00Z;GM0150;Deventer;ondertekend;2023-01-10;R.C. König;"
    "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10.pdf;"
    "5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f;;;"
    "67538aed7e8e3782bd125a6e44f9350b9a4e5cfe9a31147f5028b4afcb708185;"
    "1d52915cbbacb540917020f5eded2975a01bee1e9005295ebcae01e33d8251c0\r\n"
    "2;2023-01-11T09:00:00Z;GM0796;'s-Hertogenbosch;opgezegd;2025-08-15;;;;;"
    '"per brief; ""met spijt""";'
    "41bd24aec10471dbdd45917eaee7e3c4ec4f4dde4d7f64ed2ffaca7b58e438d5;"
    "c6e9bf3d559995477d1201def8a48167f098da64d8fea5d8eb01d604c6391251\r\n"
    "3;2023-01-11T09:00:00Z;GM0150;Deventer;gecorrigeerd;;;;;1;'=1+1;"
    "d55798ef36e71074dcc9d9bfd4b5452d0d1b636e4047cd55f1f7afb06ff6d09e;"
    "9d2e557918821584c2eb5fae055980a9e80adc19f4bba63d89b24f23e24f096e\r\n"
)
RAAD = (
    "\nZet de laatste goede kopie van het register terug, bijvoorbeeld uit een reservekopie, en "
    "leg opnieuw vast wat daar nog niet in staat. Wijzig het bestand nooit zelf: een vergissing "
    f"herstelt u met {actie('corrigeer')}."
)
KOLOMNAMEN = (
    "register.csv, rij 1: hier staan niet de kolomnamen zoals het programma ze schreef; het "
    f"bestand is afgebroken, gewijzigd of met een ander programma bewaard.{RAAD}"
)
GEWIJZIGD = (
    "deze regel is gewijzigd of toegevoegd nadat het programma het bestand schreef, misschien "
    f"door het met Excel te bewaren.{RAAD}"
)
SLUIT_NIET_AAN = (
    "deze regel sluit niet aan op de regel erboven; er is een regel weggehaald, verplaatst of "
    f"verdubbeld.{RAAD}"
)
ONVOLLEDIG = f"deze regel is niet volledig.{RAAD}"
VREEMD = f"deze regel is niet door dit programma geschreven.{RAAD}"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MOMENT.timestamp())))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return a register of three entries, recorded in two goes."""
    path = tmp_path / "register.csv"
    record(path, lambda _: [DEVENTER])
    record(path, lambda _: [DEN_BOSCH, CORRECTIE])
    return path


def entries(*meldingen: Melding) -> tuple[Inschrijving, ...]:
    return tuple(
        Inschrijving(nummer=nummer, moment=MOMENT, **asdict(melding))
        for nummer, melding in enumerate(meldingen, 1)
    )


def test_the_file_is_as_a_dutch_excel_reads_it(register: Path) -> None:
    assert register.read_bytes().decode() == GESCHREVEN


def test_what_was_recorded_is_read_back(register: Path) -> None:
    assert read_register(register) == entries(DEVENTER, DEN_BOSCH, CORRECTIE)


def test_no_file_is_an_empty_register(tmp_path: Path) -> None:
    assert read_register(tmp_path / "register.csv") == ()


def test_recording_nothing_makes_no_file(tmp_path: Path) -> None:
    assert record(tmp_path / "register.csv", lambda _: []) == ()
    assert not (tmp_path / "register.csv").exists()


def test_the_decision_sees_what_there_is_and_gets_back_what_there_is_then(register: Path) -> None:
    seen = []

    def besluit(present: tuple[Inschrijving, ...]) -> list[Melding]:
        seen.append(present)
        return [DEVENTER]

    before = register.read_bytes()
    after = record(register, besluit)
    assert seen == [entries(DEVENTER, DEN_BOSCH, CORRECTIE)]
    assert after == entries(DEVENTER, DEN_BOSCH, CORRECTIE, DEVENTER) == read_register(register)
    assert register.read_bytes().startswith(before)


def test_a_decision_that_refuses_changes_nothing(register: Path) -> None:
    before = register.read_bytes()

    def refuse(present: tuple[Inschrijving, ...]) -> list[Melding]:
        raise OSError(f"{len(present)} entries, and no")

    with pytest.raises(OSError, match=r"^3 entries, and no$"):
        record(register, refuse)
    assert register.read_bytes() == before
    assert len(record(register, lambda _: [DEVENTER])) == 4


def test_who_may_read_the_file_stays_so(register: Path) -> None:
    register.chmod(0o640)
    record(register, lambda _: [DEVENTER])
    assert register.stat().st_mode & 0o777 == 0o640


def test_line_breaks_become_a_space(tmp_path: Path) -> None:
    melding = Melding(
        "GM0150", "Deventer\r\n", Gebeurtenis.OPGEZEGD, None, opmerking="een\u2028\ntwee\x00drie"
    )
    (entry,) = record(tmp_path / "register.csv", lambda _: [melding])
    assert (entry.gemeente, entry.opmerking) == ("Deventer ", "een twee drie")


def test_text_that_no_file_can_hold_is_recorded_all_the_same(tmp_path: Path) -> None:
    """A name typed in a terminal with another character set arrives like this."""
    melding = Melding("GM0150", "K\udcf6nig", Gebeurtenis.OPGEZEGD, None)
    (entry,) = record(tmp_path / "register.csv", lambda _: [melding])
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


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(meldingen, max_size=3), max_size=3))
def test_any_text_comes_back_and_opens_as_text(batches: list[list[Melding]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "register.csv")
        for batch in batches:
            record(path, lambda _, batch=batch: batch)  # type: ignore[misc]  # bound at once
        everything = [melding for batch in batches for melding in batch]
        assert read_register(path) == entries(*everything)
        text = path.read_text("utf-8-sig") if everything else ""
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        assert len(rows) == (len(everything) + 1 if everything else 0)
        assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def rows(data: bytes) -> list[bytes]:
    """Return the rows with their line endings: the heading first, as row 1."""
    return data.splitlines(keepends=True)


def replaced(number: int, old: str, new: str) -> Callable[[bytes], bytes]:
    """Edit a row, as Excel counts it."""

    def edit(data: bytes) -> bytes:
        changed = rows(data)
        assert old.encode() in changed[number - 1]
        changed[number - 1] = changed[number - 1].replace(old.encode(), new.encode())
        return b"".join(changed)

    return edit


def order(*numbers: int) -> Callable[[bytes], bytes]:
    """Keep these rows, in this order."""
    return lambda data: b"".join(rows(data)[number - 1] for number in numbers)


def forged(old: str, new: str) -> Callable[[bytes], bytes]:
    """Edit row 3 and compute its own hash again, as someone with a program could."""

    def edit(data: bytes) -> bytes:
        one, two, three, _ = rows(replaced(3, old, new)(data))
        own = three[: three.rindex(b";")]
        return one + two + own + b";" + sha256(own).hexdigest().encode() + b"\r\n"

    return edit


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
            f"rij 2: hier houdt het bestand op; wat was vastgelegd is weg.{RAAD}",
            id="alleen kolomnamen",
        ),
        pytest.param(forged("2;2023", "3;2023"), f"rij 3: {VREEMD}", id="ander nummer"),
        pytest.param(forged("2;2023", "02;2023"), f"rij 3: {VREEMD}", id="nummer met nul"),
        pytest.param(forged("opgezegd", "opgedoekt"), f"rij 3: {VREEMD}", id="gebeurtenis"),
        pytest.param(forged("2025-08-15", "31-02-2025"), f"rij 3: {VREEMD}", id="geen datum"),
        pytest.param(forged("09:00:00Z", "09:00:00"), f"rij 3: {VREEMD}", id="geen moment"),
        pytest.param(forged("GM0796", "GM0796;"), f"rij 3: {VREEMD}", id="kolom te veel"),
        pytest.param(forged('brief; ""', 'brief; "'), f"rij 3: {VREEMD}", id="aanhalingstekens"),
    ],
)  # fmt: skip
def test_damage_is_reported_with_the_row(
    register: Path, damage: Callable[[bytes], bytes], message: str
) -> None:
    damaged = damage(register.read_bytes())
    register.write_bytes(damaged)
    with pytest.raises(RegisterError) as caught:
        read_register(register)
    assert str(caught.value) == f"register.csv, {message}"
    assert code_of(caught.value) is ExitCode.INPUT
    with pytest.raises(RegisterError):
        record(register, lambda _: pytest.fail("a decision on a damaged register"))
    assert register.read_bytes() == damaged


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
    assert str(caught.value) == KOLOMNAMEN


def is_seen(damaged: bytes) -> bool:
    try:
        KETTING.parse(damaged, "register.csv")
    except RegisterError:
        return True
    return False


def test_not_a_byte_can_change_unseen(register: Path) -> None:
    whole = register.read_bytes()
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
            found = KETTING.parse(whole[:length], "register.csv")
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
    with pytest.raises(RegisterError) as caught:
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
        record(path, lambda _: [DEVENTER])
        before = path.read_bytes()
        fill(disk)
        with pytest.raises(UitvoerError) as caught:
            record(path, lambda _: [DEN_BOSCH])
        assert str(caught.value) == f"{path} is niet te schrijven: de schijf is vol.\n{SCHIJFRAAD}"
        assert path.read_bytes() == before
        assert sorted(file.name for file in disk.iterdir()) == [
            ".register.csv.lengte",
            ".register.csv.slot",
            "register.csv",
            "vulling",
        ]
        (disk / "vulling").unlink()
        assert record(path, lambda _: [DEN_BOSCH]) == entries(DEVENTER, DEN_BOSCH)


def test_a_disk_that_fills_up_halfway_loses_nothing(tmp_path: Path) -> None:
    """The rows no longer fit while the register grows."""
    with small_disk(tmp_path / "schijf") as disk:
        path = disk / "register.csv"
        recorded = 0
        with pytest.raises(UitvoerError) as caught:  # noqa: PT012 - which one fails is not known
            while True:
                recorded = len(record(path, lambda _: [DEN_BOSCH] * 10))
        assert str(caught.value) == f"{path} is niet te schrijven: de schijf is vol.\n{SCHIJFRAAD}"
        assert recorded > 50
        assert read_register(path) == entries(*[DEN_BOSCH] * recorded)


def test_a_disk_that_is_read_only_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "schijf") as disk:
        path = disk / "register.csv"
        record(path, lambda _: [DEVENTER])
        make_read_only(disk)
        with pytest.raises(UitvoerError) as caught:
            record(path, lambda _: [DEN_BOSCH])
        assert str(caught.value) == (
            f"{path} is niet te schrijven: de schijf is alleen te lezen.\n{SCHIJFRAAD}"
        )
        assert read_register(path) == entries(DEVENTER)


# Real processes. Each signs as the program does: while it has the sole use of the register
# it checks that the municipality has not signed yet, files the scan, and records both.
SIGNER = """
import os, sys
from datetime import date
from pathlib import Path
from overeenkomstgen.werkmap.ondertekend import file_signed
from overeenkomstgen.werkmap.registerbestand import record
from overeenkomstgen.kern.register import Melding
from overeenkomstgen.kern.register import Gebeurtenis, present_states

werkmap = Path(sys.argv[1])

def sign(code):
    def besluit(present):
        if code in present_states(present):
            sys.exit("al ondertekend")
        datum = date(2023, 1, 10)
        filed = file_signed(werkmap, werkmap / "scan.pdf", f"overeenkomst-{code}", datum)
        return [Melding(code, code, Gebeurtenis.ONDERTEKEND, datum, "R.C. König", *filed)]
    record(werkmap / "register.csv", besluit)
"""
ONCE = f"""{SIGNER}
print("klaar", flush=True)
sys.stdin.readline()
sign(sys.argv[2])
"""
# Signs for one municipality after another until it is killed, and says so after each.
# The processes are forked, so that each trial takes milliseconds.
UNTIL_KILLED = f"""{SIGNER}
for first in sys.stdin:
    child = os.fork()
    if not child:
        print(os.getpid(), flush=True)
        for number in range(int(first), int(first) + 1000):
            sign(f"GM{{number:04}}")
            print(f"GM{{number:04}}", flush=True)
    os.waitpid(child, 0)
    print("dood", flush=True)
"""


def make_scan(werkmap: Path) -> None:
    """Make a folder with a scan, and nothing signed yet."""
    werkmap.mkdir(exist_ok=True)
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(werkmap / "scan.pdf")


def check_papers(werkmap: Path) -> list[str]:
    """Return the codes in the register; each has its scan, and all scans are whole."""
    scan = (werkmap / "scan.pdf").read_bytes()
    recorded = read_register(werkmap / "register.csv")
    for entry in recorded:
        assert sha256((werkmap / entry.bestand).read_bytes()).hexdigest() == entry.sha256
    for filed in (werkmap / "ondertekend").glob("[!.]*"):
        assert filed.read_bytes() == scan
    return [entry.cbs_code for entry in recorded]


def python(script: str, *arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
    )


def say(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin
    process.stdin.write(f"{line}\n")


def hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().rstrip("\n")


def measure_sign(werkmap: Path) -> float:
    """Return how many seconds it takes a process to sign, on this machine."""
    make_scan(werkmap)
    with python(UNTIL_KILLED, werkmap) as signer:
        say(signer, "1")
        child = int(hear(signer))
        hear(signer)
        start = time.perf_counter()
        for _ in range(10):
            hear(signer)
        duration = (time.perf_counter() - start) / 10
        os.kill(child, signal.SIGKILL)
    return duration


def test_killed_at_any_moment_an_event_is_there_or_not(tmp_path: Path) -> None:
    """Of 240 processes, each killed at a random moment, none harms the register or a scan."""
    moments = Random(3)  # noqa: S311 - no secret
    duration = measure_sign(tmp_path / "vooraf")
    halfway = signs = 0
    for folder in range(6):
        werkmap = tmp_path / str(folder)
        make_scan(werkmap)
        path = werkmap / "register.csv"
        before, codes = b"", list[str]()
        with python(UNTIL_KILLED, werkmap) as signer:
            for trial in range(40):
                say(signer, str(len(codes) + 1))
                child = int(hear(signer))
                told = [hear(signer)] if trial % 2 else []
                time.sleep(moments.uniform(0, 2 * duration))
                os.kill(child, signal.SIGKILL)
                told += iter(lambda: hear(signer), "dood")
                halfway += (werkmap / ".register.csv.nieuw").exists()
                found = check_papers(werkmap)
                assert found[: len(codes) + len(told)] == codes + told
                assert len(found) <= len(codes) + len(told) + 1
                after = path.read_bytes() if path.exists() else b""
                assert after.startswith(before)
                before, codes = after, found
        signs += len(codes)
        assert codes == [f"GM{number:04}" for number in range(1, len(codes) + 1)]
    assert signs >= 120  # half of the processes die while they sign for a second one
    assert halfway  # and some while they write the register


def sign_at_once(werkmap: Path, codes: list[str]) -> list[tuple[int, str]]:
    """Let a process sign for each code, all at the same moment; return how each ended."""
    signers = [python(ONCE, werkmap, code) for code in codes]
    for signer in signers:
        assert hear(signer) == "klaar"
    for signer in signers:
        say(signer, "nu")
    ended = []
    for signer in signers:
        _, errors = signer.communicate(timeout=60)
        ended.append((signer.returncode, errors))
    return ended


def test_twenty_processes_sign_for_twenty_municipalities(tmp_path: Path) -> None:
    make_scan(tmp_path)
    codes = [f"GM{number:04}" for number in range(20)]
    assert sign_at_once(tmp_path, codes) == [(0, "")] * 20
    assert sorted(check_papers(tmp_path)) == codes


def test_of_five_processes_that_sign_for_one_municipality_one_does(tmp_path: Path) -> None:
    make_scan(tmp_path)
    ended = sign_at_once(tmp_path, ["GM0150"] * 5)
    assert sorted(ended) == [(0, ""), *[(1, "al ondertekend\n")] * 4]
    assert check_papers(tmp_path) == ["GM0150"]


HOLDER = """
import sys
from pathlib import Path
from overeenkomstgen.schijf.schijf import sole_use
from overeenkomstgen.verwijzing import actie

with sole_use(Path(sys.argv[1])):
    print("klaar", flush=True)
    sys.stdin.readline()
"""


def test_who_waits_too_long_is_told(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "WAIT", 0.1)
    with python(HOLDER, register) as holder:
        assert hear(holder) == "klaar"
        with pytest.raises(BusyError) as caught:
            record(register, lambda _: [DEVENTER])
        assert len(read_register(register)) == 3
        say(holder, "nu")
    assert str(caught.value) == (
        f"{register} is al te lang in gebruik bij een andere run. Er is niets gewijzigd.\n"
        "Wacht tot die klaar is en probeer het dan opnieuw."
    )

"""``nieuw``: a fresh werkmap for a next period, through the command as users run it."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from hulp.uitvoeren import Ran, call_program, run_on_terminal
from hulp.werkmappen import copy_werkmap, edit, files
from hulp.wordbouw import docx, paragraph, run, table
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.kern.register import Gebeurtenis, Melding
from overeenkomstgen.werkmap.registers import record
from overeenkomstgen.word.tekst import read_word

pytestmark = pytest.mark.processen

GEGEVEN = {
    "--ingang": "1-1-2028",
    "--einde": "31-12-2031",
    "--tarief": "0,16",
    "--peildatum": "1 januari 2027",
}
OPTIES = [word for pair in GEGEVEN.items() for word in pair]
DAG = {"SOURCE_DATE_EPOCH": "1814000000"}  # 25 June 2027

INSTELLINGEN = """\
# Het convenant van 2023.
[convenant]
naam = "Sterke steden"
getekend_op = 2022-12-19
getekend_te = "Den Haag"
ingang = 2023-01-01
einde = 2027-12-31
leden = 2
opzeggen_voor = { dag = 1, maand = 9 }

[bijdrage]
tarief = 0.15 # per inwoner
peildatum = 2022-01-01

# Wie het zijn.
[stichting]
naam = "Stichting Kennis"
korte_naam = "Kennis"
adres = "Plein 1"
plaats = "Den Haag"

[stichting.vertegenwoordiger]
aanhef = "de heer"
naam = "A. de Vries"
functie = "directeur"

[netwerk]
naam = "Netwerk N2"
korte_naam = "N2"

[netwerk.vertegenwoordiger]
aanhef = "mevrouw"
naam = "B. Jansen"
functie = "voorzitter"

[relatiemanager]
naam = "C. Bakker"

[factuur]
nummer = "K-{jaar}-{cbs_code}"
btw = 0.21
termijn = 30

[documentsoort.overeenkomst]
rol = "overeenkomst"
naam = "Overeenkomst"
meervoud = "Overeenkomsten"
sjabloon = "overeenkomst.docx"
bestandsnaam = "overeenkomst-{gemeente}"
paginas = [1, 2]

[documentsoort.brief]
naam = "Brief"
meervoud = "Brieven"
sjabloon = "brief.docx"
bestandsnaam = "brief-{gemeente}"
paginas = [1, 2]
datum = 2022-12-21
kenmerk = "2022-AB-{cbs_code}"
bericht = "brief.txt"

[[agenda]]
wat = "Jaarplan gereed"
dag = 1
maand = 1
jaren = "later"
"""

NIEUWE_INSTELLINGEN = (
    INSTELLINGEN.replace(
        "getekend_op = 2022-12-19",
        'getekend_op = "" # vul in: de dag waarop het nieuwe convenant is getekend '
        "(jaar-maand-dag, zonder aanhalingstekens)",
    )
    .replace(
        'getekend_te = "Den Haag"',
        'getekend_te = "" # vul in: de plaats waar het nieuwe convenant is getekend',
    )
    .replace("ingang = 2023-01-01", "ingang = 2028-01-01")
    .replace(
        "einde = 2027-12-31",
        "einde = 2031-12-31\n"
        'retour_voor = "" # vul in: de streefdag voor de getekende overeenkomsten '
        "(jaar-maand-dag, zonder aanhalingstekens; of haal deze regel weg)",
    )
    .replace("peildatum = 2022-01-01", "peildatum = 2027-01-01")
    .replace(
        "tarief = 0.15 # per inwoner",
        "tarief = 0.16 # per inwoner\nvorig_tarief = 0.15\nvorige_peildatum = 2022-01-01",
    )
    .replace("datum = 2022-12-21\n", "")
)

KOLOMMEN = (
    "gemeente;cbs_code;inwoners;adres;postcode;plaats;aanhef;ondertekenaar;functie;"
    "collegebesluit;plaats_ondertekening;datum_ondertekening;e-mail\r\n"
)
TABEL = (
    "\N{BYTE ORDER MARK}" + KOLOMMEN + "Ede;GM0228;120000;Bergstraat 4;6711 DD;Ede;de heer;"
    "L.J. Verhulst;burgemeester;10-01-2023;Ede;11-01-2023;info@ede.nl\r\n"
    '"Sint, Oss";GM0828;95000;Raadhuislaan 2;5341 GM;Oss;;;;;;;\r\n'
)
NIEUWE_TABEL = (
    "\N{BYTE ORDER MARK}" + KOLOMMEN.replace("\r", ";vorige_inwoners\r") + "Ede;GM0228;;"
    "Bergstraat 4;6711 DD;Ede;de heer;L.J. Verhulst;burgemeester;;;;info@ede.nl;120000\r\n"
    "Sint, Oss;GM0828;;Raadhuislaan 2;5341 GM;Oss;;;;;;;;95000\r\n"
)


@pytest.fixture
def oud(tmp_path: Path) -> Path:
    """Return a small werkmap of an old period, in use for years."""
    folder = tmp_path / "2023-2027"
    sjablonen, bijlagen = folder / "sjablonen", folder / "bijlagen"
    (sjablonen / "oud").mkdir(parents=True)
    bijlagen.mkdir()
    (folder / "convenant.toml").write_text(INSTELLINGEN, "utf-8")
    (folder / "gemeenten.csv").write_bytes(TABEL.encode())
    (sjablonen / "overeenkomst.docx").write_bytes(
        docx(paragraph(run("Gemeente {{ gemeente.naam }} betaalt vanaf 2031 een bijdrage.")))
    )
    (sjablonen / "brief.docx").write_bytes(
        docx(
            paragraph(run("Het huidige convenant eindigt op 28 februari 2023. Dat is al zo."))
            + table([[run("Tarief")], [run("€ 0,15 per inwoner")]])
        )
    )
    (sjablonen / "brief.txt").write_text("Geachte lezer,\nVoor 1 maart 2023 graag.\n", "utf-8")
    (sjablonen / "logo.png").write_bytes(b"2023")
    (sjablonen / "oud" / "kapot.docx").write_bytes(b"geen Word")
    (sjablonen / "~$brief.docx").write_bytes(b"van Word zelf")
    (bijlagen / "convenant.pdf").write_bytes(b"%PDF-1.7")
    for name in ("register.csv", "facturen.csv", ".ketting.json"):
        (folder / name).write_text("x")
    for name in ("ondertekend", "uitvoer", "facturen"):
        (folder / name).mkdir()
        (folder / name / "x.pdf").write_text("x")
    return folder


def nieuw(oud: Path, *arguments: str) -> Ran:
    return call_program("nieuw", *arguments, cwd=oud, environment=DAG)


GEMAAKT = """\
De werkmap ../2028-2031 is gemaakt, uit die van 2023 t/m 2027: 1 januari 2028 t/m \
31 december 2031, € 0,16 per inwoner, peildatum 1 januari 2027.

Zoek op of beslis, en vul in:
  convenant.toml, [convenant] getekend_op: de dag waarop het nieuwe convenant is getekend
  convenant.toml, [convenant] getekend_te: de plaats waar het nieuwe convenant is getekend
  convenant.toml, [convenant] retour_voor: de streefdag voor de getekende overeenkomsten
  gemeenten.csv, kolom inwoners: het aantal inwoners op de peildatum, 1 januari 2027
  gemeenten.csv, kolom collegebesluit: de datum van het nieuwe collegebesluit, zodra die bekend is
  gemeenten.csv, kolom plaats_ondertekening: mag leeg blijven; wordt dan met de pen ingevuld
  gemeenten.csv, kolom datum_ondertekening: mag leeg blijven; wordt dan met de pen ingevuld

Kijk na:
  gemeenten.csv: of dezelfde gemeenten meedoen, en nog zo heten
  gemeenten.csv, kolommen aanhef, ondertekenaar en functie: wie er nu tekent
  gemeenten.csv, kolommen adres, postcode, plaats, e-mail: of ze nog kloppen
  gemeenten.csv, kolom vorige_inwoners: de inwoners op 1 januari 2022, om mee te vergelijken; \
vul 0 in voor wie toen niet deelnam
  convenant.toml, [convenant] naam: "Sterke steden"
  convenant.toml, [convenant] leden: 2 gemeenten
  convenant.toml, [convenant] opzeggen_voor: 1 september; kijk ook wat de overeenkomst zelf over \
opzeggen zegt
  convenant.toml, [stichting]: de gegevens van Stichting Kennis
  convenant.toml, [stichting.vertegenwoordiger]: de heer A. de Vries, directeur
  convenant.toml, [netwerk]: de gegevens van Netwerk N2
  convenant.toml, [netwerk.vertegenwoordiger]: mevrouw B. Jansen, voorzitter
  convenant.toml, [relatiemanager]: C. Bakker
  convenant.toml, [factuur]: het nummer, de btw en de termijn; de wet vraagt doorlopende nummers: \
nummer = "K-{jaar}-{volgnummer:03}"
  convenant.toml, [[agenda]]: of het nieuwe convenant dit ook vraagt, en op welke dag
  convenant.toml, [documentsoort.brief]: de vaste datum 21-12-2022 is weggehaald; zonder datum \
komt de dag van het maken op de brief
  convenant.toml, regel 1: hier staat nog een jaartal: # Het convenant van 2023.
  convenant.toml, regel 61: hier staat nog een jaartal: kenmerk = "2022-AB-{cbs_code}"
  bijlagen/convenant.pdf: hoort bij de oude periode; vervang het waar dat nodig is
  sjablonen/brief.docx: hier staat: Het huidige convenant eindigt op 28 februari 2023.
  sjablonen/brief.docx: hier staat: € 0,15 per inwoner
  sjablonen/brief.txt: hier staat: Voor 1 maart 2023 graag.
  sjablonen/oud/kapot.docx: niet te lezen: dit is geen Word-document (.docx), of \
het is beschadigd
  sjablonen: lees de teksten na; de velden krijgen vanzelf de nieuwe gegevens

Daarna, in die map (cd "../2028-2031"):
  overeenkomstgen inwoners --peildatum 2027-01-01 --schrijf
  overeenkomstgen controleer
"""


def test_a_next_period(oud: Path) -> None:
    before = files(oud)
    ran = nieuw(oud, "../2028-2031", "--van", "2023-2027", *OPTIES)
    assert ran == Ran(ExitCode.OK, GEMAAKT, "")
    made = files(oud.parent / "2028-2031")
    assert made.pop("convenant.toml").decode() == NIEUWE_INSTELLINGEN
    assert made.pop("gemeenten.csv").decode() == NIEUWE_TABEL
    copied = re.compile(r"(sjablonen|bijlagen)/(?!~\$)")
    assert made == {name: data for name, data in before.items() if copied.match(name)}
    assert files(oud) == before
    assert sorted(path.name for path in oud.parent.iterdir()) == ["2023-2027", "2028-2031"]
    mode = (oud.parent / "2028-2031").stat().st_mode
    assert mode == oud.stat().st_mode  # not the closed one of a temporary folder


@pytest.mark.parametrize(
    "van",
    [(), ("--van", "."), ("--van", "2023 t/m 2027"), ("--van", "../2023-2027")],
)
def test_where_the_old_werkmap_is(oud: Path, van: tuple[str, ...]) -> None:
    (oud.parent / "2028-2031").mkdir()  # an empty folder is no objection
    ran = nieuw(oud, "../2028-2031", *van, *OPTIES)
    assert ran == Ran(ExitCode.OK, GEMAAKT, "")


def test_what_is_left_empty_is_a_fault_until_it_is_filled_in(oud: Path) -> None:
    shutil.rmtree(oud / "sjablonen" / "oud")
    nieuw(oud, "../2028-2031", *OPTIES)
    ran = call_program("controleer", cwd=oud.parent / "2028-2031")
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    heading, *faults = ran.err.splitlines()
    assert heading == "Er zijn 4 fouten gevonden. Er is niets gemaakt of gewijzigd."
    assert [fault.partition(":")[0] for fault in faults] == [
        "  convenant.toml, [convenant], sleutel getekend_op",
        "  convenant.toml, [convenant], sleutel getekend_te",
        "  convenant.toml, [convenant], sleutel retour_voor",
        "  gemeenten.csv, rij 2 t/m 3, kolom inwoners",
    ]


@pytest.mark.ongemeten
def test_the_new_werkmap_is_whole(tmp_path: Path) -> None:
    """Filled in where the list says so, it makes the agreement of the new period."""
    oud = copy_werkmap(tmp_path / "2023-2027")
    assert nieuw(oud, "../2028-2031", *OPTIES).code == ExitCode.OK
    folder = tmp_path / "2028-2031"
    for key, value in (
        ("getekend_op", "2027-11-30"),
        ("getekend_te", '"Utrecht"'),
        ("retour_voor", "2027-12-15"),
    ):
        edit(folder, f'{key} = ""', f"{key} = {value}", "convenant.toml")
    table = folder / "gemeenten.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert {row["inwoners"] + row["collegebesluit"] for row in rows} == {""}
    for row in rows:
        row["inwoners"] = "105000"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    for soort in ("samenwerkingsovereenkomst", "wijzigingsbrief"):
        made = ("genereer", "Deventer", "--soort", soort, "--alleen-word")
        ran = call_program(*made, cwd=folder)
        assert (ran.code, ran.err) == (ExitCode.OK, "")
    letter = read_word(folder / "uitvoer/wijzigingsbrieven/wijzigingsbrief-deventer.docx")
    *_, dates, counted, tarieven, paid = (
        line for line in letter.as_text().replace("\xa0", " ").splitlines() if " | " in line
    )
    assert (dates, counted, tarieven, paid) == (
        "Peildatum | 1 januari 2022 | 1 januari 2027",
        "Inwoners op de peildatum | 101.446 | 105.000",
        "Tarief per inwoner per jaar | € 0,15 | € 0,16",
        "Bijdrage per jaar | € 15.216,90 | € 16.800,00",
    )
    (word,) = (folder / "uitvoer").rglob("s*deventer.docx")
    text = read_word(word).as_text().replace("\N{NO-BREAK SPACE}", " ")
    for part in (
        "2028 t/m 2031",
        "gaat in op 1 januari 2028 en eindigt van rechtswege op 31 december 2031",
        "op 30 november 2027 het convenant",
        "per jaar € 0,16 exclusief btw per inwoner",
        "met peildatum 1 januari 2027 bedraagt de bijdrage € 16.800,00 exclusief btw per jaar",
    ):
        assert part in text
    assert not re.search(r"202[236]|0,15", text)


def test_who_ended_or_went_over_stays_behind_and_is_told(tmp_path: Path) -> None:
    """Of 41 Zwolle and Delft gave notice, Delft in the last year; Hengelo went over to Enschede."""
    oud = copy_werkmap(tmp_path / "oud")

    def entry(naam: str, code: str, wat: Gebeurtenis, dag: date, aan: str = "") -> Melding:
        return Melding(code, naam, wat, dag, "A. B", aan=aan)

    happened = [
        *(
            entry(naam, code, Gebeurtenis.ONDERTEKEND, date(2023, 2, 1))
            for naam, code in (("Zwolle", "GM0193"), ("Hengelo", "GM0164"), ("Delft", "GM0503"))
        ),
        entry("Zwolle", "GM0193", Gebeurtenis.OPGEZEGD, date(2025, 8, 31)),
        entry("Delft", "GM0503", Gebeurtenis.OPGEZEGD, date(2027, 9, 1)),
        entry("Hengelo", "GM0164", Gebeurtenis.OVERGEDRAGEN, date(2026, 1, 1), "GM0153"),
    ]
    record(oud / "register.csv", happened)
    ran = nieuw(oud, "../volgende", *OPTIES)
    assert ran.code == ExitCode.OK
    told = [line for line in ran.out.splitlines() if "niet overgenomen" in line]
    ended = "is niet overgenomen: haar overeenkomst is beëindigd, met 31 december"
    assert told == [
        f"Let op: Delft {ended} 2027 als laatste dag.",
        "Let op: Hengelo is niet overgenomen: zij is per 1 januari 2026 opgegaan in Enschede.",
        f"Let op: Zwolle {ended} 2025 als laatste dag.",
    ]
    _, *rows = (tmp_path / "volgende/gemeenten.csv").read_text("utf-8-sig").splitlines()
    names = [row.partition(";")[0] for row in rows]
    paid = {row.partition(";")[0]: row.rpartition(";")[2] for row in rows}
    assert (paid["Ede"], paid["Enschede"]) == ("119986", str(160640 + 81476))  # with Hengelo's
    assert (len(names), names.count("Enschede")) == (38, 1)
    assert not {"Delft", "Hengelo", "Zwolle"} & {*names}
    assert "\nleden = 38\n" in (tmp_path / "volgende/convenant.toml").read_text("utf-8")


def test_a_table_of_excel_becomes_csv(oud: Path) -> None:
    (oud / "gemeenten.csv").rename(oud / "gemeenten.txt")
    text = (oud / "gemeenten.txt").read_bytes().decode("utf-8-sig")
    (oud / "gemeenten.txt").write_bytes(text.replace(";", "\t").encode("utf-16"))
    assert nieuw(oud, "../2028-2031", *OPTIES).code == ExitCode.OK
    made = files(oud.parent / "2028-2031")
    assert "gemeenten.txt" not in made
    assert made["gemeenten.csv"].decode() == NIEUWE_TABEL


def test_without_papers_and_columns_that_can_be_missed(oud: Path) -> None:
    shutil.rmtree(oud / "bijlagen")
    text = (oud / "gemeenten.csv").read_text("utf-8-sig")
    rows = [line.split(";") for line in text.splitlines()]
    kept = "".join(";".join(row[:10]) + "\n" for row in rows)
    (oud / "gemeenten.csv").write_text(kept.replace('"', "").replace("Sint, ", ""))
    edit(oud, '[relatiemanager]\nnaam = "C. Bakker"\n', "", "convenant.toml")
    start = INSTELLINGEN.index("[factuur]")
    edit(oud, INSTELLINGEN[start : INSTELLINGEN.index("[documentsoort")], "", "convenant.toml")
    ran = nieuw(oud, "../2028-2031", *OPTIES)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    for absent in ("plaats_ondertekening", "e-mail", "relatiemanager", "factuur", "bijlagen"):
        assert absent not in ran.out


def test_remarks_come_first(oud: Path) -> None:
    shutil.copy(oud / "gemeenten.csv", oud / "gemeenten (1).csv")
    options = dict(GEGEVEN) | {"--ingang": "1-12-2027", "--peildatum": "1-1-2028"}
    ran = nieuw(oud, "../x", *[word for pair in options.items() for word in pair])
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    assert ran.out.splitlines()[:4] == [
        (
            "Let op: Gelezen is gemeenten.csv; gemeenten (1).csv staat er ook, maar wordt niet "
            "gelezen."
        ),
        (
            "Let op: De nieuwe periode begint op 1 december 2027, terwijl de oude nog loopt tot "
            "en met 31 december 2027."
        ),
        "Let op: De peildatum 1 januari 2028 ligt na de ingang op 1 december 2027.",
        (
            "Let op: De peildatum 1 januari 2028 is nog niet geweest; de aantallen inwoners zijn "
            "er dus nog niet."
        ),
    ]


KIES = "kies een andere map voor de nieuwe werkmap"
WIJS = "geef de map van een convenantperiode, of haar jaren als u in die map bent: 2023-2027"


@pytest.mark.parametrize(
    ("arguments", "faults"),
    [
        ((".",), [f".: deze map is niet leeg; {KIES}"]),
        (("convenant.toml",), [f"convenant.toml: hier staat al een bestand; {KIES}"]),
        (
            ("uitvoer/2028-2031",),
            [f"uitvoer/2028-2031: dit ligt in de map uitvoer van de oude werkmap; {KIES}"],
        ),
        (
            ("sjablonen/a/b",),
            [f"sjablonen/a/b: dit ligt in de map sjablonen van de oude werkmap; {KIES}"],
        ),
        (
            ("../a/b",),
            ["../a/b: de map {ouder}/a bestaat niet; maak die eerst, of kies een andere"],
        ),
        (
            ("../n", "--van", "../weg"),
            [f"--van: ../weg is geen werkmap: er staat daar geen convenant.toml; {WIJS}"],
        ),
        (
            ("../n", "--van", "2019-2022"),
            [
                (
                    "--van: de werkmap waar u bent is die van 2023 t/m 2027; "
                    "ga naar de map van 2019-2022, of geef die map zelf"
                )
            ],
        ),
        (
            ("sjablonen", "--van", "x", "--einde", "1-1-2028", "--tarief", "0"),
            [
                f"--van: x is geen werkmap: er staat daar geen convenant.toml; {WIJS}",
                f"sjablonen: deze map is niet leeg; {KIES}",
                "--einde: 1 januari 2028 ligt niet na de ingang; geef een dag na 1 januari 2028",
                "--tarief: 0,00 is geen bedrag boven nul; geef het als 0,15",
            ],
        ),
        (
            ("../n", "--ingang", "1-1-2018"),
            [
                (
                    "--ingang: 1 januari 2018 ligt niet na de ingang van de oude periode; "
                    "geef een dag na 1 januari 2023"
                )
            ],
        ),
    ],
)
def test_refusals(oud: Path, arguments: tuple[str, ...], faults: list[str]) -> None:
    before = files(oud.parent)
    ran = nieuw(oud, *OPTIES, *arguments)  # what comes last counts
    number = len(faults)
    heading = "Er is 1 fout gevonden" if number == 1 else f"Er zijn {number} fouten gevonden"
    expected = [f"{heading}. Er is niets gemaakt of gewijzigd."]
    expected += [f"  {fault.format(ouder=oud.parent)}" for fault in faults]
    assert (ran.code, ran.out, ran.err.splitlines()) == (ExitCode.INPUT, "", expected)
    assert files(oud.parent) == before


def test_the_old_werkmap_must_be_right(oud: Path) -> None:
    edit(oud, "leden = 2\n", "", "convenant.toml")
    edit(oud, ";GM0828;", ";GM82;")
    for van in (("--van", "../2023-2027"), ("--van", "2019-2022")):
        where = ".." if van[1].startswith("..") else oud.parent
        ran = nieuw(oud, "../n", *van, *OPTIES)
        assert ran.code == ExitCode.INPUT
        assert ran.err == (
            "Er zijn 2 fouten gevonden. Er is niets gemaakt of gewijzigd.\n"
            f"  {where}/2023-2027/convenant.toml, [convenant]: de sleutel leden ontbreekt; "
            "vul hier een geheel getal in, zoals 41\n"
            f"  {where}/2023-2027/gemeenten.csv, rij 3 (Sint, Oss), kolom cbs_code: GM82 is geen "
            "CBS-code van een gemeente; schrijf de code als GM0150: GM en vier cijfers\n"
        )


def test_nowhere(tmp_path: Path) -> None:
    ran = call_program("nieuw", "n", "--van", "2023-2027", *OPTIES, cwd=tmp_path)
    assert (ran.code, ran.err) == (
        ExitCode.INPUT,
        (
            "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n"
            "  --van: er is geen map 2023-2027 met een convenant.toml, en u bent niet in een "
            f"werkmap; {WIJS}\n"
        ),
    )
    ran = call_program("nieuw", "n", *OPTIES, cwd=tmp_path)
    assert ran.code == ExitCode.INPUT
    assert ran.err.startswith("Fout: Er is geen werkmap: convenant.toml staat niet in ")


def test_missing_options_are_named_together(oud: Path) -> None:
    ran = nieuw(oud, "../n", "--einde", "31-12-2031")
    assert (ran.code, ran.err) == (
        ExitCode.USAGE,
        (
            "Gebruik: overeenkomstgen nieuw [OPTIES] PAD\n"
            "Met 'overeenkomstgen nieuw --help' krijgt u uitleg.\n\n"
            "Fout: Geef ook op: --ingang, --tarief, --peildatum.\n"
        ),
    )


def test_a_tariff_that_is_none(oud: Path) -> None:
    ran = nieuw(oud, "../n", *OPTIES, "--tarief", "1.500")
    assert (ran.code, ran.err.splitlines()[-1]) == (
        ExitCode.USAGE,
        (
            "Fout: Ongeldige waarde voor '--tarief': 1.500 is op twee manieren te lezen; "
            "schrijf het tarief in euro's als 0,15."
        ),
    )


def test_a_failure_leaves_nothing(oud: Path) -> None:
    """What the disk can do wrong, ``test_crashpunten`` has."""
    ran = nieuw(oud, "/proc/nieuw", *OPTIES)  # where nobody can make a folder
    assert (ran.code, ran.out, ran.err) == (
        ExitCode.UNEXPECTED,
        "",
        (
            "Fout: De map /proc/nieuw is niet gemaakt: het bestaat niet.\n"
            "Kijk of er schijfruimte is, of daar een map gemaakt mag worden, en of de bestanden "
            "die worden overgenomen van u gelezen mogen worden. Er is niets gewijzigd.\n"
        ),
    )


@pytest.mark.parametrize("name", ["n" * 250, "con", "2028:2031", "2028."])
def test_a_name_that_windows_cannot_have(oud: Path, name: str) -> None:
    before = sorted(oud.parent.iterdir())
    ran = nieuw(oud, f"../{name}", *OPTIES)
    assert (ran.code, ran.out, ran.err) == (
        ExitCode.INPUT,
        "",
        (
            f"Fout: {oud.parent / name}: op Windows kan een bestand of map niet {name!r} heten.\n"
            'Kies een andere naam: zonder een van de tekens <>:"/\\|?*, zonder punt of spatie aan '
            "het einde, niet te lang, en niet een als CON of NUL.\n"
        ),
    )
    assert sorted(oud.parent.iterdir()) == before


def on_terminal(folder: Path, arguments: list[str], typed: str) -> tuple[int, str]:
    return run_on_terminal("nieuw", *arguments, cwd=folder, typed=typed, environment=DAG)


def test_a_terminal_asks(oud: Path) -> None:
    typed = "1-1-2020\n\n1-1-2027\n31 december 2031\nveel\n0,12345\n€ 0,16\n31-2-2027\n1-1-2027\n"
    code, shown = on_terminal(oud, ["../2028-2031"], typed)
    assert code == ExitCode.OK
    questions = re.findall(r"(Eerste dag|Laatste dag|Tarief|Peildatum) ?[^\n:]*: ", shown)
    assert questions == [
        *["Eerste dag"] * 2,
        *["Laatste dag"] * 2,
        *["Tarief"] * 3,
        *["Peildatum"] * 2,
    ]
    assert "Eerste dag [1 januari 2028]: " in shown
    assert "Peildatum van de inwoners: " in shown
    for sentence in (
        (
            "Fout: 1 januari 2020 ligt niet na de ingang van de oude periode; geef een dag na "
            "1 januari 2023.\n"
        ),
        "Fout: 1 januari 2027 ligt niet na de ingang; geef een dag na 1 januari 2028.\n",
        "Fout: veel is geen tarief; schrijf het tarief in euro's als 0,15.\n",
        (
            "Fout: 0,12345 heeft meer dan vier cijfers achter de komma; geef er ten hoogste vier, "
            "zoals 0,1525.\n"
        ),
        "Fout: 31-2-2027 bestaat niet.\n",
    ):
        assert sentence in shown
    assert shown.endswith(GEMAAKT)


@pytest.mark.ongemeten
def test_a_terminal_asks_only_what_was_not_given(oud: Path) -> None:
    options = [*OPTIES[:4], *OPTIES[6:]]
    code, shown = on_terminal(oud, ["../2028-2031", *options], "0,16\n")
    assert code == ExitCode.OK
    assert shown.endswith(GEMAAKT)
    assert "Eerste dag" not in shown
    assert "Tarief per inwoner per jaar, in euro's: " in shown


def test_what_stands_in_the_way_is_told_before_the_questions(oud: Path) -> None:
    code, shown = on_terminal(oud, ["."], "")
    assert (code, shown) == (
        ExitCode.INPUT,
        (
            "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n"
            f"  .: deze map is niet leeg; {KIES}\n"
        ),
    )

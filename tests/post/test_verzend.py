"""Drafts of e-mails, from the command line, with real documents."""

from __future__ import annotations

import secrets
import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from hulp.mail import read_by_all, read_mail
from hulp.uitvoeren import Ran, call_program, run_program
from hulp.werkmappen import OPEN, add_columns, copy_werkmap, edit, files, fill_in
from overeenkomstgen.cli.afloop import ExitCode

if TYPE_CHECKING:
    from hulp.snapshots import Snapshots

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

MARCH_2023 = {"SOURCE_DATE_EPOCH": "1678446000"}  # 10 March 2023
CONVENANT = "Convenant coöperatie & regio's.pdf"
THREE = ("Alkmaar", "Deventer", "den bosch")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
DRAFTED = "\nEr is niets verstuurd: open de concepten in Outlook, kijk ze na en verstuur ze zelf.\n"
SENT = f"{DRAFTED}Leg dat daarna vast met: overeenkomstgen verzonden aanbiedingsbrief\n"
REFUSED = "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n  "


def run(werkmap: Path, *arguments: str) -> Ran:
    """Run the program on 10 March 2023."""
    return call_program(*arguments, cwd=werkmap, environment=MARCH_2023)


def must(werkmap: Path, *arguments: str) -> str:
    """Run the program; return what it says when all goes well."""
    ran = run(werkmap, *arguments)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    return ran.out


def refused(werkmap: Path, *arguments: str) -> str:
    """Run a command that must be refused; return what it says. Nothing may change."""
    before = files(werkmap)
    ran = run(werkmap, *arguments)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert files(werkmap) == before
    return ran.err


def scan(file: Path) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    return file


def fill_in_address(werkmap: Path, gemeente: str, address: str) -> None:
    table = werkmap / "gemeenten.csv"
    lines = table.read_text("utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith(f"{gemeente};"))
    *rest, was, vorige = lines[number].rstrip().split(";")
    assert not was
    lines[number] = ";".join((*rest, address, vorige))
    table.write_text("\n".join(lines), "utf-8")


@pytest.fixture(scope="module")
def before_signing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the agreements and letters of three, once; Alkmaar has no address, all else is known."""
    werkmap = copy_werkmap(tmp_path_factory.mktemp("verzend") / "werkmap")
    fill_in_address(werkmap, "Deventer", "college@deventer.nl")
    fill_in_address(werkmap, "'s-Hertogenbosch", "college@s-hertogenbosch.nl")
    (werkmap / "bijlagen").mkdir()
    scan(werkmap / "bijlagen" / CONVENANT)
    papers = 'bijsluiten = ["samenwerkingsovereenkomst"]\nbijlagen = ["'
    edit(werkmap, f"{papers}convenant.pdf", f"{papers}{CONVENANT}", "convenant.toml")
    scan(werkmap / "bijlagen/convenant.pdf")
    edit(werkmap, "Onderwerp: Nieuw", "Onderwerp: Één nieuw", "sjablonen/aanbiedingsbrief.txt")
    fill_in(werkmap)
    must(werkmap, "genereer", *THREE)
    must(werkmap, "genereer", "--soort", "aanbiedingsbrief", *THREE)
    return werkmap


@pytest.fixture(scope="module")
def after_signing(before_signing: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let Deventer sign on paper and Alkmaar without; give them invoices."""
    folder = tmp_path_factory.mktemp("getekend")
    werkmap = Path(shutil.copytree(before_signing, folder / "werkmap"))
    paper = str(scan(folder / "scan.pdf"))
    must(werkmap, "onderteken", "Deventer", "--op", "2023-02-01", "--bestand", paper, "--ja")
    must(werkmap, "onderteken", "Alkmaar", "--op", "2023-02-02")
    must(werkmap, "genereer", "--soort", "ontvangstbevestiging")
    must(werkmap, "facturen", "2023", "Deventer")
    return werkmap


@pytest.fixture
def werkmap(before_signing: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(before_signing, tmp_path / "werkmap"))


@pytest.fixture
def signed(after_signing: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(after_signing, tmp_path / "werkmap"))


def test_several_addresses_and_who_gets_a_copy(werkmap: Path) -> None:
    """Also on what Outlook shows of a name, and in a letter that names them."""
    both = '"Zoë König <z@deventer.nl>; bestuur@deventer.nl"'  # as Excel saves a cell with one
    edit(werkmap, "college@deventer.nl", both)
    add_columns(werkmap, {"cc": {"Deventer": '"Wit, Jan de" <jan@x.nl>, archief@x.nl'}})
    must(werkmap, "verzend", "Deventer", "Alkmaar")
    folder = werkmap / "uitvoer/verzenden/aanbiedingsbrief"
    mail = read_mail(folder / "aanbiedingsbrief-deventer.eml")
    assert mail.to == [("Zoë König", "z@deventer.nl"), ("Gemeente Deventer", "bestuur@deventer.nl")]
    assert mail.cc == [("Wit, Jan de", "jan@x.nl"), ("", "archief@x.nl")]
    mail = read_mail(folder / "aanbiedingsbrief-alkmaar.eml")
    assert (mail.to, mail.cc) == ([], [])


def test_a_column_of_ones_own_in_the_text(werkmap: Path) -> None:
    add_columns(werkmap, {"Contact": {"Deventer": "Zoë"}})
    text = "sjablonen/aanbiedingsbrief.txt"
    edit(werkmap, "Onderwerp: Één", "Onderwerp: {{ gemeente.eigen.contact }}, een", text)
    assert run(werkmap, "verzend", "Deventer").code == ExitCode.OK
    draft = werkmap / "uitvoer/verzenden/aanbiedingsbrief/aanbiedingsbrief-deventer.eml"
    assert read_mail(draft).subject.startswith("Zoë, een nieuw convenant ")
    told = refused(werkmap, "verzend", "Alkmaar")
    assert "  gegeven uit een eigen kolom (kolom contact): 1\n    Alkmaar\n" in told


def test_what_changes_goes_out_once_nothing_of_it_is_open(werkmap: Path) -> None:
    """Whether Amstelveen took part before is not known, until the table says that it did not."""
    soort, both = ("--soort", "wijzigingsbrief"), ("Amstelveen", "Deventer")
    must(werkmap, "genereer", *soort, *both)
    told = refused(werkmap, "verzend", soort[1], *both)
    assert "(kolom vorige_inwoners): 1\n    Amstelveen\n" in told
    edit(werkmap, "Poppens;burgemeester;;;;;", "Poppens;burgemeester;;;;;0")
    must(werkmap, "genereer", *soort, *both)
    must(werkmap, "verzend", soort[1], *both)
    drafts = werkmap / "uitvoer/verzenden/wijzigingsbrief"
    new, other = (read_mail(drafts / f"wijzigingsbrief-{each.lower()}.eml") for each in both)
    assert "vorige" not in new.text
    more = "Vergeleken met de vorige periode betaalt uw gemeente € 2.262,01 meer."
    assert more in other.text.replace("\xa0", " ")
    assert other.attachments[0][0] == "wijzigingsbrief-deventer.pdf"


def without_rows(werkmap: Path, start: bytes) -> None:
    """Take the rows that begin with something out of the account."""
    account = werkmap / "uitvoer/verantwoording.csv"
    rows = account.read_bytes().split(b"\r\n")
    account.write_bytes(b"\r\n".join(row for row in rows if not row.startswith(start)))


def attached(werkmap: Path, name: str) -> dict[str, bytes]:
    return read_mail(werkmap / f"uitvoer/verzenden/{name}.eml").files()


def drafts(werkmap: Path, folder: str = "aanbiedingsbrief") -> list[str]:
    return sorted(file.name for file in (werkmap / "uitvoer/verzenden" / folder).iterdir())


@pytest.mark.ongemeten
def test_the_letters_of_three(werkmap: Path, snapshots: Snapshots) -> None:
    """Acceptance: opens in an independent parser, with the right attachments."""
    ran = run_program("verzend", *THREE, cwd=werkmap, environment=MARCH_2023)
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    snapshots.check("verzend.txt", ran.out)
    assert drafts(werkmap) == [
        "aanbiedingsbrief-alkmaar.eml",
        "aanbiedingsbrief-deventer.eml",
        "aanbiedingsbrief-s-hertogenbosch.eml",
    ]
    folder, uitvoer = werkmap / "uitvoer/verzenden/aanbiedingsbrief", werkmap / "uitvoer"
    mail = read_mail(folder / "aanbiedingsbrief-s-hertogenbosch.eml")
    assert mail.to == [("Gemeente 's-Hertogenbosch", "college@s-hertogenbosch.nl")]
    assert mail.unsent == ["1"]
    assert mail.subject == (
        "Één nieuw convenant 2023 t/m 2027 en samenwerkingsovereenkomst gemeente 's-Hertogenbosch"
    )
    snapshots.check("verzend-tekst.txt", mail.text)
    letter = "aanbiedingsbrief-s-hertogenbosch.pdf"
    agreement = "samenwerkingsovereenkomst-s-hertogenbosch"
    assert mail.attachments == [
        (letter, PDF, (uitvoer / "aanbiedingsbrieven" / letter).read_bytes()),
        (f"{agreement}.pdf", PDF, (uitvoer / f"overeenkomsten/{agreement}.pdf").read_bytes()),
        (f"{agreement}.docx", WORD, (uitvoer / f"overeenkomsten/{agreement}.docx").read_bytes()),
        (CONVENANT, PDF, (werkmap / "bijlagen" / CONVENANT).read_bytes()),
    ]
    assert read_mail(folder / "aanbiedingsbrief-alkmaar.eml").to == []


@pytest.mark.ongemeten
def test_the_same_input_gives_the_same_bytes(werkmap: Path) -> None:
    told = must(werkmap, "verzend", "aanbiedingsbrief", *THREE)
    before = files(werkmap)
    assert must(werkmap, "verzend", "aanbiedingsbrief", *THREE) == told
    assert files(werkmap) == before


@pytest.mark.ongemeten
def test_one_by_name(werkmap: Path) -> None:
    told = must(werkmap, "verzend", "GM0150")
    assert "Aanbiedingsbrief: 1 concept van een e-mail, in uitvoer/verzenden" in told
    assert "e-mailadres in de tabel" not in told
    assert drafts(werkmap) == ["aanbiedingsbrief-deventer.eml"]


def open_again(werkmap: Path, *keys: str) -> None:
    """Let what was filled in stand open again in ``convenant.toml``."""
    for key in keys:
        edit(werkmap, f'{key} = "{OPEN[key]}"', f'# {key} = ""', "convenant.toml")


@pytest.mark.ongemeten
def test_what_is_open_is_told_and_not_sent(werkmap: Path, snapshots: Snapshots) -> None:
    """In a letter and in the text; in the agreement is open what who gets it fills in."""
    make_letters = ("genereer", "--soort", "aanbiedingsbrief", *THREE)
    must(werkmap, "verzend", *THREE)
    earlier = files(werkmap / "uitvoer/verzenden")
    open_again(werkmap, "naam", "email", "telefoon")
    text = "{{ relatiemanager.telefoon }}, {{ gemeente.collegebesluit | datum }}\n\nMet vr"
    edit(werkmap, "Met vr", text, "sjablonen/aanbiedingsbrief.txt")
    must(werkmap, *make_letters)
    snapshots.check("verzend-geweigerd.txt", refused(werkmap, "verzend", *THREE))
    snapshots.check("verzend-toch.txt", must(werkmap, "verzend", *THREE, "--toch"))
    edit(werkmap, text, "Met vr", "sjablonen/aanbiedingsbrief.txt")
    fill_in(werkmap, "naam", "email", "telefoon")
    assert refused(werkmap, "verzend", *THREE) == (  # the letters are still of before
        "Fout: Er is geen concept gemaakt, want wat u verstuurt is nog niet volledig.\n"
        "Maak de stukken opnieuw met: overeenkomstgen genereer --soort aanbiedingsbrief, en "
        "probeer het dan opnieuw. Met --toch komen de concepten er zoals het nu is.\n"
    )
    must(werkmap, *make_letters)
    must(werkmap, "verzend", *THREE)
    assert files(werkmap / "uitvoer/verzenden") == earlier


@pytest.mark.ongemeten
def test_a_letter_that_is_enclosed_has_nothing_open(werkmap: Path) -> None:
    """The lines that a nota leaves to the municipality are no fields."""
    must(werkmap, "genereer", "--soort", "collegenota", "Alkmaar")
    assert must(werkmap, "verzend", "collegenota", "Alkmaar").endswith(
        SENT.replace("aanbiedingsbrief", "collegenota")
    )
    open_again(werkmap, "naam")
    must(werkmap, "genereer", "--soort", "aanbiedingsbrief", "Alkmaar")
    assert refused(werkmap, "verzend", "collegenota", "Alkmaar") == (
        "\nNog niet bekend; in een stuk dat meegaat (Aanbiedingsbrief) staat een invulregel:\n"
        "  naam van de relatiemanager (convenant.toml, [relatiemanager], sleutel naam): 1\n"
        "  naam van de secretaris van het netwerk (convenant.toml, [netwerk.secretaris], sleutel "
        "naam): 1\n"
        "\n"
        "Fout: Er is geen concept gemaakt, want wat u verstuurt is nog niet volledig.\n"
        "Vul in wat nog niet bekend is, maak de stukken opnieuw met: overeenkomstgen genereer "
        "--soort aanbiedingsbrief, en probeer het dan opnieuw. Met --toch komen de "
        "concepten er zoals het nu is.\n"
    )


@pytest.mark.parametrize("toch", [False, True])
def test_what_is_open_in_an_agreement(werkmap: Path, *, toch: bool) -> None:
    """What the municipality does not know may not be; the account tells what is."""
    account = "uitvoer/verantwoording.csv"
    open_again(werkmap, "postcode")
    edit(werkmap, ";gemeente.collegebesluit, ", ";stichting.postcode, ", account)
    told = "\n  postcode van de stichting (convenant.toml, [stichting], sleutel postcode): 2\n"
    if toch:
        assert told in must(werkmap, "verzend", *THREE, "--toch")
        return
    assert told in refused(werkmap, "verzend", *THREE)
    edit(werkmap, ";stichting.postcode, ", ";stichting.fax, ", account)  # of an older version
    assert must(werkmap, "verzend", *THREE).endswith(SENT)
    edit(werkmap, ";stichting.fax, ", ";stichting.postcode, ", account)
    settings = "convenant.toml"
    edit(werkmap, 'toegestaan = ["', 'toegestaan = ["stichting.postcode", "', settings)
    assert "stichting" not in must(werkmap, "verzend", *THREE)


NOT_MADE = "is er nog niet; maak dit stuk eerst met: overeenkomstgen"


def test_what_is_not_made_is_told_all_at_once(werkmap: Path) -> None:
    (werkmap / "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.docx").unlink()
    (werkmap / "uitvoer/aanbiedingsbrieven/aanbiedingsbrief-alkmaar.docx").unlink()  # not sent
    assert refused(werkmap, "verzend", *THREE, "Almelo") == (
        "Er zijn 4 fouten gevonden. Er is niets gemaakt of gewijzigd.\n"
        f"  Almelo: aanbiedingsbrief-almelo.pdf {NOT_MADE} genereer --soort aanbiedingsbrief\n"
        f"  Almelo: samenwerkingsovereenkomst-almelo.pdf {NOT_MADE} genereer\n"
        f"  Almelo: samenwerkingsovereenkomst-almelo.docx {NOT_MADE} genereer\n"
        f"  Deventer: samenwerkingsovereenkomst-deventer.docx {NOT_MADE} genereer\n"
    )


def test_what_was_changed_by_hand_or_is_not_accounted_for_is_refused(werkmap: Path) -> None:
    for name in (
        "aanbiedingsbrieven/aanbiedingsbrief-deventer.docx",
        "overeenkomsten/samenwerkingsovereenkomst-deventer.pdf",
    ):
        (werkmap / "uitvoer" / name).write_bytes(b"met de hand")
    without_rows(werkmap, b"Aanbiedingsbrief;Alk")
    letter = "met: overeenkomstgen genereer --soort aanbiedingsbrief\n"
    assert refused(werkmap, "verzend", "Alkmaar", "Deventer") == (
        "Er zijn 3 fouten gevonden. Er is niets gemaakt of gewijzigd.\n"
        "  Alkmaar: aanbiedingsbrief-alkmaar.pdf staat niet in de verantwoording; gooi dit stuk "
        f"weg en maak het opnieuw {letter}"
        "  Deventer: aanbiedingsbrief-deventer.docx is gewijzigd nadat het was gemaakt; maak dit "
        f"stuk opnieuw {letter}"
        "  Deventer: samenwerkingsovereenkomst-deventer.pdf is gewijzigd nadat het was gemaakt; "
        "maak dit stuk opnieuw met: overeenkomstgen genereer\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("samenwerkingsovereenkomst",),
            (
                "samenwerkingsovereenkomst: bij deze documentsoort staat geen bericht, dus er is "
                "geen tekst voor een e-mail; kies uit: aanbiedingsbrief, herinnering, collegenota, "
                "ontvangstbevestiging, factuurbrief, creditfactuur, opzegbevestiging, "
                "opzeggingsbrief, beeindigingsbevestiging, overdrachtsbevestiging, "
                "verlengingsbrief, wijzigingsbrief, bijlage-3"
            ),
        ),
        (
            ("herinering",),
            (
                '"herinering": dit is geen documentsoort in convenant.toml en geen gemeente in de '
                "tabel; bedoeld is misschien herinnering"
            ),
        ),
        (
            ("Devnter",),
            (
                'gemeente "Devnter": deze gemeente staat niet in de tabel; bedoeld is misschien '
                "Deventer"
            ),
        ),
        (
            ("opzegbevestiging", "Deventer"),
            (
                "Deventer: deze gemeente krijgt geen opzegbevestiging: zij heeft niet opgezegd; "
                "laat haar weg, of kijk wat er is vastgelegd met: overeenkomstgen status"
            ),
        ),
        (
            ("factuurbrief",),
            "factuurbrief: van Factuur is er één voor elk jaar; zeg van welk jaar, met --jaar JAAR",
        ),
        (
            ("--jaar", "2023"),
            "--jaar 2023: van Aanbiedingsbrief is er niet één voor elk jaar; laat --jaar weg",
        ),
    ],
)
def test_refused(werkmap: Path, arguments: tuple[str, ...], message: str) -> None:
    assert refused(werkmap, "verzend", *arguments) == f"{REFUSED}{message}\n"


def test_without_any_text_there_is_nothing_to_send(werkmap: Path) -> None:
    settings = werkmap / "convenant.toml"
    lines = settings.read_text("utf-8").split("\n")
    settings.write_text("\n".join(x for x in lines if not x.startswith("bericht")), "utf-8")
    assert refused(werkmap, "verzend") == (
        f"{REFUSED}convenant.toml: geen enkele documentsoort heeft een bericht, dus er is niets om "
        'te verzenden; zet bij een documentsoort bericht = "NAAM.txt", een tekst in de map '
        "sjablonen\n"
    )


def test_what_there_is_one_of_for_all_is_not_sent_to_each(werkmap: Path) -> None:
    soort = '[documentsoort.leden]\nnaam = "Leden"\nmeervoud = "Leden"\nper = "convenant"\n'
    more = 'sjabloon = "bijlage-3.docx"\nbestandsnaam = "leden"\npaginas = [1, 3]\n'
    with (werkmap / "convenant.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n{soort}{more}bericht = "leden.txt"\n')
    (werkmap / "sjablonen/leden.txt").write_text("Onderwerp: Leden\n\ntekst\n", "utf-8")
    assert refused(werkmap, "verzend", "leden") == (
        f"{REFUSED}leden: er is één document voor alle gemeenten samen, en een e-mail is per "
        "gemeente; zet deze documentsoort in bijsluiten bij wat u per gemeente verzendt\n"
    )


def test_a_fault_in_the_text_stops_all(werkmap: Path) -> None:
    edit(werkmap, "Onderwerp:", "Betreft:", "sjablonen/collegenota.txt")
    assert refused(werkmap, "verzend", "Deventer") == (
        f"{REFUSED}sjablonen/collegenota.txt, regel 1: hier staat niet het onderwerp van de "
        'e-mail; begin met "Onderwerp: " en dan het onderwerp, zoals Onderwerp: Herinnering\n'
    )


def test_nobody_to_send_to_and_what_was_drafted_goes(werkmap: Path) -> None:
    stale = werkmap / "uitvoer/verzenden/opzegbevestiging/opzegbevestiging-deventer.eml"
    stale.parent.mkdir(parents=True)
    stale.write_text("oud")
    assert must(werkmap, "verzend", "opzegbevestiging") == (
        "Er is nu geen enkele gemeente aan wie een opzegbevestiging te verzenden is.\n"
        "\nWeggehaald, want deze gemeenten krijgen er nu geen:\n"
        "    opzegbevestiging-deventer.eml\n"
    )
    assert not stale.exists()


def test_what_there_is_one_of_for_all_is_told_once(signed: Path) -> None:
    account = signed / "uitvoer/verantwoording.csv"
    row = next(row for row in account.read_text("utf-8").split("\n") if row.startswith("Bijlage 3"))
    cells = row.split(";")
    cells[8] = "stichting.postcode"
    open_again(signed, "postcode")
    edit(signed, row, ";".join(cells), "uitvoer/verantwoording.csv")
    assert refused(signed, "verzend", "ontvangstbevestiging").startswith(
        "\nNog niet bekend; in een stuk dat meegaat (Bijlage 3) staat een invulregel:\n"
        "  postcode van de stichting (convenant.toml, [stichting], sleutel postcode): 1\n"
    )


def test_who_signed_gets_the_scan(signed: Path) -> None:
    """The confirmation brings it with Bijlage 3, and so does the letter."""
    assert must(signed, "verzend", "ontvangstbevestiging").endswith(
        SENT.replace("aanbiedingsbrief", "ontvangstbevestiging")
    )
    found = attached(signed, "ontvangstbevestiging/ontvangstbevestiging-deventer")
    name = "samenwerkingsovereenkomst-deventer-2023-02-01.pdf"
    assert list(found) == ["ontvangstbevestiging-deventer.pdf", name, "bijlage-3.pdf"]
    assert found["bijlage-3.pdf"] == (signed / "uitvoer/bijlage-3.pdf").read_bytes()
    found = attached(signed, "ontvangstbevestiging/ontvangstbevestiging-alkmaar")
    assert list(found) == ["ontvangstbevestiging-alkmaar.pdf", "bijlage-3.pdf"]  # there is no scan
    must(signed, "verzend", "aanbiedingsbrief", "Deventer", "Alkmaar")
    found = attached(signed, "aanbiedingsbrief/aanbiedingsbrief-deventer")
    assert list(found) == ["aanbiedingsbrief-deventer.pdf", name, CONVENANT]
    assert found[name] == (signed / "ondertekend" / name).read_bytes()
    issued = "samenwerkingsovereenkomst-alkmaar"
    assert list(attached(signed, "aanbiedingsbrief/aanbiedingsbrief-alkmaar")) == [
        *("aanbiedingsbrief-alkmaar.pdf", f"{issued}.pdf", f"{issued}.docx", CONVENANT)
    ]


def test_what_was_signed_needs_no_account(signed: Path) -> None:
    """The row of a signed agreement is kept with it, in the safe."""
    without_rows(signed, b"Samenwerkingsov")
    must(signed, "verzend", "Alkmaar")
    for file in (signed / "ondertekend/uitgegeven").glob("GM0361-*.json"):
        file.unlink()
    assert refused(signed, "verzend", "Alkmaar") == (
        f"{REFUSED}Alkmaar: samenwerkingsovereenkomst-alkmaar.pdf staat niet in de verantwoording; "
        "gooi dit stuk weg en maak het opnieuw met: overeenkomstgen genereer\n"
    )


def test_a_signed_paper_that_was_changed_or_has_gone(signed: Path) -> None:
    paper = signed / "ondertekend/samenwerkingsovereenkomst-deventer-2023-02-01.pdf"
    for damage in (lambda: paper.write_bytes(b"anders"), paper.unlink):
        damage()
        assert refused(signed, "verzend", "Deventer") == (
            f"{REFUSED}Deventer: het getekende papier, "
            "ondertekend/samenwerkingsovereenkomst-deventer-2023-02-01.pdf, is weg of is "
            "gewijzigd; zet het terug uit een reservekopie\n"
        )


def test_the_invoices_of_a_year(signed: Path) -> None:
    """Alkmaar has signed, and has no invoice yet."""
    folder = signed / "uitvoer/verzenden/factuurbrief/2023"
    folder.mkdir(parents=True)
    (folder / "factuur-2023-zwolle.eml").write_text("oud")
    told = must(signed, "verzend", "factuurbrief", "--jaar", "2023")
    assert told.startswith(
        "Factuur: 1 concept van een e-mail, in uitvoer/verzenden/factuurbrief/2023.\n"
    )
    assert (
        "\nWeggehaald, want deze gemeenten krijgen er nu geen:\n    factuur-2023-zwolle.eml\n"
        in told
    )
    assert drafts(signed, "factuurbrief/2023") == ["factuur-2023-deventer.eml"]
    mail = read_mail(folder / "factuur-2023-deventer.eml")
    assert mail.subject == "Factuur P31-2023-001: bijdrage 2023 van de gemeente Deventer"
    name = "factuur-2023-deventer.pdf"
    assert mail.files() == {name: (signed / "uitvoer/facturen/2023" / name).read_bytes()}
    assert "18.412,45" in mail.text


def test_an_invoice_that_was_not_given(signed: Path) -> None:
    assert refused(signed, "verzend", "factuurbrief", "Alkmaar", "--jaar", "2023") == (
        f"{REFUSED}Alkmaar: er is geen factuur van 2023; maak hem eerst met: overeenkomstgen "
        "facturen 2023\n"
    )
    shutil.rmtree(signed / "uitvoer/facturen")
    assert refused(signed, "verzend", "factuurbrief", "--jaar", "2023") == (
        f"{REFUSED}Deventer: factuur-2023-deventer.pdf {NOT_MADE} facturen 2023\n"
    )


@pytest.mark.ongemeten
def test_an_invoice_can_go_with_something_else(signed: Path) -> None:
    edit(signed, '"samenwerkingsovereenkomst", "bijlage-3"', '"factuurbrief"', "convenant.toml")
    assert refused(signed, "verzend", "ontvangstbevestiging", "Deventer") == (
        f"{REFUSED}ontvangstbevestiging: van Factuur is er één voor elk jaar; zeg van welk jaar, "
        "met --jaar JAAR\n"
    )
    must(signed, "verzend", "ontvangstbevestiging", "Deventer", "--jaar", "2023")
    found = attached(signed, "ontvangstbevestiging/2023/ontvangstbevestiging-deventer")
    assert list(found) == ["ontvangstbevestiging-deventer.pdf", "factuur-2023-deventer.pdf"]


@pytest.mark.ongemeten
def test_a_letter_for_each_year(werkmap: Path) -> None:
    """A documentsoort of one's own, made for a year."""
    edit(
        werkmap,
        'map = "herinneringen"\nbestandsnaam = "herinnering-{gemeente}"',
        'map = "herinneringen/{jaar}"\nbestandsnaam = "herinnering-{gemeente}"\nper = "jaar"',
        "convenant.toml",
    )
    assert refused(werkmap, "verzend", "herinnering", "Deventer", "--jaar", "2024") == (
        f"{REFUSED}Deventer: herinnering-deventer.pdf {NOT_MADE} genereer --soort herinnering "
        "--jaar 2024\n"
    )


@pytest.mark.ongemeten
def test_drafts_stay_when_one_cannot_be_made(werkmap: Path) -> None:
    must(werkmap, "verzend", "Deventer")
    before = files(werkmap / "uitvoer/verzenden")
    (werkmap / "uitvoer/verzenden/aanbiedingsbrief/aanbiedingsbrief-alkmaar.eml").mkdir()
    ran = run(werkmap, "verzend", *THREE)
    assert ran.code == ExitCode.UNEXPECTED
    assert "aanbiedingsbrief-alkmaar.eml is niet te schrijven" in ran.err
    assert files(werkmap / "uitvoer/verzenden") == before


@pytest.mark.ongemeten
def test_what_would_say_something_else_now_is_told(werkmap: Path) -> None:
    for arguments in (("genereer",), ("genereer", "--soort", "herinnering")):
        must(werkmap, *arguments, "Deventer", "Ede")
    told = "Let op: een stuk is van een andere dag, of gemaakt met andere gegevens dan nu"
    assert told not in must(werkmap, "verzend", "herinnering", "Deventer", "Ede")
    edit(werkmap, ";101446;", ";101447;")
    assert (
        f"\n{told}; maak het zo nodig eerst opnieuw, en dan het concept: 1\n    Deventer\n"
        in must(werkmap, "verzend", "herinnering", "Deventer", "Ede")
    )
    later = {"SOURCE_DATE_EPOCH": "1678600000"}  # two days on: the letter counts other days
    ran = call_program("verzend", "herinnering", "Ede", cwd=werkmap, environment=later)
    assert f"{told}; maak het zo nodig eerst opnieuw, en dan het concept: 1\n    Ede\n" in ran.out


@pytest.mark.ongemeten
def test_a_pdf_that_is_older_than_its_word_file_is_refused(werkmap: Path) -> None:
    for arguments in (("genereer",), ("genereer", "--soort", "herinnering")):
        must(werkmap, *arguments, "Deventer")
    must(werkmap, "genereer", "Deventer", "--alleen-word", "--alles")
    assert refused(werkmap, "verzend", "herinnering", "Deventer") == (
        f"{REFUSED}Deventer: samenwerkingsovereenkomst-deventer.pdf is ouder dan het Word-bestand; "
        "maak dit stuk opnieuw met: overeenkomstgen genereer\n"
    )


@pytest.mark.ongemeten
@pytest.mark.parametrize("address", ["info[1]@deventer.nl", "x\\y@z.nl", f"{'a' * 65}@z.nl"])
def test_an_address_that_no_header_can_hold_is_refused_in_the_table(
    werkmap: Path, address: str
) -> None:
    fill_in_address(werkmap, "Alkmaar", address)
    assert refused(werkmap, "verzend", "Deventer").startswith(
        f"{REFUSED}gemeenten.csv, rij 2 (Alkmaar), kolom e-mail: "
    )


def test_thirty_megabytes_arrive_in_four_parsers_and_are_told(werkmap: Path) -> None:
    """Three addresses with names and accents as well; Alkmaar has no address."""
    paper = werkmap / "bijlagen" / CONVENANT
    paper.write_bytes(paper.read_bytes() + secrets.token_bytes(30_000_000))
    several = "Zoë König-d'Haëne <z@deventer.nl>, jan@deventer.nl, Çelik <c@deventer.nl>"
    edit(werkmap, "college@deventer.nl", several)
    ran = run(werkmap, "verzend", "aanbiedingsbrief", "Alkmaar", "Deventer")
    assert ran.code == ExitCode.OK
    assert (
        "Nog zonder adres; geen e-mailadres in de tabel (kolom e-mail): 1\n    Alkmaar" in ran.out
    )
    assert (
        "2 e-mails, zoals die aan Deventer, zijn groter dan 20 MB en komen niet overal aan: 41,2 "
        f"MB. Het grootste stuk is {CONVENANT} (30 MB); maak dat kleiner, of stuur het apart.\n"
    ) in ran.out.replace(
        "aan Alkmaar, zijn", "aan Deventer, zijn"
    )  # either can be a few bytes more
    folder = werkmap / "uitvoer/verzenden/aanbiedingsbrief"
    found = read_by_all(folder / "aanbiedingsbrief-deventer.eml")
    assert set(found) == {"postal-mime", "mailparser", "letterparser", "Python"}
    (first, *others) = found.values()
    assert [each for each in others if each != first] == []
    assert first.to == [
        ("Zoë König-d'Haëne", "z@deventer.nl"),
        ("Gemeente Deventer", "jan@deventer.nl"),
        ("Çelik", "c@deventer.nl"),
    ]
    assert first.files[CONVENANT] == sha256(paper.read_bytes()).hexdigest()
    assert len(first.files) == 4
    assert all(name in first.text for name in ("Aanbiedingsbrief", "overeenkomst", CONVENANT))
    without = read_by_all(folder / "aanbiedingsbrief-alkmaar.eml")
    assert [each.to for each in without.values()] == [[], [], [], []]


def test_a_fixed_paper_that_is_missing_is_told_and_never_named(werkmap: Path) -> None:
    (werkmap / "bijlagen" / CONVENANT).unlink()
    said = refused(werkmap, "verzend", "aanbiedingsbrief", "Deventer")
    assert said == (
        "Fout: Er is geen concept gemaakt, want wat u verstuurt is nog niet volledig.\n"
        f"Zet {CONVENANT} in de map bijlagen, en probeer het dan opnieuw. Met --toch komen "
        "de concepten er zoals het nu is.\n"
    )
    ran = run(werkmap, "verzend", "aanbiedingsbrief", "Deventer", "--toch")
    assert ran.code == ExitCode.OK
    assert f"{CONVENANT} staat niet in de map bijlagen, en gaat dus niet mee." in ran.out + ran.err
    draft = werkmap / "uitvoer/verzenden/aanbiedingsbrief/aanbiedingsbrief-deventer.eml"
    for each in read_by_all(draft).values():
        assert CONVENANT not in each.files
        assert CONVENANT not in each.text

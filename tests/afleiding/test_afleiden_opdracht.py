"""``sjabloon afleiden`` on the command line: what it says, and what it refuses."""

from __future__ import annotations

import re
import sys
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from docx import Document

from hulp.sjabloonbouw import template
from hulp.werkmappen import edit, files
from hulp.wordbouw import docx, field, paragraph, run, text_box
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.cli.hoofd import run as program
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word


def give(*arguments: str) -> int:
    """Carry out the command, in the werkmap that was entered."""
    return program(["sjabloon", "afleiden", *arguments])


def write(folder: Path, name: str, *paragraphs: str) -> str:
    """Write a Word file; return where."""
    place = folder / f"{name}.docx"
    place.write_bytes(template("".join(map(paragraph, paragraphs))))
    return str(place)


PARTIJEN = (
    "De gemeente Deventer, gevestigd te Deventer, Grote Kerkhof 1, handelt op grond van het "
    "collegebesluit van 10 januari 2023."
)
SLOT = "Opgemaakt te Deventer op 10 januari 2023."
WAAR = "samenwerkingsovereenkomst-afgeleid.docx"
NAAM = "{{ gemeente.naam }}, {{ gemeente.plaats }} of {{ ondertekening.plaats }}"
DAG = "{{ gemeente.collegebesluit | datum }} of {{ ondertekening.datum | datum }}"
LEAVE = "of laat het staan als het voor elke gemeente geldt"


def missing(veld: str) -> str:
    return (
        f"  Fout: het veld {veld} komt niet voor, en is verplicht in: Samenwerkingsovereenkomst; "
        f"zet {{{{ {veld} }}}} op zijn plaats, of haal het veld weg uit verplicht in "
        "convenant.toml.\n"
    )


def told(where: str, text: str, what: str, advice: str, *, fout: bool = False) -> str:
    """Return the line of the examination about a text that can be of one municipality."""
    leave = f'of schrijf {{{{ "{text}" }}}} als het zo in elk document hoort' if fout else LEAVE
    return (
        f'  {"Fout" if fout else "Let op"}, alinea "{where}": "{text}" is {what} en komt zo in '
        f"elk document; {advice}, {leave}.\n"
    )


def value(where: str, text: str, tags: str, *, fout: bool = False) -> str:
    what, advice = "een gegeven van de gemeente Deventer", f"zet er {tags} voor in de plaats"
    return told(where, text, what, advice, fout=fout)


@pytest.fixture
def kort(werkmap: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a werkmap, entered, whose agreement requires no more than a name."""
    monkeypatch.chdir(werkmap)
    text = (werkmap / "convenant.toml").read_text("utf-8")
    start = text.index("verplicht = [")
    end = text.index("]", start) + 1
    edit(werkmap, text[start:end], 'verplicht = ["gemeente.naam"]', "convenant.toml")
    return werkmap


@pytest.mark.ongemeten
def test_what_is_said_of_an_ambiguous_example(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(werkmap)
    example = write(werkmap, "voorbeeld", PARTIJEN, SLOT)
    assert give(example, "--gemeente", "deventer") == ExitCode.OK
    assert capsys.readouterr().out == (
        """\
6 velden gevonden, op 6 plaatsen:
  gemeente.adres           1
  gemeente.collegebesluit  1
  gemeente.naam            1
  gemeente.plaats          1
  ondertekening.datum      1
  ondertekening.plaats     1

Gekozen uit meer mogelijkheden:
"""
        "  'Deventer' in 'De gemeente Deventer, gevestigd te Deventer, Grote Kerkhof 1, …' is "
        "gemeente.naam (naam van de gemeente), want er staat 'gemeente' voor.\n"
        "  'Deventer' in 'De gemeente Deventer, gevestigd te Deventer, Grote Kerkhof 1, handelt op "
        "grond van het …' is gemeente.plaats (plaats waar de gemeente zetelt), want er staat "
        "'gevestigd te' voor.\n"
        "  '10 januari 2023' in '… handelt op grond van het collegebesluit van 10 januari 2023.' "
        "is gemeente.collegebesluit (datum van het besluit van burgemeester en wethouders), want "
        "er staat 'collegebesluit van' voor.\n"
        "  'Deventer' in 'Opgemaakt te Deventer op 10 januari 2023.' is ondertekening.plaats "
        "(plaats waar de overeenkomst wordt opgemaakt), want er staat 'Opgemaakt te' voor.\n"
        "  '10 januari 2023' in 'Opgemaakt te Deventer op 10 januari 2023.' is "
        "ondertekening.datum (dag waarop de overeenkomst wordt opgemaakt), want er staat "
        "'te Deventer op' voor.\n"
        f"""
Toegevoegd achter de invulregel, voor gemeenten waarvan het nog niet bekend is:
  (datum) bij gemeente.collegebesluit.
  (plaats) bij ondertekening.plaats.
  (datum) bij ondertekening.datum.

Proef:
  Deventer: woord voor woord gelijk aan voorbeeld.docx.

Het sjabloon staat in sjablonen/{WAAR}.

Keuring van het sjabloon:
sjablonen/{WAAR} (sjabloon van: Samenwerkingsovereenkomst):
"""
        + missing("ondertekenaar.naam")
        + missing("ondertekenaar.functie")
        + missing("bijdrage.tarief")
        + missing("bijdrage.peildatum")
        + missing("bijdrage.jaarbedrag")
        + missing("convenant.ingang")
        + missing("convenant.einde")
        + "7 fouten, 0 keer let op, 0 keer vanzelf hersteld.\n"
        "Het is nog niet af: kijk na wat hierboven staat.\n"
    )
    made = werkmap / "sjablonen" / "samenwerkingsovereenkomst-afgeleid.docx"
    assert read_word(made).as_text() == (
        "De gemeente {{ gemeente.naam }}, gevestigd te {{ gemeente.plaats }}, "
        "{{ gemeente.adres }}, handelt op grond van het collegebesluit van "
        "{{ gemeente.collegebesluit | datum }}"
        "{% if not gemeente.collegebesluit %}\u00a0(datum){% endif %}.\n"
        "Opgemaakt te {{ ondertekening.plaats }}"
        "{% if not ondertekening.plaats %}\u00a0(plaats){% endif %} op "
        "{{ ondertekening.datum | datum }}"
        "{% if not ondertekening.datum %}\u00a0(datum){% endif %}.\n"
    )


def test_what_is_unsure_or_left_over_is_told(
    kort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = kort / "voorbeeld.docx"
    place.write_bytes(
        template(
            paragraph("Wij waren in Deventer, op 10-1-2023, 10 jan. 2023, 2023-01-10 en 10/01/23.")
            + paragraph("Niet op 31-2-2023, en niet op 9-1-2023. Op dinsdag 10 januari 2023 wel.")
            + paragraph("Toen sprak mw. R.C. König met heer König, info@deventer.nl.")
            + paragraph("De Deventerse zaak: de burgemeester zag 41 koeien.")
            + paragraph(run("De bijdrage is ") + field("REF bedrag", "€ 15.216,90") + run("."))
            + paragraph("Plaats: Den Haag")
        )
    )
    assert give("voorbeeld.docx", "--gemeente", "Deventer", "-o", "a.docx") == ExitCode.OK
    first = "Wij waren in Deventer, op 10-1-2023, 10 jan. 2023, 2023-01-10 en 10/01/23."
    days = "Niet op 31-2-2023, en niet op 9-1-2023. Op dinsdag 10 januari 2023 wel."
    third = "Toen sprak mw. {{ ondertekenaar.naam }} met heer König, info@deventer.nl."
    fourth = "De Deventerse zaak: de burgemeester zag 41 koeien."
    made_of = (
        "gemaakt van de naam van de gemeente Deventer",
        "zet er {{ gemeente.naam }} voor in de plaats",
    )
    bedrag = "De bijdrage is € 15.216,90."
    title = "zet er {{ ondertekenaar.aanhef }} voor in de plaats, of haal het weg"
    assert capsys.readouterr().out == (
        """\
1 veld gevonden, op 1 plaats:
  ondertekenaar.naam  1

Onzeker, en daarom niet vervangen (met --interactief kiest u zelf):
"""
        "  'Deventer' in 'Wij waren in Deventer, op 10-1-2023, 10 jan. 2023, 2023-01-10 en …': "
        "gemeente.naam, gemeente.plaats of ondertekening.plaats.\n"
        "  '10 januari 2023' in 'Op dinsdag 10 januari 2023 wel.': gemeente.collegebesluit of "
        "ondertekening.datum.\n"
        """
Onzeker, en blijft staan omdat het voor elke gemeente hetzelfde is:
  'Den Haag' in 'Plaats: Den Haag': convenant.getekend_te of stichting.plaats.

In een veld van Word zelf, en daarom niet vervangen (zet het in Word om in tekst):
  '€ 15.216,90' in 'De bijdrage is € 15.216,90.'.

Gewone woorden, waar niets erop wijst dat het een veld is:
  'burgemeester', 1 keer.
  '41', 1 keer.

Proef:
  Deventer: woord voor woord gelijk aan voorbeeld.docx.

Het sjabloon staat in a.docx.

Keuring van het sjabloon:
a.docx (sjabloon van: Samenwerkingsovereenkomst):
"""
        + missing("gemeente.naam")
        + value(first, "Deventer", NAAM, fout=True)
        + value(first, "10-1-2023", DAG, fout=True)
        + value(first, "10 jan. 2023", DAG, fout=True)
        + value(first, "2023-01-10", DAG, fout=True)
        + value(first, "10/01/23", DAG, fout=True)
        + value(days, "10 januari 2023", DAG, fout=True)
        + f'  Fout, alinea "{bedrag}": een verwijzing wijst naar iets dat er niet is (bedrag); '
        "maak de verwijzing opnieuw.\n"
        + value(bedrag, "€ 15.216,90", "{{ bijdrage.jaarbedrag | bedrag }}", fout=True)
        + told(days, "9-1-2023", "een datum", "zet er een veld voor in de plaats")
        + told(days, "dinsdag", "een dag van de week bij één datum", "haal het weg")
        + told(third, "mw.", "een titel bij één ondertekenaar", title)
        + value(third, "König", "{{ ondertekenaar.naam }}")
        + told(third, "info@deventer.nl", *made_of)
        + told(fourth, "Deventerse", *made_of)
        + "9 fouten, 6 keer let op, 0 keer vanzelf hersteld.\n"
        "Het is nog niet af: kijk na wat hierboven staat.\n"
    )


def test_a_second_example_settles_it(kort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = write(kort, "deventer", "Wat Deventer doet.", "Wat Deventer is.", "Wat Deventer wil.")
    two = write(kort, "zaanstad", "Wat Zaanstad doet.", "Wat Zaandam is.", "Wat Deventer wil.")
    code = give(
        *(one, "--gemeente", "Deventer", "-o", "a.docx", "--ook", two, "--gemeente2", "Zaanstad")
    )
    assert code == ExitCode.OK
    assert capsys.readouterr().out == (
        """\
2 velden gevonden, op 2 plaatsen:
  gemeente.naam    1
  gemeente.plaats  1

Gekozen uit meer mogelijkheden:
"""
        "  'Deventer' in 'Wat Deventer doet.' is gemeente.naam (naam van de gemeente), want in het "
        "tweede voorbeeld staat hier 'Zaanstad'.\n"
        "  'Deventer' in 'Wat Deventer is.' is gemeente.plaats (plaats waar de gemeente zetelt), "
        "want in het tweede voorbeeld staat hier 'Zaandam'.\n"
        """
Gewone woorden, waar niets erop wijst dat het een veld is:
  'Deventer', 1 keer.

Proef:
  Deventer: woord voor woord gelijk aan deventer.docx.
  Zaanstad: woord voor woord gelijk aan zaanstad.docx.

Het sjabloon staat in a.docx.

Keuring van het sjabloon:
a.docx (sjabloon van: Samenwerkingsovereenkomst):
"""
        + value("Wat Deventer wil.", "Deventer", NAAM)
        + "0 fouten, 1 keer let op, 0 keer vanzelf hersteld.\n"
        "Het is nog niet af: kijk na wat hierboven staat.\n"
    )


def test_what_is_in_one_example_only_is_told(
    kort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write(kort, "deventer", "De gemeente Deventer betaalt € 15.216,90 per jaar.")
    two = write(kort, "zwolle", "De gemeente Zwolle betaalt graag € 19.600,20 per jaar.")
    arguments = (one, "--gemeente", "Deventer", "-o", "a.docx", "--ook", two)
    assert give(*arguments, "--gemeente2", "Zwolle") == ExitCode.DOCUMENTS_FAILED
    assert capsys.readouterr().out == (
        """\
2 velden gevonden, op 2 plaatsen:
  bijdrage.jaarbedrag  1
  gemeente.naam        1

Gekozen uit meer mogelijkheden:
"""
        "  'Deventer' in 'De gemeente Deventer betaalt € 15.216,90 per jaar.' is gemeente.naam "
        "(naam van de gemeente), want er staat 'gemeente' voor.\n"
        """
Proef:
  Deventer: woord voor woord gelijk aan deventer.docx.
  Zwolle: niet gelijk aan zwolle.docx.
    In het ingevulde sjabloon ontbreekt na "gemeente Zwolle betaalt" de tekst "graag".

Het sjabloon is niet goed. Om na te kijken staat het in a-niet-goed.docx.

Keuring van het sjabloon:
a-niet-goed.docx (sjabloon van: Samenwerkingsovereenkomst): in orde.
"""
    )
    assert not (kort / "a.docx").exists()
    assert (kort / "a-niet-goed.docx").is_file()


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let someone sit at a terminal and type lines."""
    terminal = StringIO("".join(f"{line}\n" for line in lines))
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)


def test_what_is_unsure_is_asked(
    kort: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = kort / "voorbeeld.docx"
    place.write_bytes(
        docx(
            paragraph("Wat Deventer doet.")
            + paragraph("Wat Deventer is, GM0150.")
            + paragraph(run("Tekst. ") + text_box("In Deventer."))
        )
    )
    answers(monkeypatch, "1", "9", "0", "2")
    assert give("voorbeeld.docx", "--gemeente", "Deventer", "-o", "a.docx", "--interactief") == 0
    choices = """\
  1  gemeente.naam (naam van de gemeente)
  2  gemeente.plaats (plaats waar de gemeente zetelt)
  3  ondertekening.plaats (plaats waar de overeenkomst wordt opgemaakt)
  0  laat staan
Uw keuze [0]: """
    out = capsys.readouterr().out
    assert out.startswith(
        f"\n'Deventer' in 'Wat Deventer doet.' kan meer zijn:\n{choices}"
        f"\n'Deventer' in 'Wat Deventer is, GM0150.' kan meer zijn:\n{choices}"
    )
    assert read_word(kort / "a.docx").as_text() == (
        "Wat {{ gemeente.naam }} doet.\nWat Deventer is, {{ gemeente.cbs_code }}.\nTekst.\n"
        "[tekstvak] In {{ gemeente.plaats }}.\n"
    )
    assert Woordbestand.read(kort / "a.docx").onderdelen[0].xml.count("gemeente.plaats") == 2
    assert (
        "Gekozen uit meer mogelijkheden:\n"
        "  'Deventer' in 'Wat Deventer doet.' is gemeente.naam (naam van de gemeente), want u hebt "
        "het gekozen.\n"
    ) in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--gemeente", "Deventer", "-o", "convenant.toml"),
            (
                "convenant.toml: dit bestand bestaat al; kies een andere naam met -o, of vervang "
                "het met --overschrijf"
            ),
        ),
        (
            ("--gemeente", "Deventer", "--soort", "bijlage-3"),
            (
                "documentsoort Bijlage 3: een sjabloon is alleen af te leiden als er één document "
                "per gemeente is; kies een andere soort met --soort"
            ),
        ),
        (
            ("--gemeente", "Deventer", "--ook", "sjablonen/bijlage-3.docx", "--gemeente2", "Ede"),
            (
                'bijlage-3.docx, alinea "behorende bij het convenant {{ convenant.naam }} '
                '{{ convenant.periode }} versie ": hier staat al '
                "een opdracht; dit is geen ingevulde overeenkomst; geef een document op zoals het "
                "is getekend of verstuurd"
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(
    kort: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    before = files(kort)
    write(kort.parent, "voorbeeld", PARTIJEN)
    assert give("../voorbeeld.docx", *arguments) == ExitCode.INPUT
    assert capsys.readouterr() == (
        "",
        f"Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n  {message}\n",
    )
    assert files(kort) == before


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (("--ook", "b.docx"), "--ook en --gemeente2 horen bij elkaar: geef ze beide op."),
        (("--gemeente2", "Ede"), "--ook en --gemeente2 horen bij elkaar: geef ze beide op."),
        (("--interactief",), "--interactief kan alleen op een scherm waar u kunt antwoorden."),
    ],
)
def test_options_that_do_not_go_together(
    kort: Path, capsys: pytest.CaptureFixture[str], option: tuple[str, ...], message: str
) -> None:
    assert kort.is_dir()
    assert give("a.docx", "--gemeente", "Deventer", *option) == ExitCode.USAGE
    assert message in capsys.readouterr().err


def test_a_template_that_is_there_is_replaced_when_asked(kort: Path) -> None:
    example = write(kort, "voorbeeld", PARTIJEN)
    arguments = (example, "--gemeente", "Deventer", "-o", "a.docx")
    (kort / "a.docx").write_bytes(b"")
    assert give(*arguments) == ExitCode.INPUT
    assert give(*arguments, "--overschrijf") == ExitCode.OK
    assert "gemeente.naam" in Sjabloon.load(kort / "a.docx").fields


@pytest.mark.ongemeten
@pytest.mark.parametrize(("times", "what"), [(1, "Deventer " * 60_000), (5001, "")])
def test_what_is_far_too_large_is_refused(
    kort: Path, capsys: pytest.CaptureFixture[str], times: int, what: str
) -> None:
    example = write(kort, "voorbeeld", *[what] * times)
    assert give(example, "--gemeente", "Deventer") == ExitCode.INPUT
    assert capsys.readouterr().err == (
        "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd.\n"
        "  voorbeeld.docx: dit document heeft meer dan 5000 alinea's of meer dan 500000 tekens; "
        "geef een ingevulde overeenkomst op\n"
    )


def test_properties_that_are_far_too_large_are_refused(
    kort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = str(kort / "voorbeeld.docx")
    document = Document()
    document.add_paragraph(PARTIJEN)
    document.save(example)
    fill_title(Path(example), "Deventer " * 60_000)
    assert give(example, "--gemeente", "Deventer") == ExitCode.INPUT
    assert "meer dan 5000 alinea's of meer dan 500000 tekens" in capsys.readouterr().err


def fill_title(path: Path, title: str) -> None:
    """Give a Word file a title that is longer than Word allows."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    new = re.sub(r"<dc:title>.*?</dc:title>|<dc:title/>", f"<dc:title>{title}</dc:title>", core)
    assert new != core
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, "docProps/core.xml": new.encode()}.items():
            archive.writestr(name, content)


@pytest.mark.ongemeten
def test_a_paragraph_that_is_very_long_takes_no_long_time(kort: Path) -> None:
    example = write(kort, "voorbeeld", "Deventer. " * 5_000)
    assert give(example, "--gemeente", "Deventer") == ExitCode.OK


def test_a_signatory_who_is_not_known_yet(kort: Path) -> None:
    edit(kort, "de heer;P.H. Snijders;burgemeester;", ";;;")
    example = write(
        kort,
        "zwolle",
        "De gemeente Zwolle, vertegenwoordigd door haar ______ (functie), de heer/mevrouw "
        "_______ (naam), collegebesluit van ......... ",
        "Getekend te ____",
        "_____________________",
    )
    assert give(example, "--gemeente", "Zwolle", "-o", "a.docx") == ExitCode.OK
    assert read_word(kort / "a.docx").as_text() == (
        "De gemeente {{ gemeente.naam }}, vertegenwoordigd door haar {{ ondertekenaar.functie }}"
        "{% if not ondertekenaar.functie %} (functie){% endif %}, "
        "{% if ondertekenaar.aanhef %}{{ ondertekenaar.aanhef }}{% else %}de heer/mevrouw"
        "{% endif %} {{ ondertekenaar.naam }}{% if not ondertekenaar.naam %} (naam){% endif %}, "
        "collegebesluit van {{ gemeente.collegebesluit | datum }}\n"
        "Getekend te {{ ondertekening.plaats }}\n"
        "_____________________\n"
    )


def test_a_mandate_is_pointed_out(kort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(kort, "de heer;P.H. Snijders;burgemeester;", "mevrouw;P.H. Snijders;wethouder;")
    example = write(
        kort,
        "zwolle",
        "Namens de gemeente Zwolle: Mevrouw P.H. Snijders, wethouder, daartoe aangewezen.",
    )
    assert give(example, "--gemeente", "Zwolle", "-o", "a.docx") == ExitCode.OK
    what = "een woord dat alleen geldt voor wie is aangewezen"
    advice = "zet {% if ondertekenaar.gemachtigd %} ervoor en {% endif %} achter dit gedeelte"
    where = "…functie }}, daartoe aangewezen."
    assert told(where, "aangewezen", what, advice) in capsys.readouterr().out
    assert read_word(kort / "a.docx").as_text() == (
        "Namens de gemeente {{ gemeente.naam }}: {{ ondertekenaar.aanhef | capitalize }} "
        "{{ ondertekenaar.naam }}, {{ ondertekenaar.functie }}, daartoe aangewezen.\n"
    )


def test_a_letter_is_derived_too(kort: Path) -> None:
    example = write(
        kort,
        "brief",
        "Gemeente Deventer",
        "Grote Kerkhof 1",
        "7411 KT Deventer",
        "Den Haag, 21 december 2022",
        "Geachte heer König,",
    )
    arguments = (example, "--gemeente", "Deventer", "--soort", "aanbiedingsbrief")
    assert give(*arguments) == ExitCode.OK
    assert read_word(kort / "sjablonen" / "aanbiedingsbrief-afgeleid.docx").as_text() == (
        "Gemeente {{ gemeente.naam }}\n{{ gemeente.adres }}\n"
        "{{ gemeente.postcode }} {{ gemeente.plaats }}\n"
        "Den Haag, {{ document.datum | datum }}\n{{ ontvanger.aanhef }},\n"
    )


@pytest.mark.ongemeten
def test_who_signed_since_makes_the_signatory_no_riddle(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(werkmap)
    assert program(["genereer", "Deventer"]) == ExitCode.OK
    sign = ["onderteken", "Deventer", "--op", "10-01-2023", "--ja"]
    assert program(sign) == ExitCode.OK
    capsys.readouterr()
    stem = "samenwerkingsovereenkomst-deventer"
    example = f"uitvoer/overeenkomsten/{stem}.docx"
    assert give(example, "--gemeente", "Deventer") == ExitCode.OK
    said = capsys.readouterr().out
    assert "Onzeker" not in said
    assert f"Deventer: woord voor woord gelijk aan {stem}.docx." in said

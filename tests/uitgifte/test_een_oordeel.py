"""One verdict: what the examination finds is what every command refuses, in the same words."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from hulp.sjabloonbouw import PNG, image, packed, relation, sjabloon, template, with_image
from hulp.werkmappen import copy_werkmap, edit, keep_gemeenten
from hulp.wordbouw import field, paragraph, run
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.cli.hoofd import program
from overeenkomstgen.errors import InputError
from overeenkomstgen.schijf.schijf import fingerprint_of
from overeenkomstgen.uitgifte.genereer import genereer
from overeenkomstgen.uitgifte.maken import Keuzes
from overeenkomstgen.werkmap.geheugen import NAME as GEHEUGEN
from overeenkomstgen.werkmap.invoer import ALLE, read
from overeenkomstgen.werkmap.sjablonen import Sjabloonlezer
from overeenkomstgen.werkmap.werkmap import Werkmap

SOORT = """
[documentsoort.proef]
naam = "Proef"
meervoud = "Proeven"
sjabloon = "proef.docx"
map = "proeven"
bestandsnaam = "proef-{gemeente}"
paginas = [1, 9]
verplicht = ["gemeente.cbs_code"]
"""
FILLING = (
    ("controleer",),
    ("genereer", "--soort", "proef", "--alleen-word"),
    ("sjabloon", "proef", "proef"),
)
OTHERS = (*FILLING, ("facturen", "2024"), ("verzend", "herinnering"), ("bijlage3",))
CODE = paragraph("{{ gemeente.cbs_code }}")
CHANGED = '<w:ins w:id="9" w:author="Jan"><w:r><w:t>erbij</w:t></w:r></w:ins>'
COMMENT = (
    '<w:comment w:id="0" w:author="Jan"><w:p><w:r><w:t>Klopt dit?</w:t></w:r></w:p></w:comment>'
)
ALLES = with_image(
    packed(
        template(
            paragraph("Een kop", properties='<w:outlineLvl w:val="1"/>')
            + paragraph("Een hogere kop", properties='<w:outlineLvl w:val="0"/>')
            + paragraph(CHANGED)
            + f'<w:p>{run("De tekst")}<w:r><w:commentReference w:id="0"/></w:r></w:p>'
            + f"<w:p>{run('Zie ')}{image()}</w:p>"
            + paragraph(
                run("Mail {{ relatie")
                + f'<w:hyperlink r:id="rIdK">{run("manager.email }}")}</w:hyperlink>'
            )
            + paragraph(run("Intern ") + run("{{ gemeente.adres }}", "<w:vanish/>"))
            + paragraph(field("MERGEFIELD Woonplaats", "«W»"))
            + paragraph("R.C. König tekent voor Deventer.")
            + paragraph("{{ gemeente.burgemeester }} {{ gemeente.naam|hoofdletter }}")
            + paragraph("{% if gemeente.naam %}x"),
            settings='<w:attachedTemplate r:id="rIdS"/>',
            comments=COMMENT,
            header1=paragraph("{{ gemeente.naam }"),
        ),
        relations={
            "word/_rels/document.xml.rels": relation(
                "rIdK", "hyperlink", "mailto:a@example.org", external=True
            ),
            "word/_rels/settings.xml.rels": relation(
                "rIdS", "attachedTemplate", "file:///G:/huisstijl.dotx", external=True
            ),
        },
    )
)
FILES = {
    "alles tegelijk": ALLES,
    "bij het invullen": template(CODE + paragraph("{{ gemeente.naam | bedrag }}")),
    "geen Word": b"geen zip",
}
BURGEMEESTER = 'alinea "{{ gemeente.burgemeester }} {{ gemeente.naam|hoofdletter }}"'
KING = 'alinea "R.C. König tekent voor Deventer."'
VERDICTS = {
    "alles tegelijk": [
        (
            ", instellingen: dit bestand hangt aan een ander sjabloon, file:///G:/huisstijl.dotx; "
            "koppel het in Word los: Ontwikkelaars, Documentsjabloon, en kies Normal"
        ),
        (
            ": het veld gemeente.cbs_code komt niet voor, en is verplicht in: Proef; zet "
            "{{ gemeente.cbs_code }} op zijn plaats, of haal het veld weg uit verplicht in "
            "convenant.toml"
        ),
        (
            ', alinea "Een kop": deze kop van niveau 2 is de eerste kop; maak er een kop van '
            "niveau 1 van (stijl Kop 1)"
        ),
        (
            ', alinea "erbij": een toevoeging is niet geaccepteerd: "erbij"; kies in Word bij '
            "Controleren voor Accepteren, Alle wijzigingen accepteren en bijhouden stoppen"
        ),
        (
            ', alinea "De tekst": er staat een opmerking bij van Jan: "Klopt dit?"; verwerk de '
            "opmerking en verwijder haar: zij komt anders in elk document"
        ),
        (
            ', alinea "Zie": een afbeelding heeft geen alternatieve tekst; klik in Word met rechts '
            "op de afbeelding, kies Alternatieve tekst weergeven en beschrijf haar; versiering "
            "krijgt daar het vinkje Als decoratief markeren"
        ),
        (
            ', alinea "Mail {{ relatiemanager.email }}": de opdracht {{ relatiemanager.email }} '
            "staat voor een deel in een koppeling of een invulvak; zet de hele opdracht erin, of "
            "erbuiten"
        ),
        (
            ', alinea "Intern {{ gemeente.adres }}": "{{ gemeente.adres }}" is verborgen tekst: '
            "niet in druk, wel in het Word-bestand; verwijder de tekst, of haal bij Lettertype het "
            "vinkje weg bij Verborgen"
        ),
        (
            ', alinea "«W»": het samenvoegveld Woonplaats is van het samenvoegen van Word zelf en '
            "wordt niet ingevuld; zet in plaats daarvan {{ gemeente.plaats }}"
        ),
        (
            f', {KING}: "R.C. König" is een gegeven van de gemeente Deventer en komt zo in elk '
            "document; zet er {{ ondertekenaar.naam }} voor in de plaats, of schrijf "
            '{{ "R.C. König" }} als het zo in elk document hoort'
        ),
        (
            f', {KING}: "Deventer" is een gegeven van de gemeente Deventer en komt zo in elk '
            "document; zet er {{ gemeente.naam }}, {{ gemeente.plaats }} of "
            '{{ ondertekening.plaats }} voor in de plaats, of schrijf {{ "Deventer" }} als het zo '
            "in elk document hoort"
        ),
        (f", {BURGEMEESTER}: het filter hoofdletter bestaat niet; haal het weg uit de opdracht"),
        (
            f", {BURGEMEESTER}: het veld gemeente.burgemeester bestaat niet; gebruik een veld dat "
            "bestaat"
        ),
        (
            ', alinea "{% if gemeente.naam %}x": {% if gemeente.naam %} wordt niet gesloten; zet '
            "{% endif %} achter het gedeelte dat erbij hoort"
        ),
        (
            ', koptekst "{{ gemeente.naam }": de opdracht {{ gemeente.naam } heeft geen einde; zet '
            "}} achter de opdracht"
        ),
    ],
    "bij het invullen": [
        (
            ', alinea "{{ gemeente.naam | bedrag }}": het veld gemeente.naam is tekst en past niet '
            "bij het filter bedrag; laat het filter weg"
        )
    ],
    "geen Word": [
        (
            ": dit is geen Word-document (.docx), of het is beschadigd; open het in Word en bewaar "
            "het als Word-document (.docx), zonder wachtwoord"
        )
    ],
}


pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a werkmap with a documentsoort for whatever template it is given."""
    made = copy_werkmap(tmp_path_factory.mktemp("oordeel") / "werkmap")
    with (made / "convenant.toml").open("a", encoding="utf-8") as file:
        file.write(SOORT)
    return keep_gemeenten(made, "Deventer", "Zwolle")


@pytest.mark.parametrize("name", FILES)
def test_one_verdict(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A part of them fills only its own templates; all read what all are."""
    path = folder / "sjablonen/proef.docx"
    path.write_bytes(FILES[name])
    assert sjabloon("controleer", str(path), werkmap=folder) == ExitCode.INPUT
    _, *lines, _ = capsys.readouterr().out.splitlines()
    assert [line.removeprefix("  Fout").removesuffix(".") for line in lines] == VERDICTS[name]
    others = FILLING if name == "bij het invullen" else OTHERS
    expected = [f"sjablonen/proef.docx{each}" for each in VERDICTS[name]]
    told = {}
    for arguments in others:
        with pytest.raises(InputError) as refused:
            program.main(["--werkmap", str(folder), *arguments], standalone_mode=False)
        told[arguments] = (str(refused.value).splitlines(), code_of(refused.value))
    assert told == dict.fromkeys(others, (expected, ExitCode.INPUT))
    assert not (folder / "uitvoer/proeven").exists()


@pytest.mark.ongemeten
def test_what_only_deserves_a_look_is_made(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hidden text, the name of one municipality, and a logo that is decoration in the PDF."""
    path = folder / "sjablonen/proef.docx"
    path.write_bytes(
        packed(
            template(
                CODE + paragraph(run("Deventer ") + run("x", "<w:vanish/>")),
                header1=f"<w:p>{run('Logo ')}{image()}</w:p>",
            ),
            {"word/media/image1.png": PNG},
            {"word/_rels/header1.xml.rels": relation("rIdB", "image", "media/image1.png")},
            '<Default Extension="png" ContentType="image/png"/>',
        )
    )
    assert sjabloon("controleer", str(path), werkmap=folder) == ExitCode.OK
    assert capsys.readouterr().out.splitlines()[-1] == (
        "0 fouten, 3 keer let op, 0 keer vanzelf hersteld."
    )
    verslag = genereer(Werkmap(folder), Keuzes(("Zwolle",), soort="proef"))
    assert (len(verslag.gemaakt), verslag.mislukt) == (1, ())


def test_what_was_found_right_is_not_examined_again(folder: Path) -> None:
    """Another table is only held against the texts of the templates; what is in both is a fault."""
    werkmap, path = Werkmap(folder), folder / "sjablonen/proef.docx"
    path.write_bytes(template(CODE + paragraph("Deventer, Nieuwe Kerkhof 1")))
    (folder / "uitvoer" / GEHEUGEN).unlink(missing_ok=True)  # of the tests before
    keuzes = Keuzes(soort="proef", alleen_word=True)
    assert len(read(werkmap, ALLE).lezer.keuringen) == 15
    assert len(genereer(werkmap, keuzes).gemaakt) == 2
    assert read(werkmap, ALLE).lezer.keuringen == []
    edit(folder, "GM0150;101446", "GM0150;101447")
    assert read(werkmap, ALLE).lezer.keuringen == []
    assert len(read(werkmap, ALLE).lezer.fresh) == 15
    assert len(genereer(werkmap, keuzes).gemaakt) == 0
    assert read(werkmap, ALLE).lezer.fresh == {}
    edit(folder, "Grote Kerkhof 1", "Nieuwe Kerkhof 1")
    with pytest.raises(InputError) as refused:
        genereer(werkmap, keuzes)
    assert [fault.what for fault in refused.value.faults] == [
        f'"{value}" is een gegeven van de gemeente Deventer en komt zo in elk document'
        for value in ("Deventer", "Nieuwe Kerkhof 1")
    ]


def test_a_verdict_is_kept_of_the_file_that_was_examined(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each template is replaced after its fingerprint was taken, and before it is read."""
    invoer = read(Werkmap(werkmap), ALLE)
    right = Sjabloonlezer(Werkmap(werkmap), invoer.periode, invoer.gemeenten, {})
    right.read(ALLE)
    of_templates = {key: known for key, known in right.fresh.items() if key.startswith("sjabloon")}
    assert len(of_templates) == len(right.keuringen) > 1

    def replaced(path: Path) -> str:
        found = fingerprint_of(path)
        if path.suffix == ".docx":
            with ZipFile(path, "a") as archive:
                archive.comment += b"x"
        return found

    monkeypatch.setattr("overeenkomstgen.werkmap.sjablonen.fingerprint_of", replaced)
    for known in (of_templates, {}):  # what was right before, and what nobody knows
        lezer = Sjabloonlezer(Werkmap(werkmap), invoer.periode, invoer.gemeenten, known)
        lezer.read(ALLE)
        assert len(lezer.keuringen) == len(right.keuringen)
        assert [key for key in lezer.fresh if not key.startswith("bericht")] == []

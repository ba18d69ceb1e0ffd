"""``sjabloon afleiden`` is not silent: what can be of one municipality is replaced or listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hulp.sjabloonbouw import image, packed, relation, template, with_image
from hulp.werkmappen import ROOT, copy_werkmap, edit
from hulp.wordbouw import FOOTNOTE_REFERENCE, footnote, paragraph, run
from overeenkomstgen.afleiding.afleiden import Afleidwens, leid_af, ontleed
from overeenkomstgen.keuring.vondst import Graad
from overeenkomstgen.werkmap.werkmap import Werkmap
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from overeenkomstgen.afleiding.afleiden import Afleiding

OVEREENKOMST = (
    "De gemeente Deventer, gevestigd te Deventer, Grote Kerkhof 1, vertegenwoordigd door haar "
    "burgemeester de heer R.C. König, collegebesluit van 10 januari 2023, 101.446 inwoners op "
    "1 januari 2022, € 0,15 per inwoner, dus € 15.216,90, van 1 maart 2023 tot en met 31 december "
    "2027. Getekend te Deventer op 10 januari 2023."
)
GEGEVEN = "een gegeven van de gemeente Deventer"
CONVENANT = "een gegeven van het convenant"
NAAM = "gemaakt van de naam van de gemeente Deventer"
DEEL = "een bedrag dat volgt uit de bijdrage van de gemeente Deventer"
MANVROUW = "een woord voor één ondertekenaar, man of vrouw"
TITEL = "een titel bij één ondertekenaar"
VULPLEK = "een plek om in te vullen"

SPOREN: dict[str, tuple[str, dict[str, str]]] = {
    "titel voor de naam": ("Hier tekent mr. drs. R.C. König.", {"mr. drs.": TITEL}),
    "titel achter de naam": ("Ook tekent R.C. König, LLM.", {"LLM": TITEL}),
    "naam zonder accent": ("Namens haar tekent R.C. Konig.", {"R.C. Konig": GEGEVEN}),
    "naam met oe": ("Namens haar tekent dhr. R.C. Koenig.", {"R.C. Koenig": GEGEVEN}),
    "achternaam alleen": ("De ambtsketen van König.", {"König": GEGEVEN}),
    "plaats in kleine letters": ("Zie ook gemeente deventer.", {"deventer": GEGEVEN}),
    "datum in woorden": (
        "Het is van tien januari tweeduizend drieëntwintig.",
        {"tien januari tweeduizend drieëntwintig": GEGEVEN},
    ),
    "datum met schuine strepen": ("Dat was op 10/1/23 zo.", {"10/1/23": GEGEVEN}),
    "datum zonder jaar": ("Dat was op 10 januari jl.", {"10 januari": GEGEVEN}),
    "datum die nergens staat": ("De brief is van 3 april 2022.", {"3 april 2022": "een datum"}),
    "dag van de week": (
        "Besloten op dinsdag 10 januari 2023 te Deventer.",
        {"dinsdag": "een dag van de week bij één datum"},
    ),
    "dag van het convenant in woorden": (
        "Het gaat in op de eerste maart 2023.",
        {"eerste maart 2023": CONVENANT},
    ),
    "bedrag in woorden": (
        "Dat is vijftienduizend tweehonderd zestien euro en 90 cent.",
        {"vijftienduizend tweehonderd zestien euro en 90 cent": GEGEVEN},
    ),
    "tarief in centen": ("Het is 15 cent per inwoner.", {"15 cent": CONVENANT}),
    "aantal met spatie": ("Er zijn 101 446 inwoners.", {"101 446": GEGEVEN}),
    "aantal met vaste spatie": ("Er zijn 101\u202f446 van hen.", {"101 446": GEGEVEN}),
    "aantal in woorden": (
        "Dat zijn honderd een duizend vierhonderd zesenveertig mensen.",
        {"honderd een duizend vierhonderd zesenveertig": GEGEVEN},
    ),
    "met btw": (
        "Inclusief btw € 18.412,45; de btw is € 3.195,55.",
        {"€ 18.412,45": DEEL, "€ 3.195,55": DEEL},
    ),
    "deel van een jaar": ("In 2023 is het € 12.680,75 (tien maanden).", {"€ 12.680,75": DEEL}),
    "kwartaal": ("Elk kwartaal € 3.804,23.", {"€ 3.804,23": DEEL}),
    "halfjaar": ("Elk halfjaar 7608,45 euro.", {"7608,45 euro": DEEL}),
    "bedrag dat nergens staat": ("De stad draagt € 2.500 bij.", {"€ 2.500": "een bedrag"}),
    "postbus en telefoon": (
        "Postbus 100, 1234 AB Elders, telefoon 14 000, of 0570-123456.",
        {
            "Postbus 100": "een postbus of antwoordnummer",
            "1234 AB": "een postcode",
            "14 000": "een telefoonnummer",
            "0570-123456": "een telefoonnummer",
        },
    ),
    "man of vrouw": (
        "De burgemeester tekent in zijn hoedanigheid van voorzitter; hij is bevoegd.",
        {"zijn": MANVROUW, "hij": MANVROUW},
    ),
    "vrouw": (
        "De wethouder tekent; zij is bevoegd, haar functie telt.",
        {"zij": MANVROUW, "haar": MANVROUW},
    ),
    "inwoners en bijnaam": (
        "De Deventenaren en de Hanzestad varen er wel bij.",
        {"Deventenaren": NAAM, "Hanzestad": "een bijnaam van een stad"},
    ),
    "bijvoeglijk": ("Het Deventerse college.", {"Deventerse": NAAM}),
    "deel van een woord": ("Kern Deventer-Colmschate hoort erbij.", {"Deventer-Colmschate": NAAM}),
    "registers": (
        "Handelsregister 12345678, RSIN 123456782, btw NL001234560B01.",
        {
            "12345678": "een nummer van het Handelsregister",
            "123456782": "een RSIN of OIN",
            "NL001234560B01": "een btw-nummer",
        },
    ),
    "rekening": (
        "IBAN NL12 BANK 0123 4567 89.",
        {"NL12 BANK 0123 4567 89": "een rekeningnummer"},
    ),
    "zaaknummer": ("Zaaknummer: Z-2023/00418.", {"Z-2023/00418": "een zaaknummer of kenmerk"}),
    "e-mail en site": (
        "Zie www.deventer.nl en griffie@deventer.nl.",
        {"www.deventer.nl": NAAM, "griffie@deventer.nl": NAAM},
    ),
    "andere gemeente": (
        "Eerder deed de gemeente Zwolle dit.",
        {"Zwolle": "een gegeven van de gemeente Zwolle"},
    ),
    "haken en puntjes": (
        "Namens [naam gemeente] is het ………… per jaar.",
        {"[naam gemeente]": VULPLEK, "…………": VULPLEK},
    ),
}
"""A sentence with traces of Deventer in a form, and what each is said to be."""

ELDERS = {
    "koptekst": "R.C. Konig, burgemeester",
    "voettekst": "Postbus 5000",
    "voetnoot": " Zie 101 446.",
    "doel van een koppeling": "https://www.deventer.nl/bestuur",
    "alternatieve tekst": "Wapen van Deventer",
    "eigenschap bedrijf": "Gemeente Deventer",
    "eigenschap manager": "R. Konig",
    "eigenschap Zaaknummer": "GM0150",
}
"""What else than a sentence can have a trace of Deventer."""


def met_sporen_elders() -> bytes:
    """Return an agreement in own words, with a trace of Deventer everywhere but in a sentence."""
    link = f'<w:p><w:hyperlink r:id="rIdL">{run("Hier")}</w:hyperlink></w:p>'
    picture = f"""<w:p>{image(about=f'descr="{ELDERS["alternatieve tekst"]}"')}</w:p>"""
    note = f"<w:p>{run('Noot.')}{FOOTNOTE_REFERENCE}</w:p>"
    content = template(
        "".join((paragraph(OVEREENKOMST), link, picture, note)),
        header1=paragraph(ELDERS["koptekst"]),
        footer1=paragraph(ELDERS["voettekst"]),
        footnotes=footnote(ELDERS["voetnoot"]),
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    app = (
        f'<Properties xmlns="{office}/extended-properties"><Manager>{ELDERS["eigenschap manager"]}'
        f"</Manager><Company>{ELDERS['eigenschap bedrijf']}</Company></Properties>"
    )
    custom = (
        f'<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Zaaknummer">'
        f"<vt:lpwstr>{ELDERS['eigenschap Zaaknummer']}</vt:lpwstr></property></Properties>"
    )
    return with_image(
        packed(
            content,
            {"docProps/app.xml": app.encode(), "docProps/custom.xml": custom.encode()},
            {
                "word/_rels/document.xml.rels": relation(
                    "rIdL", "hyperlink", ELDERS["doel van een koppeling"], external=True
                ),
                "_rels/.rels": relation("a", "extended-properties", "docProps/app.xml")
                + relation("b", "custom-properties", "docProps/custom.xml"),
            },
            "".join(
                f'<Override PartName="/docProps/{name}.xml" '
                f'ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
                for name, kind in (("app", "extended-properties"), ("custom", "custom-properties"))
            ),
        )
    )


def derive(folder: Path, content: bytes, werkmap: Path = ROOT) -> Afleiding:
    """Derive a template from an agreement of Deventer."""
    (folder / "deventer.docx").write_bytes(content)
    wens = Afleidwens(folder / "deventer.docx", "Deventer", folder / "sjabloon.docx")
    return leid_af(ontleed(Werkmap(werkmap), wens))


HELFT = 18
"""The number of forms in one agreement: of more than fifty remarks only the number is told."""


@pytest.fixture(scope="module")
def afgeleid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Afleiding, ...]:
    sentences = [sentence for sentence, _ in SPOREN.values()]
    return tuple(
        derive(
            tmp_path_factory.mktemp("stil"),
            template("".join(map(paragraph, (OVEREENKOMST, *sentences[first : first + HELFT])))),
        )
        for first in range(0, len(sentences), HELFT)
    )


@pytest.fixture(scope="module")
def elders(tmp_path_factory: pytest.TempPathFactory) -> Afleiding:
    return derive(tmp_path_factory.mktemp("elders"), met_sporen_elders())


def said(afgeleid: Afleiding, sentence: str) -> dict[str, str]:
    """Return what is said of the texts in a sentence of the template."""
    ours = [
        each.fault.what.removesuffix(" en komt zo in elk document")
        for each in afgeleid.keuring.vondsten
        if f'"{sentence[:30]}' in each.fault.where
    ]
    return {text.strip('"'): what for text, what in (each.split('" is ', 1) for each in ours)}


@pytest.mark.parametrize("naam", SPOREN)
def test_a_trace_in_a_sentence_is_listed(afgeleid: tuple[Afleiding, ...], naam: str) -> None:
    sentence, traces = SPOREN[naam]
    which, number = divmod(list(SPOREN).index(naam), HELFT)
    lines = read_word(afgeleid[which].bestand).as_text().split("\n")
    assert said(afgeleid[which], " ".join(lines[number + 1].split())) == traces
    assert all(text in sentence.replace("\u202f", " ") for text in traces)


def test_all_that_is_a_field_was_replaced(afgeleid: tuple[Afleiding, ...]) -> None:
    text = read_word(afgeleid[0].bestand).as_text().partition("\n")[0]
    assert text == (
        "De gemeente {{ gemeente.naam }}, gevestigd te {{ gemeente.plaats }}, "
        "{{ gemeente.adres }}, vertegenwoordigd door haar {{ ondertekenaar.functie }} "
        "{{ ondertekenaar.aanhef }} {{ ondertekenaar.naam }}, collegebesluit van "
        "{{ gemeente.collegebesluit | datum }}{% if not gemeente.collegebesluit %}\xa0(datum)"
        "{% endif %}, {{ gemeente.inwoners | getal }} inwoners op "
        "{{ bijdrage.peildatum | datum }}, {{ bijdrage.tarief | bedrag }} per inwoner, dus "
        "{{ bijdrage.jaarbedrag | bedrag }}, van {{ convenant.ingang | datum }} tot en met "
        "{{ convenant.einde | datum }}. Getekend te {{ ondertekening.plaats }}"
        "{% if not ondertekening.plaats %}\xa0(plaats){% endif %} op "
        "{{ ondertekening.datum | datum }}{% if not ondertekening.datum %}\xa0(datum){% endif %}."
    )


@pytest.mark.ongemeten
@pytest.mark.parametrize("plaats", ELDERS)
def test_a_trace_elsewhere_is_listed(elders: Afleiding, plaats: str) -> None:
    faults = [each.fault for each in elders.keuring.vondsten]
    assert any(plaats in f"{fault.where} {fault.what}" for fault in faults)


def test_the_traces_of_one_municipality_are_an_error(
    afgeleid: tuple[Afleiding, ...], elders: Afleiding
) -> None:
    found = [vondst for each in (*afgeleid, elders) for vondst in each.keuring.vondsten]
    grades = {each.fault.what.split('"')[1]: each.graad for each in found}
    assert grades["15 cent"] is Graad.LET_OP
    assert grades["tien januari tweeduizend drieëntwintig"] is Graad.FOUT
    assert grades["Zwolle"] is Graad.LET_OP
    assert grades["Deventerse"] is Graad.LET_OP
    assert grades["GM0150"] is Graad.LET_OP  # a property can be of whoever typed the text


def test_an_address_of_the_table_is_replaced_and_its_link_is_listed(tmp_path: Path) -> None:
    werkmap = copy_werkmap(tmp_path / "werkmap")
    row = next(
        line
        for line in (werkmap / "gemeenten.csv").read_text("utf-8").splitlines()
        if line.startswith("Deventer;")
    )
    *rest, _, vorige = row.split(";")
    edit(werkmap, row, ";".join((*rest, "info@deventer.nl", vorige)))
    address = run("info@deventer.nl")
    link = f'<w:p>{run("Mail ")}<w:hyperlink r:id="rIdL">{address}</w:hyperlink></w:p>'
    content = packed(
        template(link, title="Overeenkomst Deventer"),
        relations={
            "word/_rels/document.xml.rels": relation(
                "rIdL", "hyperlink", "mailto:info@deventer.nl", external=True
            )
        },
    )
    made = derive(tmp_path, content, werkmap)
    assert read_word(made.bestand).as_text() == "Mail {{ gemeente.email }}\n"
    assert Woordbestand.read(made.bestand).gegevens.title == "Overeenkomst {{ gemeente.naam }}"
    address = '"info@deventer.nl" (doel van een koppeling)'
    assert [each.fault.what for each in made.keuring.vondsten if each.fault.plek] == [
        f"{address} is {GEGEVEN} en komt zo in elk document"
    ]

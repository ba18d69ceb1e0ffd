"""``sjabloon controleer``: each finding, by the Word file that has it, with its whole message."""
# ruff: noqa: RUF001 - the signs that Word makes of others are what it is about

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from hulp import wordbouw
from hulp.sjabloonbouw import image, packed, relation, sjabloon, template, with_image
from hulp.values import onderwerp
from hulp.werkmappen import ROOT, edit
from hulp.wordbouw import field, footnote, paragraph, run, section, table, text_box
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.velden import merge_values
from overeenkomstgen.keuring.onderzoek import keur
from overeenkomstgen.office.lettertypen import installed_fonts
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.werkmap.invoer import read
from overeenkomstgen.werkmap.werkmap import Werkmap, WerkmapError
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from pathlib import Path

RELS = "word/_rels/document.xml.rels"
COMMENT = (
    '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r>'
)
VML = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"{}>'
    '<v:imagedata r:id="rIdB"/></v:shape></w:pict></w:r>'
)
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst></wp:docPr>"
)
LOGO = 'descr="Het logo"'
DECORATION = image().replace("/><a:graphic>", f">{DECORATIVE}<a:graphic>", 1)
NO_LANGUAGE = wordbouw.STYLES.replace('<w:lang w:val="nl-NL"/>', "")
LANGUAGE_OF_STYLE = NO_LANGUAGE.replace(
    '<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:rPr><w:lang w:val="nl-NL"/></w:rPr>'
)
PAPYRUS = '<w:rFonts w:ascii="Papyrus" w:hAnsi="Papyrus"/>'
HIDDEN = (
    '<w:style w:type="character" w:styleId="Weg"><w:name w:val="Weg"/><w:rPr><w:vanish/></w:rPr>'
    "</w:style>"
)
THEME = (
    '<a:themeElements><a:clrScheme name="x"/><a:fontScheme name="x"><a:majorFont><a:latin '
    'typeface="Papyrus"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>'
    '</a:fontScheme><a:fmtScheme name="x"/></a:themeElements>'
)


def level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number - 1}"/>'


def split(*pieces: str) -> str:
    return paragraph("".join(map(run, pieces)))


def change(name: str, content: str) -> str:
    return f'<w:{name} w:id="9" w:author="Jan">{content}</w:{name}>'


def linked_theme(content: bytes) -> bytes:
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    xml = f'<a:theme xmlns:a="{a}" name="x">{THEME}</a:theme>'
    return packed(
        content,
        {"word/theme/theme1.xml": xml.encode()},
        {RELS: relation("rIdT", "theme", "theme/theme1.xml")},
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>',
    )


FILES = {
    # fields and tags
    "veld": template(paragraph("De gemeente {{ gemeente.nam }}")),
    "veld in tabel": template(
        table([["Naam", "Adres"], ["x", "{{ gemeente.adrs }}"]], header=True) + paragraph("")
    ),
    "veld in koptekst": template(paragraph("x"), header1=paragraph("{{ gemeente.nam }}")),
    "veld in tabel in voettekst": template(
        paragraph("x"), footer1=table([["a", "{{ gemeente.nam }}"]]) + paragraph("")
    ),
    "veld in tekstvak": template(f"<w:p>{run('x')}{text_box('Vak {{ vak.a }}')}</w:p>"),
    "veld in voetnoot": template(
        paragraph(run("x") + wordbouw.FOOTNOTE_REFERENCE), footnotes=footnote("{{ noot.a }}")
    ),
    "veld in titel": template(paragraph("x"), title="{{ gemeente.nam }}"),
    "accolade": template(paragraph("{{ gemeente.naam } doet")),
    "lus": template(paragraph("{% for lid in leden %}x")),
    "voorwaarde": template(paragraph("{% if gemeente.naam %}") + paragraph("x")),
    "lange alinea": template(paragraph("woord " * 30 + "{{ gemeente.nam }}")),
    # mended
    "gekruld": template(paragraph("{{ gemeente.email|default(“–”) }}")),
    "streepje": template(paragraph("{%– if leden –%}x{% endif %}")),
    "hoofdletter": template(paragraph("De {{ gemeente.Naam }} {% If leden %}x{% Endif %}")),
    "vaste spatie": template(paragraph("{{\xa0gemeente.naam\xa0}} en {{ gemeente\u200b.naam }}")),
    "alles tegelijk": template(paragraph("{{ Gemeente.Naam\xa0|default(‘–’) }}")),
    "gesplitst": template(split("De {{ gemee", "nte.naam }} en ", "{{ gemeente.plaats }}")),
    # left of working on it
    "toevoeging": template(paragraph(change("ins", run("erbij")))),
    "verwijdering": template(
        paragraph(run("Tekst ") + change("del", "<w:r><w:delText>weg</w:delText></w:r>"))
    ),
    "opmaakwijziging": template(
        paragraph(
            "<w:r><w:rPr><w:b/>" + change("rPrChange", "<w:rPr/>") + "</w:rPr><w:t>vet</w:t></w:r>"
        )
    ),
    "rij erbij": template(
        "<w:tbl><w:tblPr/><w:tblGrid/>"
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{paragraph('kop')}</w:tc></w:tr>"
        f"<w:tr><w:trPr>{change('ins', '')}</w:trPr><w:tc>{paragraph('rij')}</w:tc></w:tr>"
        "</w:tbl>" + paragraph("")
    ),
    "sectie gewijzigd": template(
        paragraph("x")
        + section("").replace("</w:sectPr>", f"{change('sectPrChange', '<w:sectPr/>')}</w:sectPr>")
    ),
    "opmerking": template(
        f"<w:p>{COMMENT.format(run('De tekst'))}</w:p>",
        comments='<w:comment w:id="0" w:author="Jan"><w:p><w:r><w:t>Klopt dit?</w:t></w:r></w:p>'
        "</w:comment>",
    ),
    "verborgen": template(
        paragraph(run("Zichtbaar ") + run("geheim", "<w:vanish/>"))
        + paragraph(run("ook geheim", '<w:rStyle w:val="Weg"/>') + run("x", "<w:i/>")),
        styles=wordbouw.STYLES + HIDDEN,
    ),
    # Word's own mail merge
    "samenvoegveld": template(
        paragraph(run("Aan ") + field('MERGEFIELD "Naam_gemeente" \\* MERGEFORMAT', "«Naam»"))
        + f'<w:p><w:fldSimple w:instr=" MERGEFIELD Woonplaats ">{run("«W»")}</w:fldSimple></w:p>'
        + paragraph(field("MERGEFIELD Schoenmaat", "«S»") + field("PAGE", "1"))
        + paragraph(field("GREETINGLINE", "«G»") + field("NEXT", ""))
        + paragraph("<w:r><w:instrText> MERGEFIELD Functie </w:instrText></w:r>")
        + paragraph(field("", "") + field("MERGEFIELD", ""))
    ),
    # values of one municipality
    "naam": template(paragraph("De gemeente Deventer doet mee.")),
    "meer waarden": template(
        paragraph("De gemeente Deventer, Grote Kerkhof 1, 7411KT")
        + paragraph("R.C. König betaalt € 15.216,90 voor 101.446 inwoners (GM0150)")
        + paragraph("besluit van 10 januari 2023, of 10-1-2023")
    ),
    "gedeelde waarde": template(paragraph("Stadhuisplein 1, het adres van velen")),
    "gewone feiten": template(
        paragraph("Den Haag, Arnhemse weg, Haarlemmermeerpolder, 1 januari 2022, 101.4467")
        + paragraph("{% if gemeente.naam == 'Deventer' %}x{% endif %} Oud-Zwolle")
    ),
    # accessibility
    "titel": template(paragraph("x"), title=""),
    "taal": template(paragraph("x"), styles=NO_LANGUAGE),
    "taal van stijl": template(paragraph("x"), styles=LANGUAGE_OF_STYLE),
    "geen stijlen": template(paragraph("x"), styles=""),
    "koppen": template(
        paragraph("Twee", properties=level(2))
        + paragraph("", properties=level(5))
        + paragraph("Een", properties=level(1))
        + paragraph("Drie", properties=level(3))
    ),
    "tabel": template(
        table([["{%tr for lid in leden %}"], ["{{ lid.nummer }}"], ["{%tr endfor %}"]])
        + paragraph("")
    ),
    "afbeelding": with_image(template(f"<w:p>{run('Zie ')}{image()}</w:p>")),
    "afbeelding beschreven": with_image(
        template(f"<w:p>{image(about=LOGO)}</w:p>" + f"<w:p>{DECORATION}</w:p>")
    ),
    "oude afbeelding": with_image(
        template("".join(f"<w:p>{VML.format(alt)}</w:p>" for alt in ("", ' alt="Het logo"')))
    ),
    # fonts
    "lettertype": template(
        paragraph(run("Sierlijk", PAPYRUS) + run(" ", PAPYRUS) + run("en Times", ""))
        + paragraph(run("nog eens", PAPYRUS))
    ),
    "lettertype van stijl": template(
        paragraph("Kop", "Kop") + paragraph(run("x", '<w:rStyle w:val="Sier"/>')),
        styles=wordbouw.STYLES.replace(
            "</w:style>",
            '</w:style><w:style w:type="character" w:styleId="Sier"><w:name w:val="Sier"/><w:rPr>'
            f"{PAPYRUS}</w:rPr></w:style>",
            1,
        ),
    ),
    "lettertype van thema": linked_theme(
        template(paragraph(run("x", '<w:rFonts w:asciiTheme="majorHAnsi"/>')))
    ),
    "bekend lettertype": template(
        paragraph(
            run("a", '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>')
            + run("b", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
        )
    ),
    # what has no business in a template
    "gekoppelde afbeelding": packed(
        template(f"<w:p>{run('Logo ')}{image(about=LOGO, linked=True)}</w:p>"),
        relations={RELS: relation("rIdB", "image", "https://elders.example/l.png", external=True)},
    ),
    "macro": packed(
        template(paragraph("x")),
        {"word/vbaProject.bin": b"macro"},
        {
            RELS: '<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/'
            'relationships/vbaProject" Target="vbaProject.bin"/>'
        },
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>',
    ),
    "object": packed(
        template(
            f"<w:p>{run('Blad ')}<w:r><w:object><o:OLEObject "
            'xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" r:id="rIdO"/>'
            "</w:object></w:r></w:p>"
        ),
        {"word/embeddings/oleObject1.bin": b"ole"},
        {RELS: relation("rIdO", "oleObject", "embeddings/oleObject1.bin")},
        '<Default Extension="bin" ContentType="application/octet-stream"/>',
    ),
    "sjabloon van Word": packed(
        template(paragraph("x"), settings='<w:attachedTemplate r:id="rIdS"/>'),
        relations={
            "word/_rels/settings.xml.rels": relation(
                "rIdS", "attachedTemplate", "file:///C:/Sjablonen/huisstijl.dotm", external=True
            )
        },
    ),
    "adreslijst": template(
        paragraph("x"),
        settings='<w:mailMerge><w:mainDocumentType w:val="formLetters"/></w:mailMerge>',
    ),
    "ophaalveld": template(
        paragraph(field('INCLUDEPICTURE "https://elders.example/l.png"', ""))
        + paragraph(run("en ") + field('INCLUDETEXT "C:\\\\geheim.docx"', "x"))
    ),
    "geen Word": b"geen zip",
    # what Word does not write, and others may
    "los van alles": template(
        "<w:p><w:t>los</w:t></w:p>"
        f"<w:p>{change('ins', run('een'))}{change('ins', run('twee'))}</w:p>"
        '<w:p><w:r><w:commentReference w:id="5"/></w:r><w:r><w:fldChar w:fldCharType="end"/>'
        '<w:fldChar w:fldCharType="vreemd"/></w:r><w:r><a:blip r:embed="rIdX"/></w:r></w:p>'
        f"<w:p>{image().replace('<wp:docPr', '<wp:effectExtent', 1)}</w:p>"
        "<w:p><mc:AlternateContent><mc:Fallback>"
        + table([["oud"]])
        + "</mc:Fallback></mc:AlternateContent></w:p>",
        comments='<w:comment w:id="0" w:author="Jan"/>',
    ),
}
MELDINGEN = {
    "veld": [
        (
            'Fout, alinea "De gemeente {{ gemeente.nam }}": het veld gemeente.nam bestaat niet; '
            "bedoeld is misschien gemeente.naam."
        ),
    ],
    "veld in tabel": [
        (
            'Fout, tabel 1, rij 2, kolom 2 "{{ gemeente.adrs }}": het veld gemeente.adrs bestaat '
            "niet; bedoeld is misschien gemeente.adres."
        ),
    ],
    "veld in koptekst": [
        (
            'Fout, koptekst "{{ gemeente.nam }}": het veld gemeente.nam bestaat niet; bedoeld is '
            "misschien gemeente.naam."
        ),
    ],
    "veld in tabel in voettekst": [
        (
            'Fout, voettekst, tabel 1, rij 1, kolom 2 "{{ gemeente.nam }}": het veld gemeente.nam '
            "bestaat niet; bedoeld is misschien gemeente.naam."
        ),
    ],
    "veld in tekstvak": [
        (
            'Fout, tekstvak "Vak {{ vak.a }}": het veld vak.a bestaat niet; gebruik een veld dat '
            "bestaat."
        ),
    ],
    "veld in voetnoot": [
        (
            'Fout, voetnoot "{{ noot.a }}": het veld noot.a bestaat niet; gebruik een veld dat '
            "bestaat."
        ),
    ],
    "veld in titel": [
        (
            "Fout, eigenschap titel: het veld gemeente.nam bestaat niet; bedoeld is misschien "
            "gemeente.naam."
        ),
    ],
    "accolade": [
        (
            'Fout, alinea "{{ gemeente.naam } doet": de opdracht {{ gemeente.naam } heeft geen '
            "einde; zet }} achter de opdracht."
        ),
    ],
    "lus": [
        (
            'Fout, alinea "{% for lid in leden %}x": {% for lid in leden %} wordt niet gesloten; '
            "zet {% endfor %} achter het gedeelte dat erbij hoort."
        ),
    ],
    "voorwaarde": [
        (
            'Fout, alinea "{% if gemeente.naam %}": {% if gemeente.naam %} wordt niet gesloten; '
            "zet {% endif %} achter het gedeelte dat erbij hoort."
        ),
    ],
    "lange alinea": [
        (
            'Fout, alinea "…oord woord woord {{ gemeente.nam }}": het veld gemeente.nam bestaat '
            "niet; bedoeld is misschien gemeente.naam."
        ),
    ],
    "gekruld": [
        (
            'Hersteld, alinea "{{ gemeente.email|default(“–”) }}": in de opdracht {{ '
            "gemeente.email|default(“–”) }} staan gekrulde aanhalingstekens; gelezen als {{ "
            'gemeente.email|default("–") }}.'
        ),
    ],
    "streepje": [
        (
            'Hersteld, alinea "{%– if leden –%}x{% endif %}": in de opdracht {%– if leden –%} '
            "staat een gedachtestreepje; gelezen als {%- if leden -%}."
        ),
    ],
    "hoofdletter": [
        (
            'Hersteld, alinea "De {{ gemeente.Naam }} {% If leden %}x{% Endif %}": in de opdracht '
            "{{ gemeente.Naam }} staat een hoofdletter; gelezen als {{ gemeente.naam }}."
        ),
        (
            'Hersteld, alinea "De {{ gemeente.Naam }} {% If leden %}x{% Endif %}": in de opdracht '
            "{% If leden %} staat een hoofdletter; gelezen als {% if leden %}."
        ),
        (
            'Hersteld, alinea "De {{ gemeente.Naam }} {% If leden %}x{% Endif %}": in de opdracht '
            "{% Endif %} staat een hoofdletter; gelezen als {% endif %}."
        ),
    ],
    "vaste spatie": [
        (
            'Hersteld, alinea "{{ gemeente.naam }} en {{ gemeente\u200b.naam }}": in de opdracht '
            "{{ gemeente.naam }} staat een vaste spatie; gelezen als {{ gemeente.naam }}."
        ),
        (
            'Hersteld, alinea "{{ gemeente.naam }} en {{ gemeente\u200b.naam }}": in de opdracht '
            "{{ gemeente\u200b.naam }} staat een onzichtbaar teken; gelezen als {{ gemeente.naam "
            "}}."
        ),
    ],
    "alles tegelijk": [
        (
            'Hersteld, alinea "{{ Gemeente.Naam |default(\u2018–\u2019) }}": in de opdracht {{ '
            "Gemeente.Naam |default(\u2018–\u2019) }} staan gekrulde aanhalingstekens, een vaste "
            "spatie en een hoofdletter; gelezen als {{ gemeente.naam |default('–') }}."
        ),
    ],
    "gesplitst": [
        (
            'Hersteld, alinea "De {{ gemeente.naam }} en {{ gemeente.plaats }}": de opdracht {{ '
            "gemeente.naam }} bestaat in Word uit losse stukken; gelezen als één geheel."
        ),
    ],
    "toevoeging": [
        (
            'Fout, alinea "erbij": een toevoeging is niet geaccepteerd: "erbij"; kies in Word bij '
            "Controleren voor Accepteren, Alle wijzigingen accepteren en bijhouden stoppen."
        ),
    ],
    "verwijdering": [
        (
            'Fout, alinea "Tekst": een verwijdering is niet geaccepteerd: "weg"; kies in Word bij '
            "Controleren voor Accepteren, Alle wijzigingen accepteren en bijhouden stoppen."
        ),
    ],
    "opmaakwijziging": [
        (
            'Fout, alinea "vet": een wijziging van de opmaak is niet geaccepteerd; kies in Word '
            "bij Controleren voor Accepteren, Alle wijzigingen accepteren en bijhouden stoppen."
        ),
    ],
    "rij erbij": [
        (
            'Fout, tabel 1, rij 2, kolom 1 "rij": een toevoeging is niet geaccepteerd; kies in '
            "Word bij Controleren voor Accepteren, Alle wijzigingen accepteren en bijhouden "
            "stoppen."
        ),
    ],
    "sectie gewijzigd": [
        (
            "Fout: een wijziging van de opmaak is niet geaccepteerd; kies in Word bij Controleren "
            "voor Accepteren, Alle wijzigingen accepteren en bijhouden stoppen."
        ),
    ],
    "opmerking": [
        (
            'Fout, alinea "De tekst": er staat een opmerking bij van Jan: "Klopt dit?"; verwerk de '
            "opmerking en verwijder haar: zij komt anders in elk document."
        ),
    ],
    "verborgen": [
        (
            'Let op, alinea "Zichtbaar geheim": "geheim" is verborgen tekst: niet in druk, wel in '
            "het Word-bestand; verwijder de tekst, of haal bij Lettertype het vinkje weg bij "
            "Verborgen."
        ),
        (
            'Let op, alinea "ook geheimx": "ook geheim" is verborgen tekst: niet in druk, wel in '
            "het Word-bestand; verwijder de tekst, of haal bij Lettertype het vinkje weg bij "
            "Verborgen."
        ),
    ],
    "samenvoegveld": [
        (
            'Fout, alinea "Aan «Naam»": het samenvoegveld Naam_gemeente is van het samenvoegen van '
            "Word zelf en wordt niet ingevuld; zet in plaats daarvan {{ gemeente.naam }}."
        ),
        (
            'Fout, alinea "«W»": het samenvoegveld Woonplaats is van het samenvoegen van Word zelf '
            "en wordt niet ingevuld; zet in plaats daarvan {{ gemeente.plaats }}."
        ),
        (
            'Fout, alinea "«S»1": het samenvoegveld Schoenmaat is van het samenvoegen van Word '
            "zelf en wordt niet ingevuld; haal het weg, of zet er een veld van dit programma voor "
            "in de plaats."
        ),
        (
            'Fout, alinea "«G»": het samenvoegveld GREETINGLINE is van het samenvoegen van Word '
            "zelf en wordt niet ingevuld; zet in plaats daarvan {{ ontvanger.aanhef }}."
        ),
        (
            'Fout, alinea "«G»": het samenvoegveld NEXT is van het samenvoegen van Word zelf en '
            "wordt niet ingevuld; haal het weg, of zet er een veld van dit programma voor in de "
            "plaats."
        ),
        (
            'Fout, alinea zonder tekst, na "«G»": het samenvoegveld Functie is van het samenvoegen '
            "van Word zelf en wordt niet ingevuld; zet in plaats daarvan {{ ondertekenaar.functie "
            "}}."
        ),
        (
            'Fout, alinea zonder tekst, na "«G»": het samenvoegveld MERGEFIELD is van het '
            "samenvoegen van Word zelf en wordt niet ingevuld; haal het weg, of zet er een veld "
            "van dit programma voor in de plaats."
        ),
    ],
    "naam": [
        (
            'Let op, alinea "De gemeente Deventer doet mee.": "Deventer" is een gegeven van de '
            "gemeente Deventer en komt zo in elk document; zet er {{ gemeente.naam }}, {{ "
            "gemeente.plaats }} of {{ ondertekening.plaats }} voor in de plaats, of laat het staan "
            "als het voor elke gemeente geldt."
        ),
    ],
    "meer waarden": [
        (
            'Fout, alinea "De gemeente Deventer, Grote Kerkhof 1, 7411KT": "Deventer" is een '
            "gegeven van de gemeente Deventer en komt zo in elk document; zet er {{ gemeente.naam "
            "}}, {{ gemeente.plaats }} of {{ ondertekening.plaats }} voor in de plaats."
        ),
        (
            'Fout, alinea "De gemeente Deventer, Grote Kerkhof 1, 7411KT": "Grote Kerkhof 1" is '
            "een gegeven van de gemeente Deventer en komt zo in elk document; zet er {{ "
            "gemeente.adres }} voor in de plaats."
        ),
        (
            'Fout, alinea "De gemeente Deventer, Grote Kerkhof 1, 7411KT": "7411KT" is een gegeven '
            "van de gemeente Deventer en komt zo in elk document; zet er {{ gemeente.postcode }} "
            "voor in de plaats."
        ),
        (
            'Fout, alinea "R.C. König betaalt € 15.216,90 voor 101.446 inwoners (GM0150)": "R.C. '
            'König" is een gegeven van de gemeente Deventer en komt zo in elk document; zet er {{ '
            "ondertekenaar.naam }} voor in de plaats."
        ),
        (
            'Fout, alinea "R.C. König betaalt € 15.216,90 voor 101.446 inwoners (GM0150)": '
            '"15.216,90" is een gegeven van de gemeente Deventer en komt zo in elk document; zet '
            "er {{ bijdrage.jaarbedrag | bedrag }} voor in de plaats."
        ),
        (
            'Fout, alinea "R.C. König betaalt € 15.216,90 voor 101.446 inwoners (GM0150)": '
            '"101.446" is een gegeven van de gemeente Deventer en komt zo in elk document; zet er '
            "{{ gemeente.inwoners | getal }} voor in de plaats."
        ),
        (
            'Fout, alinea "R.C. König betaalt € 15.216,90 voor 101.446 inwoners (GM0150)": '
            '"GM0150" is een gegeven van de gemeente Deventer en komt zo in elk document; zet er '
            "{{ gemeente.cbs_code }} voor in de plaats."
        ),
        (
            'Fout, alinea "besluit van 10 januari 2023, of 10-1-2023": "10 januari 2023" is een '
            "gegeven van de gemeente Deventer en komt zo in elk document; zet er {{ "
            "gemeente.collegebesluit | datum }} of {{ ondertekening.datum | datum }} voor in de "
            "plaats."
        ),
        (
            'Fout, alinea "besluit van 10 januari 2023, of 10-1-2023": "10-1-2023" is een gegeven '
            "van de gemeente Deventer en komt zo in elk document; zet er {{ "
            "gemeente.collegebesluit | datum }} of {{ ondertekening.datum | datum }} voor in de "
            "plaats."
        ),
    ],
    "gedeelde waarde": [
        (
            'Let op, alinea "Stadhuisplein 1, het adres van velen": "Stadhuisplein 1" is een '
            "gegeven van 6 gemeenten, waaronder Almere, en komt zo in elk document; zet er {{ "
            "gemeente.adres }} voor in de plaats, of laat het staan als het voor elke "
            "gemeente geldt."
        ),
    ],
    "gewone feiten": [],
    "titel": [
        (
            "Fout: het document heeft geen titel, en zonder titel komt de PDF niet door de "
            "keuring; vul in Word bij Bestand, Info de titel in; er kunnen velden in staan."
        ),
    ],
    "taal": [
        (
            "Let op: het document noemt geen taal, zodat Word de spelling niet kan controleren; "
            "kies in Word bij Controleren, Taal, Controletaal instellen voor Nederlands, en dan "
            "voor Als standaard instellen."
        ),
    ],
    "taal van stijl": [],
    "geen stijlen": [
        (
            "Let op: het document noemt geen taal, zodat Word de spelling niet kan controleren; "
            "kies in Word bij Controleren, Taal, Controletaal instellen voor Nederlands, en dan "
            "voor Als standaard instellen."
        ),
    ],
    "koppen": [
        (
            'Fout, alinea "Twee": deze kop van niveau 2 is de eerste kop; maak er een kop van '
            "niveau 1 van (stijl Kop 1)."
        ),
        (
            'Fout, alinea "Drie": deze kop van niveau 3 volgt op een kop van niveau 1; maak er een '
            "kop van niveau 2 van (stijl Kop 2)."
        ),
    ],
    "tabel": [
        (
            'Fout, tabel 1, rij 2, kolom 1 "{{ lid.nummer }}": deze tabel heeft geen veldnamenrij; '
            "geef haar een eerste rij met kopjes, zet de cursor daarin en kies bij Indeling van de "
            "tabel voor Veldnamenrijen herhalen."
        ),
    ],
    "afbeelding": [
        (
            'Fout, alinea "Zie": een afbeelding heeft geen alternatieve tekst; klik in Word met '
            "rechts op de afbeelding, kies Alternatieve tekst weergeven en beschrijf haar; "
            "versiering krijgt daar het vinkje Als decoratief markeren."
        ),
    ],
    "afbeelding beschreven": [],
    "oude afbeelding": [
        (
            "Fout, alinea zonder tekst: een afbeelding heeft geen alternatieve tekst; klik in Word "
            "met rechts op de afbeelding, kies Alternatieve tekst weergeven en beschrijf haar; "
            "versiering krijgt daar het vinkje Als decoratief markeren."
        ),
    ],
    "lettertype": [
        (
            'Let op, alinea "Sierlijk en Times": het lettertype Papyrus is er op deze computer '
            "niet; met een ander kunnen regels en bladzijden anders lopen; installeer het "
            "lettertype, of kies er een dat er wel is, zoals Calibri."
        ),
    ],
    "lettertype van stijl": [
        (
            'Let op, alinea "x": het lettertype Papyrus is er op deze computer niet; met een ander '
            "kunnen regels en bladzijden anders lopen; installeer het lettertype, of kies er een "
            "dat er wel is, zoals Calibri."
        ),
    ],
    "lettertype van thema": [
        (
            'Let op, alinea "x": het lettertype Papyrus is er op deze computer niet; met een ander '
            "kunnen regels en bladzijden anders lopen; installeer het lettertype, of kies er een "
            "dat er wel is, zoals Calibri."
        ),
    ],
    "bekend lettertype": [],
    "gekoppelde afbeelding": [
        (
            'Fout, alinea "Logo": dit bestand heeft een afbeelding die niet in het bestand staat '
            "maar op https://elders.example/l.png; voeg de afbeelding in Word opnieuw in, zonder "
            "koppeling."
        ),
    ],
    "macro": [
        (
            "Fout: dit bestand heeft macro's; bewaar het in Word als Word-document zonder macro's "
            "(.docx)."
        ),
    ],
    "object": [
        (
            'Fout, alinea "Blad": dit bestand heeft een ingesloten object, zoals een werkblad of '
            "een programma; verwijder het object, of zet er tekst of een afbeelding voor in de "
            "plaats."
        ),
    ],
    "sjabloon van Word": [
        (
            "Fout, instellingen: dit bestand hangt aan een ander sjabloon, "
            "file:///C:/Sjablonen/huisstijl.dotm; koppel het in Word los: Ontwikkelaars, "
            "Documentsjabloon, en kies Normal."
        ),
    ],
    "adreslijst": [
        (
            "Fout, instellingen: dit bestand hangt aan een gegevensbron van Word (afdruk "
            "samenvoegen); kies in Word bij Verzendlijsten, Afdruk samenvoegen starten, voor "
            "Normaal Word-document."
        ),
    ],
    "ophaalveld": [
        (
            "Fout, alinea zonder tekst: dit bestand heeft een veld INCLUDEPICTURE, dat iets van "
            "buiten haalt; verwijder dit veld in Word, of vervang het door de inhoud "
            "(Ctrl+Shift+F9)."
        ),
        (
            'Fout, alinea "en x": dit bestand heeft een veld INCLUDETEXT, dat iets van buiten '
            "haalt; verwijder dit veld in Word, of vervang het door de inhoud (Ctrl+Shift+F9)."
        ),
    ],
    "geen Word": [
        (
            "Fout: dit is geen Word-document (.docx), of het is beschadigd; open het in Word en "
            "bewaar het als Word-document (.docx), zonder wachtwoord."
        ),
    ],
    "los van alles": [
        (
            'Fout, alinea "eentwee": een toevoeging is niet geaccepteerd: "een"; kies in Word bij '
            "Controleren voor Accepteren, Alle wijzigingen accepteren en bijhouden stoppen."
        ),
        (
            'Fout, alinea zonder tekst, na "eentwee": een afbeelding heeft geen alternatieve '
            "tekst; klik in Word met rechts op de afbeelding, kies Alternatieve tekst weergeven en "
            "beschrijf haar; versiering krijgt daar het vinkje Als decoratief markeren."
        ),
    ],
}
ALL_KINDS = "bij geen documentsoort, dus nagekeken met de velden van alle documentsoorten"


def written(folder: Path, content: bytes, name: str = "brief.docx") -> Path:
    path = folder / "mijn" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", FILES)
def test_finding(
    tmp_path: Path, werkmap: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = written(tmp_path, FILES[name])
    code = sjabloon("controleer", str(path), werkmap=werkmap)
    found = capsys.readouterr().out.splitlines()
    expected = MELDINGEN[name]
    assert [line.removeprefix("  ") for line in found[1:-1]] == expected
    wrong = sum(line.startswith("Fout") for line in expected)
    look = sum(line.startswith("Let op") for line in expected)
    fouten = "1 fout" if wrong == 1 else f"{wrong} fouten"
    if expected:
        assert found[0] == f"mijn/brief.docx ({ALL_KINDS}):"
        mended = len(expected) - wrong - look
        assert found[-1] == f"{fouten}, {look} keer let op, {mended} keer vanzelf hersteld."
    else:
        assert found == [f"mijn/brief.docx ({ALL_KINDS}): in orde."]
    assert code == (ExitCode.INPUT if wrong else ExitCode.OK)
    assert path.read_bytes() == FILES[name]


@pytest.mark.parametrize(
    "name", [name for name, found in MELDINGEN.items() if "Hersteld" in "".join(found)]
)
def test_what_is_mended_is_filled_in(tmp_path: Path, name: str) -> None:
    loaded = Sjabloon.load(written(tmp_path, FILES[name]))
    values = merge_values(onderwerp())
    text = read_word(loaded.fill(values).content).as_text()
    assert "{" not in text


def test_all_templates_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert sjabloon("controleer", werkmap=ROOT) == ExitCode.OK
    assert capsys.readouterr().out == (
        "sjablonen/samenwerkingsovereenkomst.docx (sjabloon van: Samenwerkingsovereenkomst): "
        "in orde.\n"
        "sjablonen/bijlage-3.docx (sjabloon van: Bijlage 3): in orde.\n"
        "sjablonen/aanbiedingsbrief.docx (sjabloon van: Aanbiedingsbrief): in orde.\n"
        "sjablonen/herinnering.docx (sjabloon van: Herinnering): in orde.\n"
        "sjablonen/collegenota.docx (sjabloon van: Collegenota): in orde.\n"
        "sjablonen/ontvangstbevestiging.docx (sjabloon van: Ontvangstbevestiging): in orde.\n"
        "sjablonen/factuurbrief.docx (sjabloon van: Factuur): in orde.\n"
        "sjablonen/opzegbevestiging.docx (sjabloon van: Opzegbevestiging): in orde.\n"
    )


def test_all_templates_of_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert sjabloon("controleer", werkmap=ROOT / "voorbeelden" / "2019-2022") == ExitCode.OK
    assert capsys.readouterr().out == (
        "sjablonen/uitvoeringsovereenkomst.docx (sjabloon van: Uitvoeringsovereenkomst): "
        "in orde.\n"
        "sjablonen/bijlage-2.docx (sjabloon van: Bijlage 2): in orde.\n"
        "sjablonen/factuurbrief.docx (sjabloon van: Factuur): in orde.\n"
    )


def test_required_fields_and_those_of_the_kind(
    werkmap: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = werkmap / "sjablonen" / "bijlage-3.docx"
    path.write_bytes(
        template(paragraph("{{ gemeente.naam }} {{ stand.datum|datum }} {{ stand.aantal }}"))
    )
    assert sjabloon("controleer", str(path), werkmap=werkmap) == ExitCode.INPUT
    assert capsys.readouterr().out == (
        "sjablonen/bijlage-3.docx (sjabloon van: Bijlage 3):\n"
        "  Fout: het veld deelnemers komt niet voor, en is verplicht in: Bijlage 3; zet "
        "{{ deelnemers }} op zijn plaats, of haal het veld weg uit verplicht in convenant.toml.\n"
        "  Fout: het veld convenant.leden komt niet voor, en is verplicht in: Bijlage 3; zet "
        "{{ convenant.leden }} op zijn plaats, of haal het veld weg uit verplicht in "
        "convenant.toml.\n"
        '  Fout, alinea "{{ gemeente.naam }} {{ stand.datum|datum }} {{ stand.aantal }}": het veld '
        "gemeente.naam bestaat niet; gebruik een veld dat bestaat.\n"
        "3 fouten, 0 keer let op, 0 keer vanzelf hersteld.\n"
    )


def test_without_a_werkmap(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = written(tmp_path, template(paragraph("Deventer {{ gemeente.naam }}")))
    assert sjabloon("controleer", str(path), werkmap=None) == ExitCode.OK
    assert capsys.readouterr().out == f"mijn/brief.docx ({ALL_KINDS}): in orde.\n"
    with pytest.raises(WerkmapError):
        sjabloon("controleer", werkmap=None)
    with pytest.raises(WerkmapError):
        sjabloon("controleer", str(path), werkmap=tmp_path)


def test_a_wrong_period(werkmap: Path) -> None:
    edit(werkmap, "ingang = 2023-03-01", "ingang = 2099-01-01", "convenant.toml")
    with pytest.raises(InputError) as error:
        sjabloon("controleer", werkmap=werkmap)
    assert str(error.value) == (
        "convenant.toml, [convenant], sleutel einde: het einde ligt niet na de ingang; "
        "verbeter één van beide datums"
    )


def test_beside_each_other_no_more_than_can_be_read(
    tmp_path: Path, werkmap: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, template(paragraph("Zie", properties=level(3)) * 51))
    sjabloon("controleer", str(path), werkmap=werkmap)
    assert len(capsys.readouterr().out.splitlines()) == 3
    comment = change("ins", run("x"))
    path.write_bytes(template(paragraph(comment) * 60))
    sjabloon("controleer", str(path), werkmap=werkmap)
    found = capsys.readouterr().out.splitlines()
    assert found[1] == (
        "  Fout: op nog 10 plaatsen is er iets als het voorgaande; verhelp eerst wat hiervoor "
        "staat."
    )
    assert len(found) == 53
    path.write_bytes(template(paragraph(comment) * 2000))
    sjabloon("controleer", str(path), werkmap=werkmap)
    assert capsys.readouterr().out.splitlines()[1] == (
        "  Fout: op nog minstens 950 plaatsen is er iets als het voorgaande; verhelp eerst wat "
        "hiervoor staat."
    )


def test_where_nobody_knows_the_fonts(
    tmp_path: Path,
    werkmap: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    installed_fonts.cache_clear()
    try:
        path = written(tmp_path, FILES["lettertype"])
        assert sjabloon("controleer", str(path), werkmap=werkmap) == ExitCode.OK
        assert capsys.readouterr().out == f"mijn/brief.docx ({ALL_KINDS}): in orde.\n"
    finally:
        installed_fonts.cache_clear()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--markeer",), "Noem bij --markeer het sjabloon waarvan u een kopie wilt."),
        (("x.docx", "-o", "y.docx"), "-o hoort bij --markeer."),
    ],
)
def test_mistakes_in_typing(werkmap: Path, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(click.UsageError) as error:
        sjabloon("controleer", *arguments, werkmap=werkmap)
    assert error.value.message == message


def test_what_controleer_says_of_templates(werkmap: Path) -> None:
    assert keur(read(Werkmap(werkmap))) == ((), ())
    path = werkmap / "sjablonen" / "bijlage-3.docx"
    path.write_bytes(
        template(
            paragraph("{{ deelnemers }} {{ stand.datum|datum }} {{ stand.aantal }} Deventer")
            + split("{{ convenant", ".leden }}"),
            title="",
        )
    )
    faults, sentences = keur(read(Werkmap(werkmap)))
    assert list(map(str, faults)) == [
        (
            "sjablonen/bijlage-3.docx: het document heeft geen titel, en zonder titel komt de PDF "
            "niet door de keuring; vul in Word bij Bestand, Info de titel in; er kunnen velden in "
            "staan"
        )
    ]
    assert sentences == (
        (
            'sjablonen/bijlage-3.docx, alinea "{{ deelnemers }} {{ stand.datum|datum }} '
            '{{ stand.aantal }} Deventer": "Deventer" is een gegeven van de gemeente Deventer en '
            "komt zo in elk document; zet er {{ gemeente.naam }}, {{ gemeente.plaats }} of "
            "{{ ondertekening.plaats }} voor in de plaats, of laat het staan als het voor elke "
            "gemeente geldt."
        ),
        (
            'sjablonen/bijlage-3.docx, alinea "{{ convenant.leden }}": de opdracht '
            "{{ convenant.leden }} bestaat in Word uit losse stukken; gelezen als één geheel."
        ),
    )


@pytest.mark.parametrize(
    "content",
    [
        template(paragraph(f"{{{{ {'a.' * 100_001}b }}}}")),
        template(paragraph(f"{{{{ {'x' * 100_001} Naam }}}}")),
        template(f'<w:p><w:fldSimple w:instr="MERGEFIELD {"a" * 1_000_000}"/></w:p>'),
        packed(
            template(paragraph("x")),
            relations={
                RELS: "".join(
                    relation(f"r{n}", "image", f"http://x.example/{n}", external=True)
                    for n in range(20_000)
                )
            },
        ),
    ],
    ids=["stappen", "woord", "samenvoegveld", "verwijzingen"],
)
def test_what_a_stranger_sends_is_told_in_few_words(
    tmp_path: Path, werkmap: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = written(tmp_path, content)
    assert sjabloon("controleer", str(path), werkmap=werkmap) == ExitCode.INPUT
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 60
    assert max(map(len, lines)) < 1000


def test_the_end_of_a_book_is_not_searched_for_values(
    tmp_path: Path, werkmap: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, template(paragraph("x" * 2_000_000) + paragraph("Deventer")))
    sjabloon("controleer", str(path), werkmap=werkmap)
    assert "Let op" not in capsys.readouterr().out


def test_the_help_of_the_group(werkmap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.NoSuchCommand):
        sjabloon("controler", werkmap=werkmap)
    sjabloon("--help", werkmap=werkmap)
    out = capsys.readouterr().out
    for name in ("controleer", "velden", "proef", "afleiden"):
        assert f"\n  {name} " in out

"""``sjabloon controleer``: each finding, by the Word file that has it, with its whole message."""
# ruff: noqa: RUF001 - the signs that Word makes of others are what it is about

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import click
import pytest

from hulp import wordbouw
from hulp.sjabloonbouw import (
    DECORATION,
    EMF,
    PNG,
    image,
    packed,
    relation,
    sjabloon,
    template,
    with_image,
)
from hulp.values import onderwerp
from hulp.werkmappen import ROOT, edit
from hulp.wordbouw import (
    field,
    footnote,
    lists,
    numbered,
    of,
    paragraph,
    run,
    section,
    symbol,
    table,
    text_box,
)
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import InputError
from overeenkomstgen.office import lettertypen
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.uitgifte.controleer import controleer
from overeenkomstgen.velden.velden import merge_values
from overeenkomstgen.werkmap.werkmap import Werkmap, WerkmapError
from overeenkomstgen.word.tekst import read_word

RELS = "word/_rels/document.xml.rels"
COMMENT = (
    '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r>'
)
VML = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"{}>'
    '<v:imagedata r:id="rIdB"/></v:shape></w:pict></w:r>'
)
WEBDINGS = '<w:rFonts w:ascii="Webdings" w:hAnsi="Webdings"/>'
VANISH = "<w:rPr><w:vanish/></w:rPr>"
LOGO = 'descr="Het logo"'
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
UNWITNESSED = (
    "het veld register.getuige komt niet voor, zodat een bijlage 3 later niet getuigt van wat er "
    "is vastgelegd; zet {{ register.getuige }} klein onder aan het document"
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


UNDRAWN: dict[str, tuple[bytes, str]] = {
    "kapot": (PNG[:40], "die beschadigd is"),
    "leeg": (b"", "die beschadigd is"),
    "EMF": (b"\1\0\0\0" + bytes(104), "die beschadigd is"),
    "WMF": (b"\1\0\x09\0\0\3" + bytes(100), "die beschadigd is"),
    "HEIC": (b"\0\0\0\x18ftypheic", "van een soort die niet te tekenen is (HEIC)"),
    "SVG": (
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        "van een soort die niet te tekenen is (SVG)",
    ),
    "zonder": (b"", "die niet in het bestand zit"),
}
TOO_LARGE = PNG[:16] + struct.pack(">II", 20_000, 20_000) + PNG[24:29]
TOO_LARGE += struct.pack(">I", zlib.crc32(TOO_LARGE[12:]))


def undrawn() -> bytes:
    """Return a template with pictures that LibreOffice leaves out, and a sound EMF."""
    names = [*UNDRAWN, "groot", "goed"]
    made = template("".join(paragraph(run(name) + image(name, LOGO)) for name in names))
    files = {name: data for name, (data, _) in UNDRAWN.items()}
    for name, data in {**files, "groot": TOO_LARGE + PNG[33:], "goed": EMF}.items():
        if name != "zonder":
            made = with_image(made, name, data)
    return made


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
    "doorgehaald": template(
        paragraph(run("Wel ") + run("niet", "<w:strike/>") + run("weg", "<w:strike/><w:vanish/>"))
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
    "afbeeldingen die niet te tekenen zijn": undrawn(),
    "onbekende tekens": template(
        paragraph(run("Eigen ") + symbol("Huisstijl", "F041") + symbol("Wingdings", "F021"))
        + paragraph(run("Letters ") + run("x", WEBDINGS), properties=numbered(1))
        + paragraph("Punt", properties=numbered(1, 1)),
        numbering=lists(
            {
                0: wordbouw.level(0, "bullet", "\uf021", f"<w:rPr>{WEBDINGS}</w:rPr>")
                + wordbouw.level(1, "bullet", "", '<w:lvlPicBulletId w:val="0"/>')
            },
            {1: of(0)},
        ),
    ),
    "verborgen afbeelding": with_image(
        template(
            paragraph(run("Eerst ") + image(about=LOGO).replace("<w:r>", f"<w:r>{VANISH}"))
            + paragraph(run("Dan ") + image(about='hidden="1"'))
            + paragraph(run("Weg ") + change("del", image()))
        )
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
    "onbekend onderdeel": template(paragraph(run("Zie ") + "<w:r><w:ruby/><w:wonder/></w:r>")),
    "sjabloon van Word": packed(
        template(paragraph("x"), settings='<w:attachedTemplate r:id="rIdS"/>'),
        relations={
            "word/_rels/settings.xml.rels": relation(
                "rIdS", "attachedTemplate", "file:///C:/Sjablonen/huisstijl.dotm", external=True
            )
        },
    ),
    "Normal": packed(
        template(paragraph("x"), settings='<w:attachedTemplate r:id="rIdS"/>'),
        relations={
            "word/_rels/settings.xml.rels": relation(
                *("rIdS", "attachedTemplate", "file:///C:/Users/Jan%20W/Templates/Normal.dotm"),
                external=True,
            )
        },
    ),
    "verborgen veld": template(
        paragraph(
            run("Gemeente {{ gemeente.naam }} ") + run("{{ gemeente.cbs_code }}", "<w:vanish/>")
        )
    ),
    "veld half in een koppeling": packed(
        template(
            paragraph(
                run("Mail {{ relatie")
                + f'<w:hyperlink r:id="rIdK">{run("manager.email }}")}</w:hyperlink>'
                + f'<w:hyperlink r:id="rIdK">{run("{{ gemeente.naam }}")}</w:hyperlink>'
            )
        ),
        relations={RELS: relation("rIdK", "hyperlink", "mailto:a@example.org", external=True)},
    ),
    "drie fouten naast elkaar": packed(
        template(
            paragraph("{{ gemeente.burgemeester }} en {{ bedrag }}")
            + paragraph("{% if gemeente.naam %}x"),
            settings='<w:attachedTemplate r:id="rIdS"/>',
        ),
        relations={
            "word/_rels/settings.xml.rels": relation(
                "rIdS", "attachedTemplate", "file:///G:/huisstijl.dotx", external=True
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


def unknown(where: str, veld: str, advice: str = "gebruik een veld dat bestaat") -> str:
    return f"Fout, {where}: het veld {veld} bestaat niet; {advice}."


def mended(where: str, what: str, read_as: str) -> str:
    return f'Hersteld, alinea "{where}": in de opdracht {what}; gelezen als {read_as}.'


def changed(where: str, what: str) -> str:
    return (
        f"Fout{where}: {what}; kies in Word bij Controleren voor Accepteren, Alle wijzigingen "
        "accepteren en bijhouden stoppen."
    )


def hidden(where: str, text: str) -> str:
    return (
        f'Let op, alinea "{where}": "{text}" is verborgen tekst: niet in druk, wel in het '
        "Word-bestand; verwijder de tekst, of haal bij Lettertype het vinkje weg bij Verborgen."
    )


def merged(where: str, veld: str, ours: str = "") -> str:
    return (
        f"Fout, alinea {where}: het samenvoegveld {veld} is van het samenvoegen van Word zelf en "
        "wordt niet ingevuld; "
        + (
            f"zet in plaats daarvan {{{{ {ours} }}}}."
            if ours
            else "haal het weg, of zet er een veld van dit programma voor in de plaats."
        )
    )


def literal(grade: str, where: str, text: str, tags: str, of: str = "de gemeente Deventer") -> str:
    leave = ", of laat het staan als het voor elke gemeente geldt"
    if grade == "Fout":
        leave = f', of schrijf {{{{ "{text}" }}}} als het zo in elk document hoort'
    return (
        f'{grade}, alinea "{where}": "{text}" is een gegeven van {of} en komt zo in elk document; '
        f"zet er {tags} voor in de plaats{leave}."
    )


def unknown_sign(where: str, font: str) -> str:
    return (
        f'Fout, alinea "{where}": dit bestand heeft een teken uit het lettertype {font} waarvan '
        "niet bekend is wat het toont; kies het teken in een gewoon lettertype (Invoegen, "
        "Symbool), of een ander teken."
    )


def not_drawn(
    where: str, what: str, advice: str = "voeg haar in Word opnieuw in, als PNG- of JPEG-bestand"
) -> str:
    return f'Fout, alinea "{where}": dit bestand heeft een afbeelding {what}; {advice}.'


NOTHING_THERE = not_drawn("eentwee", "die niet in het bestand zit").replace(
    'alinea "', 'alinea zonder tekst, na "'
)


def undescribed(where: str) -> str:
    return (
        f"Fout, {where}: een afbeelding heeft geen alternatieve tekst; klik in Word met rechts op "
        "de afbeelding, kies Alternatieve tekst weergeven en beschrijf haar; versiering krijgt "
        "daar het vinkje Als decoratief markeren."
    )


def no_font(where: str) -> str:
    return (
        f'Let op, alinea "{where}": het lettertype Papyrus is er op deze computer niet; met een '
        "ander kunnen regels en bladzijden anders lopen; installeer het lettertype, of kies er "
        "een dat er wel is, zoals Calibri."
    )


NEAR = "bedoeld is misschien gemeente.naam"
PLACE = "{{ gemeente.naam }}, {{ gemeente.plaats }} of {{ ondertekening.plaats }}"
BESLUIT = "{{ gemeente.collegebesluit | datum }} of {{ ondertekening.datum | datum }}"
CAPITALS = "De {{ gemeente.Naam }} {% If leden %}x{% Endif %}"
SPACES = "{{ gemeente.naam }} en {{ gemeente\u200b.naam }}"
ADDRESS = "De gemeente Deventer, Grote Kerkhof 1, 7411KT"
AMOUNT = "R.C. König betaalt € 15.216,90 voor 101.446 inwoners (GM0150)"
DATES = "besluit van 10 januari 2023, of 10-1-2023"
_TOLD: dict[str, str | list[str]] = {
    "veld": [unknown('alinea "De gemeente {{ gemeente.nam }}"', "gemeente.nam", NEAR)],
    "veld in tabel": [
        unknown(
            'tabel 1, rij 2, kolom 2 "{{ gemeente.adrs }}"',
            "gemeente.adrs",
            "bedoeld is misschien gemeente.adres",
        )
    ],
    "veld in koptekst": [unknown('koptekst "{{ gemeente.nam }}"', "gemeente.nam", NEAR)],
    "veld in tabel in voettekst": [
        unknown('voettekst, tabel 1, rij 1, kolom 2 "{{ gemeente.nam }}"', "gemeente.nam", NEAR)
    ],
    "veld in tekstvak": [unknown('tekstvak "Vak {{ vak.a }}"', "vak.a")],
    "veld in voetnoot": [unknown('voetnoot "{{ noot.a }}"', "noot.a")],
    "veld in titel": [unknown("eigenschap titel", "gemeente.nam", NEAR)],
    "accolade": 'Fout, alinea "{{ gemeente.naam } doet": de opdracht {{ gemeente.naam } heeft '
    "geen einde; zet }} achter de opdracht.",
    "lus": 'Fout, alinea "{% for lid in leden %}x": {% for lid in leden %} wordt niet gesloten; '
    "zet {% endfor %} achter het gedeelte dat erbij hoort.",
    "voorwaarde": 'Fout, alinea "{% if gemeente.naam %}": {% if gemeente.naam %} wordt niet '
    "gesloten; zet {% endif %} achter het gedeelte dat erbij hoort.",
    "lange alinea": [
        unknown('alinea "…oord woord woord {{ gemeente.nam }}"', "gemeente.nam", NEAR)
    ],
    "gekruld": [
        mended(
            "{{ gemeente.email|default(“–”) }}",
            "{{ gemeente.email|default(“–”) }} staan gekrulde aanhalingstekens",
            '{{ gemeente.email|default("–") }}',
        )
    ],
    "streepje": [
        mended(
            "{%– if leden –%}x{% endif %}",
            "{%– if leden –%} staat een gedachtestreepje",
            "{%- if leden -%}",
        )
    ],
    "hoofdletter": [
        mended(CAPITALS, f"{tag} staat een hoofdletter", tag.lower())
        for tag in ("{{ gemeente.Naam }}", "{% If leden %}", "{% Endif %}")
    ],
    "vaste spatie": [
        mended(SPACES, "{{ gemeente.naam }} staat een vaste spatie", "{{ gemeente.naam }}"),
        mended(
            SPACES, "{{ gemeente\u200b.naam }} staat een onzichtbaar teken", "{{ gemeente.naam }}"
        ),
    ],
    "alles tegelijk": [
        mended(
            "{{ Gemeente.Naam |default(‘–’) }}",
            "{{ Gemeente.Naam |default(‘–’) }} staan gekrulde aanhalingstekens, een vaste spatie "
            "en een hoofdletter",
            "{{ gemeente.naam |default('–') }}",
        )
    ],
    "gesplitst": 'Hersteld, alinea "De {{ gemeente.naam }} en {{ gemeente.plaats }}": de opdracht '
    "{{ gemeente.naam }} bestaat in Word uit losse stukken; gelezen als één geheel.",
    "toevoeging": [changed(', alinea "erbij"', 'een toevoeging is niet geaccepteerd: "erbij"')],
    "verwijdering": [changed(', alinea "Tekst"', 'een verwijdering is niet geaccepteerd: "weg"')],
    "opmaakwijziging": [
        changed(', alinea "vet"', "een wijziging van de opmaak is niet geaccepteerd")
    ],
    "rij erbij": [
        changed(', tabel 1, rij 2, kolom 1 "rij"', "een toevoeging is niet geaccepteerd")
    ],
    "sectie gewijzigd": [changed("", "een wijziging van de opmaak is niet geaccepteerd")],
    "opmerking": 'Fout, alinea "De tekst": er staat een opmerking bij van Jan: "Klopt dit?"; '
    "verwerk de opmerking en verwijder haar: zij komt anders in elk document.",
    "verborgen": [hidden("Zichtbaar geheim", "geheim"), hidden("ook geheimx", "ook geheim")],
    "doorgehaald": [
        hidden("Wel nietweg", "weg"),
        (
            'Let op, alinea "Wel nietweg": "niet" is doorgehaald, en komt zo in elk document; '
            "verwijder de tekst, of haal bij Lettertype het vinkje weg bij Doorhalen."
        ),
    ],
    "samenvoegveld": [
        merged('"Aan «Naam»"', "Naam_gemeente", "gemeente.naam"),
        merged('"«W»"', "Woonplaats", "gemeente.plaats"),
        merged('"«S»1"', "Schoenmaat"),
        merged('"«G»"', "GREETINGLINE", "ontvanger.aanhef"),
        merged('"«G»"', "NEXT"),
        merged('zonder tekst, na "«G»"', "Functie", "ondertekenaar.functie"),
        merged('zonder tekst, na "«G»"', "MERGEFIELD"),
    ],
    "naam": [literal("Let op", "De gemeente Deventer doet mee.", "Deventer", PLACE)],
    "meer waarden": [
        literal("Fout", ADDRESS, "Deventer", PLACE),
        literal("Fout", ADDRESS, "Grote Kerkhof 1", "{{ gemeente.adres }}"),
        literal("Fout", ADDRESS, "7411KT", "{{ gemeente.postcode }}"),
        literal("Fout", AMOUNT, "R.C. König", "{{ ondertekenaar.naam }}"),
        literal("Fout", AMOUNT, "€ 15.216,90", "{{ bijdrage.jaarbedrag | bedrag }}"),
        literal("Fout", AMOUNT, "101.446", "{{ gemeente.inwoners | getal }}"),
        literal("Fout", AMOUNT, "GM0150", "{{ gemeente.cbs_code }}"),
        literal("Fout", DATES, "10 januari 2023", BESLUIT),
        literal("Fout", DATES, "10-1-2023", BESLUIT),
    ],
    "gedeelde waarde": [
        literal(
            *("Let op", "Stadhuisplein 1, het adres van velen", "Stadhuisplein 1"),
            *("{{ gemeente.adres }}", "6 gemeenten, waaronder Almere,"),
        )
    ],
    "gewone feiten": [],
    "titel": [],
    "taal": [],
    "taal van stijl": [],
    "geen stijlen": [],
    "koppen": [
        (
            'Fout, alinea "Twee": deze kop van niveau 2 is de eerste kop; maak er een kop van '
            "niveau 1 van (stijl Kop 1)."
        ),
        (
            'Fout, alinea "Drie": deze kop van niveau 3 volgt op een kop van niveau 1; maak er '
            "een kop van niveau 2 van (stijl Kop 2)."
        ),
    ],
    "tabel": 'Fout, tabel 1, rij 2, kolom 1 "{{ lid.nummer }}": deze tabel heeft geen '
    "veldnamenrij; geef haar een eerste rij met kopjes, zet de cursor daarin en kies bij Indeling "
    "van de tabel voor Veldnamenrijen herhalen.",
    "afbeelding": [undescribed('alinea "Zie"')],
    "afbeelding beschreven": [],
    "afbeeldingen die niet te tekenen zijn": [
        *(not_drawn(name, what) for name, (_, what) in UNDRAWN.items()),
        not_drawn(
            "groot",
            "van 20.000 bij 20.000 beeldpunten: te groot om te tekenen",
            "verklein haar in Word met Afbeeldingen comprimeren",
        ),
    ],
    "onbekende tekens": [
        unknown_sign("Eigen", "Huisstijl"),
        unknown_sign("Eigen", "Wingdings"),
        unknown_sign("Letters x", "Webdings"),
        *(
            f'Fout, alinea "{where}": dit bestand heeft een opsommingsteken {what}; kies in Word '
            "een ander opsommingsteken."
            for where, what in (
                ("Letters x", "waarvan niet bekend is wat het toont"),
                ("Punt", "dat een plaatje is"),
            )
        ),
    ],
    "verborgen afbeelding": [
        *(
            f'Fout, alinea "{where}": dit bestand heeft een verborgen afbeelding; verwijder haar, '
            "of maak haar zichtbaar (Beeldindeling, Selectiedeelvenster)."
            for where in ("Eerst", "Dan")
        ),
        changed(', alinea "Weg"', "een verwijdering is niet geaccepteerd"),
    ],
    "oude afbeelding": [undescribed("alinea zonder tekst")],
    "lettertype": [no_font("Sierlijk en Times")],
    "lettertype van stijl": [no_font("x")],
    "lettertype van thema": [no_font("x")],
    "bekend lettertype": [],
    "gekoppelde afbeelding": 'Fout, alinea "Logo": dit bestand heeft een afbeelding die niet in '
    "het bestand staat maar op https://elders.example/l.png; voeg de afbeelding in Word opnieuw "
    "in, zonder koppeling.",
    "macro": "Fout: dit bestand heeft macro's; bewaar het in Word als Word-document zonder "
    "macro's (.docx).",
    "object": 'Fout, alinea "Blad": dit bestand heeft een ingesloten object, zoals een werkblad '
    "of een programma; verwijder het object, of zet er tekst of een afbeelding voor in de plaats.",
    "onbekend onderdeel": [
        (
            'Fout, alinea "Zie": dit bestand heeft een fonetische gids (ruby); zet de tekst er '
            "gewoon neer."
        ),
        (
            'Fout, alinea "Zie": dit bestand heeft een onderdeel dat dit programma niet kent '
            "(wonder); verwijder het, of plak het in Word als tekst of als afbeelding."
        ),
    ],
    "sjabloon van Word": "Fout, instellingen: dit bestand hangt aan een ander sjabloon, "
    "file:///C:/Sjablonen/huisstijl.dotm; koppel het in Word los: Ontwikkelaars, "
    "Documentsjabloon, en kies Normal.",
    "Normal": [],
    "verborgen veld": hidden(
        "Gemeente {{ gemeente.naam }} {{ gemeente.cbs_code }}", "{{ gemeente.cbs_code }}"
    ).replace("Let op", "Fout", 1),
    "veld half in een koppeling": 'Fout, alinea "Mail {{ relatiemanager.email }}'
    '{{ gemeente.naam }}": de opdracht {{ relatiemanager.email }} staat voor een deel in een '
    "koppeling of een invulvak; zet de hele opdracht erin, of erbuiten.",
    "drie fouten naast elkaar": [
        (
            "Fout, instellingen: dit bestand hangt aan een ander sjabloon, "
            "file:///G:/huisstijl.dotx; koppel het in Word los: Ontwikkelaars, Documentsjabloon, "
            "en kies Normal."
        ),
        unknown('alinea "{{ gemeente.burgemeester }} en {{ bedrag }}"', "gemeente.burgemeester"),
        unknown(
            'alinea "{{ gemeente.burgemeester }} en {{ bedrag }}"',
            "bedrag",
            "bedoeld is misschien factuur.bedrag",
        ),
        (
            'Fout, alinea "{% if gemeente.naam %}x": {% if gemeente.naam %} wordt niet gesloten; '
            "zet {% endif %} achter het gedeelte dat erbij hoort."
        ),
    ],
    "adreslijst": "Fout, instellingen: dit bestand hangt aan een gegevensbron van Word (afdruk "
    "samenvoegen); kies in Word bij Verzendlijsten, Afdruk samenvoegen starten, voor Normaal "
    "Word-document.",
    "ophaalveld": [
        f"Fout, alinea {where}: dit bestand heeft een veld {veld}, dat iets van buiten haalt; "
        "verwijder dit veld in Word, of vervang het door de inhoud (Ctrl+Shift+F9)."
        for where, veld in (("zonder tekst", "INCLUDEPICTURE"), ('"en x"', "INCLUDETEXT"))
    ],
    "geen Word": "Fout: dit is geen Word-document (.docx), of het is beschadigd; open het in Word "
    "en bewaar het als Word-document (.docx), zonder wachtwoord.",
    "los van alles": [
        changed(', alinea "eentwee"', 'een toevoeging is niet geaccepteerd: "een"'),
        NOTHING_THERE,
        NOTHING_THERE,
        undescribed('alinea zonder tekst, na "eentwee"'),
    ],
}
MELDINGEN = {name: [told] if isinstance(told, str) else told for name, told in _TOLD.items()}
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


@pytest.mark.ongemeten
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
        "sjablonen/creditfactuur.docx (sjabloon van: Creditfactuur): in orde.\n"
        "sjablonen/opzegbevestiging.docx (sjabloon van: Opzegbevestiging): in orde.\n"
        "sjablonen/opzeggingsbrief.docx (sjabloon van: Opzeggingsbrief): in orde.\n"
        "sjablonen/beeindigingsbevestiging.docx (sjabloon van: Beëindigingsbevestiging): in orde.\n"
        "sjablonen/overdrachtsbevestiging.docx (sjabloon van: Overdrachtsbevestiging): in orde.\n"
        "sjablonen/verlengingsbrief.docx (sjabloon van: Verlengingsbrief): in orde.\n"
        "sjablonen/wijzigingsbrief.docx (sjabloon van: Wijzigingsbrief): in orde.\n"
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
        "  Fout: het veld deelnemend komt niet voor, en is verplicht in: Bijlage 3; zet "
        "{{ deelnemend }} op zijn plaats, of haal het veld weg uit verplicht in convenant.toml.\n"
        "  Fout: het veld geeindigd komt niet voor, en is verplicht in: Bijlage 3; zet "
        "{{ geeindigd }} op zijn plaats, of haal het veld weg uit verplicht in convenant.toml.\n"
        "  Fout: het veld stand.versie komt niet voor, en is verplicht in: Bijlage 3; zet "
        "{{ stand.versie }} op zijn plaats, of haal het veld weg uit verplicht in "
        "convenant.toml.\n"
        "  Fout: het veld convenant.leden komt niet voor, en is verplicht in: Bijlage 3; zet "
        "{{ convenant.leden }} op zijn plaats, of haal het veld weg uit verplicht in "
        "convenant.toml.\n"
        '  Fout, alinea "{{ gemeente.naam }} {{ stand.datum|datum }} {{ stand.aantal }}": het veld '
        "gemeente.naam bestaat niet; gebruik een veld dat bestaat.\n"
        f"  Let op: {UNWITNESSED}.\n"
        "5 fouten, 1 keer let op, 0 keer vanzelf hersteld.\n"
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
        "verbeter één van beide datums\n"
        "convenant.toml, [bijdrage], sleutel peildatum: 2022-01-01 ligt te ver van de ingang op "
        "2099-01-01; vul de dag in waarop de inwoners zijn geteld"
    )


def test_beside_each_other_no_more_than_can_be_read(
    tmp_path: Path, werkmap: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kop = paragraph("Een", properties=level(1))
    path = written(tmp_path, template(paragraph("Zie", properties=level(2)) * 51 + kop))
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
    lettertypen._families.cache_clear()  # noqa: SLF001 - it knows them by their files
    try:
        path = written(tmp_path, FILES["lettertype"])
        assert sjabloon("controleer", str(path), werkmap=werkmap) == ExitCode.OK
        assert capsys.readouterr().out == f"mijn/brief.docx ({ALL_KINDS}): in orde.\n"
    finally:
        lettertypen._families.cache_clear()  # noqa: SLF001 - it knows them by their files


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


@pytest.mark.ongemeten
def test_what_controleer_says_of_templates(werkmap: Path) -> None:
    assert controleer(Werkmap(werkmap)).opmerkingen == ()
    path = werkmap / "sjablonen" / "bijlage-3.docx"
    body = paragraph(
        "{{ deelnemend|length }} {{ geeindigd|length }} {{ stand.versie }} {{ stand.datum|datum }} "
        "{{ stand.aantal }} Deventer"
    ) + split("{{ convenant", ".leden|getal }}")
    path.write_bytes(template(body + paragraph(change("ins", run("erbij")))))
    with pytest.raises(InputError) as error:
        controleer(Werkmap(werkmap))
    assert str(error.value) == (
        'sjablonen/bijlage-3.docx, alinea "erbij": een toevoeging is niet geaccepteerd: "erbij"; '
        "kies in Word bij Controleren voor Accepteren, Alle wijzigingen accepteren en bijhouden "
        "stoppen"
    )
    path.write_bytes(template(body))
    assert controleer(Werkmap(werkmap)).opmerkingen == (
        f"sjablonen/bijlage-3.docx: {UNWITNESSED}.",
        (
            'sjablonen/bijlage-3.docx, alinea "…{{ stand.aantal }} Deventer": "Deventer" is '
            "een gegeven van de gemeente Deventer en komt zo in elk document; zet er "
            "{{ gemeente.naam }}, {{ gemeente.plaats }} of "
            "{{ ondertekening.plaats }} voor in de plaats, of laat het staan als het voor elke "
            "gemeente geldt."
        ),
        (
            'sjablonen/bijlage-3.docx, alinea "{{ convenant.leden|getal }}": de opdracht '
            "{{ convenant.leden|getal }} bestaat in Word uit losse stukken; gelezen als één geheel."
        ),
    )


@pytest.mark.ongemeten
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

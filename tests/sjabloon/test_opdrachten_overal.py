"""Tags where no reader sees them: addresses of links, descriptions, properties, and what else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from docxtpl import InlineImage

from hulp.drager import Drager
from hulp.sjabloonbouw import PNG, image, packed, relation, template, with_image
from hulp.values import onderwerp
from hulp.wordbouw import NAMESPACES, RELATIONS, paragraph, read_parts, run
from overeenkomstgen.keuring.keuring import examine
from overeenkomstgen.keuring.letterlijk import make_zoeker
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.velden.velden import merge_values

RELS = "word/_rels/document.xml.rels"
ABOUT = 'descr="Kaart van {{ gemeente.naam }}"'
LINK = '<w:hyperlink r:id="rIdL"><w:r><w:t>mail</w:t></w:r></w:hyperlink>'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM = (
    f'<Properties xmlns="{RELATIONS[:-14]}/custom-properties" xmlns:vt="{TYPES}">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="Zaaknummer">'
    "<vt:lpwstr>Z-{}</vt:lpwstr></property></Properties>"
)
APP = (
    f'<Properties xmlns="{RELATIONS[:-14]}/extended-properties"><Company>Gemeente {{}}</Company>'
    "<Manager>niemand</Manager></Properties>"
)


def linked(target: str, body: str = LINK, **parts: str) -> bytes:
    """Return a template with a link that leads somewhere."""
    content = template(paragraph(body), **parts)
    return packed(content, relations={RELS: relation("rIdL", "hyperlink", target, external=True)})


def with_properties(custom: str, company: str) -> bytes:
    kinds = {"custom-properties": "custom.xml", "extended-properties": "app.xml"}
    entries = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="docProps/{name}"/>'
        for kind, name in kinds.items()
    )
    parts = {"custom.xml": CUSTOM.format(custom), "app.xml": APP.format(company)}
    return packed(
        template(paragraph("x")),
        {f"docProps/{name}": content.encode() for name, content in parts.items()},
        {"_rels/.rels": entries},
    )


def filled(content: bytes, **more: object) -> Mapping[str, str]:
    """Return the parts of what a template is filled to."""
    made = Sjabloon.load(content, "brief").fill({**merge_values(onderwerp()), **more})
    return {name: data.decode() for name, data in read_parts(made.content).items()}


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("mailto:%7b%7b%20a%20%7d%7d", "mailto:j+p@x.nl"),
        (
            "mailto:{{%20a%20}}?subject={{ b }}",
            "mailto:j+p@x.nl?subject=A%26B%20%C3%A9",
        ),
        ("%7B%7Burl%7D%7D", "https://x.nl/?a=1&amp;b=%C3%A9"),
        ("https://{{ url[8:12] }}/%7b%7bb%7clower%7d%7d", "https://x.nl/a%26b%20%C3%A9"),
        (
            "https://x.nl/%7b%25 if b == %22A&amp;B é%22 %25%7dja%7b%25 endif %25%7d",
            "https://x.nl/ja",
        ),
        ("mailto:%7b%7b gemeente.email %7d%7d", "mailto:"),
        ("https://x.nl/{{ b }}%20c", "https://x.nl/A%26B%20%C3%A9%20c"),
    ],
)
def test_where_a_link_leads_is_filled_in(target: str, address: str) -> None:
    values = {"a": "j+p@x.nl", "b": "A&B é", "url": "https://x.nl/?a=1&b=é"}
    assert f'Target="{address}"' in filled(linked(target), **values)[RELS]


def test_a_value_in_an_address_need_not_be_read_in_the_pdf() -> None:
    made = Sjabloon.load(linked("mailto:%7b%7b gemeente.cbs_code %7d%7d{{ gemeente.email }}"))
    ingevuld = made.fill(merge_values(onderwerp()))
    assert sorted(made.fields) == ["gemeente.cbs_code", "gemeente.email"]
    assert ingevuld.values == ()
    assert ingevuld.open_fields == ("gemeente.email",)


def test_an_address_and_a_picture_that_is_added(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(PNG)
    drager = Drager(linked("mailto:{{ a }}", LINK + run("{{ x }}")), "brief.docx")
    values = {"a": "b@c", "x": InlineImage(drager, str(tmp_path / "x.png"))}
    rels = read_parts(drager.fill(values))[RELS].decode()
    assert 'Target="mailto:b@c"' in rels
    assert 'Target="media/image1.png"' in rels


def test_a_description_of_a_picture_is_filled_in_and_not_read_in_the_pdf() -> None:
    content = with_image(template(f"<w:p>{image(about=ABOUT)}</w:p>"))
    sjabloon = Sjabloon.load(content)
    ingevuld = sjabloon.fill(merge_values(onderwerp()))
    assert b'descr="Kaart van Deventer"' in read_parts(ingevuld.content)["word/document.xml"]
    assert ingevuld.values == ()


def test_properties_are_filled_in() -> None:
    parts = filled(with_properties("{{ gemeente.cbs_code }}", "{{ gemeente.naam }}"))
    assert "<vt:lpwstr>Z-GM0150</vt:lpwstr>" in parts["docProps/custom.xml"]
    assert "<Company>Gemeente Deventer</Company>" in parts["docProps/app.xml"]


def test_a_paragraph_among_the_properties_is_one_of_them() -> None:
    odd = paragraph(paragraph("{{ gemeente.naam }}")).replace("<w:p>", f"<w:p {NAMESPACES}>", 1)
    content = packed(with_properties("x", "x"), {"docProps/app.xml": odd.encode()})
    assert ">Deventer<" in filled(content)["docProps/app.xml"]


def told(folder: Path, content: bytes) -> list[str]:
    path = folder / "mijn" / "brief.docx"
    path.parent.mkdir()
    path.write_bytes(content)
    return [
        f"{each.graad}: {each.fault}" for each in examine(path, (), make_zoeker((), None)).vondsten
    ]


UNKNOWN = "het veld gemeente.nam bestaat niet; bedoeld is misschien gemeente.naam"
NOT_FILLED = (
    'mijn/brief.docx: "{{ a }}" staat op een plaats waar niets wordt ingevuld (word/settings.xml); '
    "haal het daar weg, of zet het in de tekst"
)
WRONG = "{{ gemeente.nam }}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            linked("mailto:%7b%7b gemeente.nam %7d%7d"),
            f'fout: mijn/brief.docx, koppeling "mailto:{WRONG}": {UNKNOWN}',
        ),
        (
            with_properties(WRONG, "x"),
            f"fout: mijn/brief.docx, eigenschap Zaaknummer: {UNKNOWN}",
        ),
        (with_properties("x", WRONG), f"fout: mijn/brief.docx, eigenschap bedrijf: {UNKNOWN}"),
        (
            linked("https://x.nl", settings='<w:docVars><w:docVar w:val="{{ a }}"/></w:docVars>'),
            f"fout: {NOT_FILLED}",
        ),
    ],
)
def test_what_is_wrong_there_is_told(tmp_path: Path, content: bytes, expected: str) -> None:
    assert told(tmp_path, content) == [expected]

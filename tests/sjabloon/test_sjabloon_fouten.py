"""What is wrong with a template, seen before it is filled: every message in full."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from hulp.wordbouw import NAMESPACES, docx, footnote, paragraph, table, text_box
from overeenkomstgen.errors import InputError
from overeenkomstgen.sjabloon.opdrachten.deel import compile_parts
from overeenkomstgen.sjabloon.opdrachten.invulling import Invulling
from overeenkomstgen.sjabloon.sjabloon import Sjabloon
from overeenkomstgen.word.bestand import Onderdeel

VELDEN = {
    "gemeente.naam",
    "gemeente.plaats",
    "gemeente.collegebesluit",
    "ondertekenaar.naam",
    "convenant.einde",
    "leden",
    "stichting.vertegenwoordiger.naam",
}


def load(folder: Path, body: str, **parts: str) -> Sjabloon:
    (folder / "sjablonen").mkdir()
    path = folder / "sjablonen" / "brief.docx"
    path.write_bytes(docx(body, **parts))
    return Sjabloon.load(path)


def messages(folder: Path, body: str, **parts: str) -> list[str]:
    return list(map(str, load(folder, body, **parts).faults(VELDEN)))


def in_alinea(text: str, message: str) -> str:
    return f'sjablonen/brief.docx, alinea "{text}": {message}'


def geweigerd(tag: str) -> str:
    advice = "haal de opdracht weg, of zet in het sjabloon wat zij invoegt"
    return f"de opdracht {tag} kan niet in een sjabloon; {advice}"


def onleesbaar(tag: str) -> str:
    advice = "controleer de haakjes, aanhalingstekens en leestekens tussen de accolades"
    return f"de opdracht {tag} is niet te lezen; {advice}"


FAULTS = {
    # fields
    "De gemeente {{ gemeente.nam }}, gevestigd": "het veld gemeente.nam bestaat niet; "
    "bedoeld is misschien gemeente.naam",
    "{{ qqqq }}": "het veld qqqq bestaat niet; gebruik een veld dat bestaat",
    "{{ gemeente }}": "gemeente is een groep velden en zelf geen veld; "
    "kies een veld uit de groep, zoals gemeente.collegebesluit",
    "{{ stichting.vertegenwoordiger }}": "stichting.vertegenwoordiger is een groep velden en zelf "
    "geen veld; kies een veld uit de groep, zoals stichting.vertegenwoordiger.naam",
    "{% if gemeente['nam'] %}x{% endif %}": "het veld gemeente.nam bestaat niet; "
    "bedoeld is misschien gemeente.naam",
    "{% for lid in ledn %}{{ lid.wat }}{% endfor %}": "het veld ledn bestaat niet; "
    "bedoeld is misschien leden",
    "{% for lid in leden %}{{ lid }}{% endfor %}{{ lid.naam }}": "het veld lid.naam bestaat niet; "
    "gebruik een veld dat bestaat",
    "{% if true %}{{ loop.index }}{% endif %}": "het veld loop.index bestaat niet; "
    "gebruik een veld dat bestaat",
    "{{ lipsum() }}": "het veld lipsum bestaat niet; gebruik een veld dat bestaat",
    # filters and tests
    "{{ gemeente.naam|bedrg }}": "het filter bedrg bestaat niet; bedoeld is misschien bedrag",
    "{{ gemeente.naam|xyzzy }}": "het filter xyzzy bestaat niet; haal het weg uit de opdracht",
    "{% if gemeente.naam is defind %}x{% endif %}": "de toets defind bestaat niet; "
    "bedoeld is misschien defined",
    # tags
    "{% include 'x.docx' %}": geweigerd("include"),
    "{% import 'x.docx' as x %}": geweigerd("import"),
    "{% from 'x.docx' import x %}": geweigerd("import"),
    "{% extends 'x.docx' %}": geweigerd("extends"),
    "{% autoescape false %}x{% endautoescape %}": geweigerd("autoescape"),
    "{% iff gemeente.naam %}": "de opdracht {% iff gemeente.naam %} bestaat niet; "
    "bedoeld is misschien {% if %}",
    "{% als gemeente.naam %}": "de opdracht {% als gemeente.naam %} bestaat niet; "
    "gebruik if, for of set",
    "{%tr for x in leden %}": "de opdracht {%tr for x in leden %} staat niet in een tabel; "
    "laat de tr weg, of verplaats de opdracht",
    # blocks
    "{% if gemeente.naam %}x": "{% if gemeente.naam %} wordt niet gesloten; "
    "zet {% endif %} achter het gedeelte dat erbij hoort",
    "{% for x in leden %}{% if x %}y{% endfor %}": "{% if x %} wordt niet gesloten; "
    "zet {% endif %} achter het gedeelte dat erbij hoort",
    "x{% endif %}": "{% endif %} staat hier zonder {% if … %} ervoor; "
    "zet {% if … %} op zijn plaats, of haal deze opdracht weg",
    "{% for x in leden %}{% endif %}{% endfor %}": "{% endif %} staat hier zonder {% if … %} "
    "ervoor; zet {% if … %} op zijn plaats, of haal deze opdracht weg",
    "x{% else %}y": "{% else %} staat hier zonder {% if … %} ervoor; "
    "zet {% if … %} op zijn plaats, of haal deze opdracht weg",
    "{% set x %}lang": "{% set x %} wordt niet gesloten; "
    "zet {% endset %} achter het gedeelte dat erbij hoort",
    # syntax
    "Hier {{ gemeente.naam | }} dus": onleesbaar("{{ gemeente.naam | }}"),
    "{{ gemeente naam }}": onleesbaar("{{ gemeente naam }}"),
    "{{ 'open }}": onleesbaar("{{ 'open }}"),
    "{{ }}": onleesbaar("{{ }}"),
    "{% if gemeente.naam = 'x' %}y{% endif %}": onleesbaar("{% if gemeente.naam = 'x' %}"),
    "{% if leden %}x{% elif %}y{% endif %}": onleesbaar("{% elif %}"),
    "{% if leden %}a{% else %}b{% else %}c{% endif %}": "de opdrachten in deze alinea passen niet "
    "bij elkaar; controleer de opdrachten in en rond deze alinea",
    # braces
    "{gemeente.naam} doet": "de accolades van {gemeente.naam} zijn niet goed; "
    "schrijf {{ gemeente.naam }}",
    "{ gemeente.naam|upper } doet": "de accolades van { gemeente.naam|upper } zijn niet goed; "
    "schrijf {{ gemeente.naam|upper }}",
    "{ { gemeente.naam } }": "de accolades van { { gemeente.naam } } zijn niet goed; "
    "schrijf {{ gemeente.naam }}",
    "{ % if leden %}": "de accolades van { % if leden %} zijn niet goed; schrijf {% if leden %}",
    "{gemeente.naam}}": "de accolades van {gemeente.naam} zijn niet goed; "
    "schrijf {{ gemeente.naam }}",
    "gemeente.naam }}": "}} staat hier zonder begin; "
    "zet het begin van de opdracht ervoor, of haal }} weg",
    "leden %}": "%} staat hier zonder begin; zet het begin van de opdracht ervoor, of haal %} weg",
    "{{ gemeente.naam} doet": "de opdracht {{ gemeente.naam} heeft geen einde; "
    "zet }} achter de opdracht",
    "{{ gemeente.naam %} doet": "de opdracht {{ gemeente.naam %} heeft geen einde; "
    "zet }} achter de opdracht",
    "{% if leden }} x {% endif %}": "de opdracht {% if leden }} heeft geen einde; "
    "zet %} achter de opdracht",
    "{{ gemeente.naam, gevestigd in een heel lange zin zonder einde": "de opdracht {{ "
    "gemeente.naam, gevestigd in een heel … heeft geen einde; zet }} achter de opdracht",
    "a {# b": "de opdracht {# b heeft geen einde; zet #} achter de opdracht",
}


@pytest.mark.parametrize("text", FAULTS)
def test_fault_in_a_paragraph(tmp_path: Path, text: str) -> None:
    body = paragraph("Ervoor") + paragraph(text) + paragraph("Erna")
    assert messages(tmp_path, body) == [in_alinea(text, FAULTS[text])]


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    "text",
    [
        "{{ gemeente.naam }} {{ convenant.einde.year }} {{ leden|length }}",
        "{% for lid in leden %}{{ lid.x }} {{ loop.last }}{% else %}geen{% endfor %}",
        "{% for a, b in leden %}{{ a }}{{ b }}{% endfor %}",
        "{% set x = gemeente.naam %}{{ x }}",
        "{% if leden %}{% set x = 1 %}{% endif %}{{ x }}",
        "{% set x %}{{ gemeente.naam }}{% endset %}{{ x }}",
        "{% with x = gemeente.naam %}{{ x }}{% endwith %}",
        "{% macro m(a, b=gemeente.naam) %}{{ a }}{{ b }}{{ varargs }}{% endmacro %}{{ m(1) }}",
        "{% call(x) gemeente.naam.strip() %}{{ x }}{% endcall %}",
        "{% set ns = namespace(n=0) %}{% set ns.n = 1 %}{{ ns.n }}{{ range(3)|list }}",
        "{% raw %}{{ geen.veld }}{% endraw %}{# {{ geen.veld }} #}",
        "{_{ letterlijk }_} {a b} {1} artikel {}",
        "{% filter upper %}{{ gemeente.naam }}{% endfilter %}",
        "{%- if leden -%}x{%- endif -%}",
    ],
)
def test_no_fault(tmp_path: Path, text: str) -> None:
    assert messages(tmp_path, paragraph(text)) == []


def test_a_tag_split_over_paragraphs_is_one_fault(tmp_path: Path) -> None:
    body = paragraph("De {{ gemeente.") + paragraph("naam }} doet") + paragraph("{{ leden }}")
    assert messages(tmp_path, body) == [
        in_alinea(
            "De {{ gemeente.",
            "de opdracht {{ gemeente. loopt door in de volgende alinea; "
            "zet de hele opdracht in één alinea",
        )
    ]


NAM = "het veld gemeente.nam bestaat niet; bedoeld is misschien gemeente.naam"
UPPERR = "het filter upperr bestaat niet; bedoeld is misschien upper"
NO_END = "wordt niet gesloten; zet {% endif %} achter het gedeelte dat erbij hoort"
OPEN = "de opdracht {{ gemeente.naam } heeft geen einde; zet }} achter de opdracht"
BRACE, IF, PLUS = "{{ gemeente.naam }", "{% if leden %}aan", "{{ gemeente.naam + }}"
TOGETHER = {
    "accolade": ([BRACE], [in_alinea(BRACE, OPEN)]),
    "niet gesloten": ([IF], [in_alinea(IF, f"{{% if leden %}} {NO_END}")]),
    "onleesbaar": ([PLUS], [in_alinea(PLUS, onleesbaar(PLUS))]),
    "accolade en niet gesloten": (
        [BRACE, IF],
        [in_alinea(BRACE, OPEN), in_alinea(IF, f"{{% if leden %}} {NO_END}")],
    ),
    "alle drie": (
        [BRACE, IF, PLUS],
        [
            in_alinea(BRACE, OPEN),
            in_alinea(IF, f"{{% if leden %}} {NO_END}"),
            in_alinea(PLUS, onleesbaar(PLUS)),
        ],
    ),
    "half een opdracht": (
        ["{% if leden }", "{% endif %}"],
        [
            in_alinea(
                "{% if leden }",
                "de opdracht {% if leden } heeft geen einde; zet %} achter de opdracht",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_one_kind_of_fault_hides_no_other(tmp_path: Path, name: str) -> None:
    """An unknown field and filter are told beside it; what a loop or a macro names is known."""
    texts, expected = TOGETHER[name]
    right = paragraph("{% for lid in leden %}{{ lid.naam }}{{ loop.index }}{% endfor %}")
    right += paragraph("{%- macro m(a) -%}{{ a.b }}{% endmacro %}{{ m(1) }}{% set s = 1 %}{{ s }}")
    right += table([["{%tr for x in leden %}"], ["{{ x.y }}"], ["{%tr endfor %}"]])
    wrong = "".join(map(paragraph, [*texts, "{{ gemeente.nam }}", "{{ gemeente.naam|upperr }}"]))
    assert messages(tmp_path, right + wrong) == [
        *expected,
        in_alinea("{{ gemeente.naam|upperr }}", UPPERR),
        in_alinea("{{ gemeente.nam }}", NAM),
    ]


def test_all_faults_of_all_parts_come_at_once(tmp_path: Path) -> None:
    load(
        tmp_path,
        paragraph("{{ xyz }} {{ xyz }} {{ gemeente.nam|upperr }}")
        + table([["{%tr for x in lede %}"], ["{{ x.y }}"], ["{%tr endfor %}"]])
        + f"<w:p>{text_box('Vak {{ vak.a }}')}</w:p>",
        header1=paragraph("{{ kop.a }}"),
        footer1=paragraph("{{ voet }"),
        footnotes=footnote("Noot {{ noot.a }}"),
        endnotes=f'<w:endnote w:id="1">{paragraph("Eind {{ noot.b }}")}</w:endnote>',
    )
    path = tmp_path / "sjablonen" / "brief.docx"
    document = Document(str(path))
    document.core_properties.title = "{{ titel.a }}"
    document.core_properties.author = "{% if leden %}"
    document.save(str(path))
    loaded = Sjabloon.load(path)
    where = "sjablonen/brief.docx, "
    assert [str(fault).removeprefix(where) for fault in loaded.faults(VELDEN)] == ALLES
    assert loaded.fields >= {"xyz", "gemeente.nam", "lede", "kop.a", "noot.a", "titel.a"}


ALLES = """\
alinea "{{ xyz }} {{ xyz }} {{ gemeente.nam|upperr }}": het filter upperr bestaat niet; \
bedoeld is misschien upper
alinea "{{ xyz }} {{ xyz }} {{ gemeente.nam|upperr }}": het veld xyz bestaat niet; \
gebruik een veld dat bestaat
alinea "{{ xyz }} {{ xyz }} {{ gemeente.nam|upperr }}": het veld gemeente.nam bestaat niet; \
bedoeld is misschien gemeente.naam
alinea "{%tr for x in lede %}": het veld lede bestaat niet; bedoeld is misschien leden
alinea "Vak {{ vak.a }}": het veld vak.a bestaat niet; gebruik een veld dat bestaat
koptekst "{{ kop.a }}": het veld kop.a bestaat niet; gebruik een veld dat bestaat
voettekst "{{ voet }": de opdracht {{ voet } heeft geen einde; zet }} achter de opdracht
voetnoot "Noot {{ noot.a }}": het veld noot.a bestaat niet; gebruik een veld dat bestaat
eindnoot "Eind {{ noot.b }}": het veld noot.b bestaat niet; gebruik een veld dat bestaat
eigenschap auteur: {% if leden %} wordt niet gesloten; \
zet {% endif %} achter het gedeelte dat erbij hoort
eigenschap titel: het veld titel.a bestaat niet; gebruik een veld dat bestaat
""".splitlines()


def test_a_faulty_template_cannot_be_filled(tmp_path: Path) -> None:
    sjabloon = load(tmp_path, paragraph("{{ x }"), footer1=paragraph("{% endif %}"))
    with pytest.raises(InputError) as refused:
        sjabloon.fill({"x": "y"})
    assert refused.value.faults == sjabloon.faults({"x"})
    assert len(refused.value.faults) == 2


def test_a_paragraph_is_shown_around_the_fault(tmp_path: Path) -> None:
    words = " ".join(f"woord{number}" for number in range(20))
    body = (
        paragraph(f"{{{{ een }}}} {words}")
        + paragraph(f"{words} {{{{ zes }}}} {words}")
        + paragraph(f"{words}   {{{{ drie }}}}")
    )
    shown = [fault.where.split('"')[1] for fault in load(tmp_path, body).faults(())]
    assert shown == [
        "{{ een }} woord0 woord1 woord2 woord3 woord4 woord5 woord6 woord7 woord8 woord9…",
        "…woord18 woord19 {{ zes }} woord0 woord1 woord2 woord3 woord4 woord5 woord6 woor…",
        "…woord18 woord19 {{ drie }}",
    ]


def test_text_after_a_text_box_belongs_to_the_paragraph_around_it(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Voor</w:t></w:r>"
        + text_box("Vak")
        + "<w:r><w:t> na {{ x }}</w:t></w:r></w:p>"
    )
    assert messages(tmp_path, body) == [
        in_alinea("Voor na {{ x }}", "het veld x bestaat niet; gebruik een veld dat bestaat")
    ]


def test_a_tag_in_a_cell_that_docxtpl_moves_names_the_cell(tmp_path: Path) -> None:
    body = table([["{% cellbg kleur %}Rood", "x"]])
    assert messages(tmp_path, body) == [
        in_alinea(
            "{% cellbg kleur %}Rood", "het veld kleur bestaat niet; gebruik een veld dat bestaat"
        )
    ]


@pytest.mark.parametrize("depth", [30, 400])
def test_tags_nested_absurdly_deep_are_refused(tmp_path: Path, depth: int) -> None:
    opening = "".join(f"{{% for x{n} in leden %}}" for n in range(depth))
    body = paragraph(opening + "{% endfor %}" * depth)
    assert messages(tmp_path, body) == [
        (
            "sjablonen/brief.docx: de opdrachten zijn te diep in elkaar geschoven; "
            "gebruik minder if en for binnen elkaar"
        )
    ]


def test_a_number_of_thousands_of_digits_cannot_be_read(tmp_path: Path) -> None:
    number = "9" * 5000
    assert messages(tmp_path, paragraph(f"Nu {{{{ {number} }}}} na")) == [
        in_alinea(
            f"Nu {{{{ {number[:74]}…",
            f"de opdracht {{{{ {number[:485]}…; "
            "controleer de haakjes, aanhalingstekens en leestekens tussen de accolades",
        )
    ]


def test_a_name_twice_between_brackets(tmp_path: Path) -> None:
    assert messages(tmp_path, paragraph("{{ dict(a=1, a=2) }}")) == [
        (
            "sjablonen/brief.docx: een van de opdrachten is niet te lezen; "
            "kijk of een naam twee keer tussen haakjes staat"
        )
    ]


def test_after_an_empty_paragraph_the_place_is_still_right(tmp_path: Path) -> None:
    assert messages(tmp_path, f"<w:p/>{paragraph('Heer {{ qqqq }}')}<w:p/>") == [
        in_alinea("Heer {{ qqqq }}", "het veld qqqq bestaat niet; gebruik een veld dat bestaat")
    ]


def test_a_part_with_faults_refuses_to_be_filled() -> None:
    xml = f"<w:body {NAMESPACES}><w:p><w:t>{{% if x %}}</w:t></w:p></w:body>"
    onderdeel = Onderdeel("word/document.xml", "alinea", xml)
    (deel,) = compile_parts("sjablonen/brief.docx", [onderdeel], str)
    with pytest.raises(InputError) as refused:
        deel.fill({"x": "y"}, Invulling())
    assert str(refused.value) == in_alinea(
        "{% if x %}",
        "{% if x %} wordt niet gesloten; zet {% endif %} achter het gedeelte dat erbij hoort",
    )

"""What the template language can do, feature by feature, and the values to fill it with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docxtpl import Listing, RichText, RichTextParagraph
from markupsafe import Markup

from hulp.wordbouw import paragraph, run, table, text_box

VALUES: dict[str, Any] = {
    "naam": "Deventer",
    "titel": "Bergen & <Terblijt>",
    "lang": "regel 1\nregel 2\tna de tab\aalinea 2\fblad 2",
    "ja": True,
    "nee": False,
    "niets": None,
    "aantal": 3,
    "kleur": "FFAA00",
    "steden": [
        {"naam": "Almelo", "n": 1, "wijken": ["Noord", "Zuid"]},
        {"naam": "Zwolle", "n": 2, "wijken": ["Oost"]},
    ],
    "lijst": Listing("a\nb & c\ad\te\ff"),
    "rijk": RichText("  vet & schuin\nverder\tna de tab", bold=True),
    "rij": Markup("<w:tr><w:tc><w:p><w:r><w:t>gemaakt</w:t></w:r></w:p></w:tc></w:tr>"),
    "cel": Markup("<w:tc><w:p><w:r><w:t>gemaakt &amp; wel</w:t></w:r></w:p></w:tc>"),
    "alineas": RichTextParagraph(RichText("los", italic=True), parastyle="Lid"),
}


def cell(text: str, properties: str = "") -> str:
    width = '<w:tcW w:w="3000" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{width}{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def grid(*rows: Iterable[str], columns: int = 3) -> str:
    lines = "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in rows)
    widths = '<w:gridCol w:w="3000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{widths}</w:tblGrid>{lines}</w:tbl>"


def split(*pieces: str) -> str:
    """Return a paragraph in which Word put marks of its own between the pieces of its text."""
    marks = (
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="1" w:name="x"/>',
        '<w:bookmarkEnd w:id="1"/><w:proofErr w:type="spellEnd"/>',
    )
    runs = (
        f'<w:r w:rsidR="00A{number}"><w:rPr><w:b/></w:rPr><w:t>{piece}</w:t></w:r>'
        f"{marks[number % len(marks)]}"
        for number, piece in enumerate(pieces)
    )
    return f"<w:p>{''.join(runs)}</w:p>"


def paragraphs(*texts: str) -> str:
    return "".join(map(paragraph, texts))


def plain_run(text: str) -> str:
    """Return a paragraph as Word writes one without spaces at its ends."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


KENMERKEN = {
    "value": paragraph("De gemeente {{ naam }}, en nog eens {{naam}}."),
    "value that is escaped": paragraph("{{ titel }} {{ titel|e }} {{ titel|escape }}"),
    "value of a group, an item, a method": paragraph(
        "{{ steden[0].naam }} {{ steden[-1]['naam'] }} {{ naam.upper() }} {{ steden[0].wijken[1] }}"
    ),
    "expression": paragraph("{{ naam|upper ~ '-' ~ aantal }} {{ aantal * 2 }} {{ 'a' 'b' }}"),
    "calculation": paragraph(
        "{{ aantal + 2 - 1 }} {{ aantal // 2 }} {{ aantal % 2 }} {{ aantal ** 2 }} {{ -aantal }} "
        "{{ '%s en %03d'|format(naam, aantal) }} {{ '{:>9}!'.format(naam) }} {{ '-' * 5 }}"
    ),
    "comparison": paragraph(
        "{% if aantal > 2 and aantal < 4 %}drie{% endif %}{% if naam != 'x' or nee %} a{% endif %}"
        "{% if 'vent' in naam %} b{% endif %}{% if not nee %} c{% endif %}"
        "{% if 2 <= aantal <= 3 %} d{% endif %}{% if aantal is odd %} e{% endif %}"
        "{% if xyz is defined %}f{% else %} g{% endif %}{% if aantal is not none %} h{% endif %}"
    ),
    "inline condition": paragraph(
        "{% if nee %}niet{% elif ja %}wel{% else %}nooit{% endif %} {{ nee or 'x' }} "
        "{{ 'een' if ja else 'twee' }} {{ xyz|default('niets') }}"
    ),
    "filters": paragraph(
        "{{ naam|lower|capitalize }} {{ steden|length }} "
        "{{ steden|map(attribute='naam')|join(', ') }} "
        "{{ steden|sum(attribute='n') }} {{ [3, 1, 2]|sort|join }} {{ naam|replace('e', 'i') }} "
        "{{ steden|selectattr('n', 'gt', 1)|map(attribute='naam')|first }} {{ naam|truncate(5) }} "
        "{{ ' a '|trim }} {{ naam|center(12) }} {{ naam|reverse }} {{ 3.7|round|int }} "
        "{{ naam|first }} "
        "{{ [1, 2, 3, 4]|batch(2)|list|length }} {{ steden|groupby('n')|length }} "
        "{{ [1, 1, 2]|unique|list|length }} {{ {'a': 1}|dictsort|length }} {{ naam|wordcount }}"
    ),
    "loop": paragraph(
        "{% for s in steden %}{{ loop.index }}/{{ loop.length }}{{ loop.cycle('a', 'b') }} "
        "{{ s.naam }}"
        "{% if not loop.last %}, {% endif %}{% else %}geen{% endfor %}"
        "{% for x in [] %}{% else %} leeg{% endfor %}{% for s in steden if s.n > 1 %}{{ s.n }}"
        "{% endfor %}{% for k, v in steden[0].items() if k == 'n' %} {{ k }}={{ v }}{% endfor %}"
        "{% for i in range(2, 8, 3) %}{{ i }}{% endfor %}"
    ),
    "loop in a loop": paragraph("{%p for s in steden %}")
    + paragraph("{{ s.naam }}:{% for w in s.wijken %} {{ loop.index }} {{ w }}{% endfor %}")
    + paragraph("{%p for w in s.wijken %}")
    + paragraph("{{ w }} in {{ s.naam }}", "Lid")
    + paragraphs("{%p endfor %}", "{%p endfor %}"),
    "loop that calls itself": paragraph(
        "{% for x in [[1, [2, 3]], 4] recursive %}{% if x is iterable %}({{ loop(x) }})"
        "{% else %}{{ x }}{% endif %}{% endfor %}"
    ),
    "paragraph tags": paragraphs("{%p if ja %}", "wel", "{%p else %}", "niet", "{%p endif %}")
    + paragraphs("{%p for stad in steden %}", "{{ loop.index }} {{ stad.naam }}", "{%p endfor %}"),
    "row tags": table(
        [
            ["Stad", "Aantal"],
            ["{%tr for s in steden %}", ""],
            ["{{ s.naam }}", "{{ s.n }}"],
            ["{%tr if s.n > 1 %}", ""],
            ["groot", "{{ s.wijken|join }}"],
            ["{%tr endif %}", ""],
            ["{%tr endfor %}", ""],
        ],
        header=True,
    ),
    "cell tags": grid(
        map(cell, ("{%tc for s in steden %}", "{{ s.naam }}", "{%tc endfor %}", "slot")),
        map(cell, ("{%tc for s in steden %}", "{{ s.n }}", "{%tc endfor %}", "eind")),
        columns=4,
    ),
    "more columns than the grid has": grid(
        map(cell, ("{%tc for n in range(5) %}", "{{ n }}", "{%tc endfor %}")), columns=3
    ),
    "fewer columns than the grid has": grid(
        map(cell, ("{%tc if nee %}", "weg", "{%tc endif %}", "over")), columns=4
    ),
    "table that grows both ways": grid(
        map(cell, ("{%tc for s in steden %}", "{{ s.naam }}", "{%tc endfor %}")),
        [cell("{%tr for i in range(2) %}")],
        map(cell, ("{%tc for s in steden %}", "{{ i * s.n }}", "{%tc endfor %}")),
        [cell("{%tr endfor %}")],
    ),
    "run tags": paragraph(
        run("Voor ") + run("{%r if ja %}") + run("vet", "<w:b/>") + run("{%r endif %}") + run(" na")
    ),
    "value in place of a run, a paragraph, a row, a cell": paragraph("Voor {{r rijk }} na")
    + paragraph("{{p alineas }}")
    + grid([cell("{{tr rij }}")], [cell("{{tc cel }}"), cell("x")], columns=2),
    "rich text in a condition and a loop": paragraph(
        "{% if ja %}{{r rijk }}{% endif %}{% for i in range(2) %}{{r rijk }}{% endfor %}"
    ),
    "rich text without its own tag": paragraph("{{ rijk }}"),
    "listing": paragraph(run("{{ lijst }}", "<w:i/>"), properties='<w:jc w:val="both"/>'),
    "line break, tab, paragraph, page": paragraph(run("{{ lang }}", "<w:i/>"), "Lid"),
    "line break, tab, paragraph, page in a cell": table([["{{ lang }}", "{{ lijst }}"]]),
    "coloured cell": grid(
        [cell("{% cellbg kleur %}{{ naam }}", '<w:shd w:val="clear" w:fill="000000"/>')],
        [cell("{% cellbg kleur %}zonder")],
        [cell("{% cellbg 'EEEEEE' if nee else kleur %}keuze")],
        columns=1,
    ),
    "coloured cells of a loop": table(
        [
            ["{%tr for s in steden %}", ""],
            ["{% cellbg loop.cycle('AAAAAA', 'BBBBBB') %}{{ s.naam }}", "{{ s.n }}"],
            ["{%tr endfor %}", ""],
        ]
    ),
    "spanning cell": grid(
        [cell("{% colspan aantal %}{{ naam }}", '<w:gridSpan w:val="2"/>')],
        [cell("{% colspan steden|length %}kop"), cell("x")],
        map(cell, "abc"),
    ),
    "vertically merged cell": table(
        [
            ["{%tr for s in steden %}", ""],
            ["{% vm %}{{ naam }}", "{{ s.naam }}"],
            ["{%tr endfor %}", ""],
        ]
    ),
    "vertically merged cells of a loop in a loop": table(
        [
            ["{%tr for s in steden %}", ""],
            ["{%tr for w in s.wijken %}", ""],
            ["{% vm %}{{ s.naam }}", "{{ w }}"],
            ["{%tr endfor %}", ""],
            ["{%tr endfor %}", ""],
        ]
    ),
    "horizontally merged cell": grid(
        map(cell, ("{%tc for s in steden %}", "{% hm %}{{ naam }}", "{%tc endfor %}")),
        map(cell, ("{%tc for s in steden %}", "{{ s.n }}", "{%tc endfor %}")),
    ),
    "horizontally merged cell that spans already": grid(
        [
            cell("{%tc for s in steden %}"),
            cell("{% hm %}{{ naam }}", '<w:gridSpan w:val="2"/>'),
            cell("{%tc endfor %}"),
        ],
        map(cell, ("{%tc for n in range(4) %}", "{{ n }}", "{%tc endfor %}")),
    ),
    "merged with the paragraph before and after": paragraphs(
        "een", "{%- if ja -%}", "twee", "{%- else -%}", "niet", "{%- endif -%}", "drie"
    ),
    "merged over a line break": paragraph(
        run("een")
        + "<w:r><w:br/></w:r>"
        + run("{%- if ja -%}")
        + "<w:r><w:br/></w:r>"
        + run("twee")
        + run("{% endif %}")
    ),
    "comment": paragraphs("a{# niet {{ naam }} #}b", "{#- weg -#}", "{#p weg #}", "c"),
    "comment for a row and a cell": grid(
        map(cell, ("{#tr weg #}", "x", "y")), map(cell, ("a", "{#tc weg #}", "b")), columns=2
    ),
    "white space of tags": paragraph("a {%+ if ja %} b {%+ endif %} c {{- naam -}} d"),
    "escaped braces": paragraph("{_{ naam }_} {_% if %_} {_{ naam }_}"),
    "raw": paragraph("{% raw %}{{ naam }} {% if %}{% endraw %}"),
    "set": paragraph("{% set x = aantal + 1 %}{{ x }}{% set a, b = 1, 2 %}{{ a }}{{ b }}")
    + paragraph("{% set y %}<{{ naam }}>{% endset %}{{ y }}")
    + paragraph("{% with z = 3 %}{{ z }}{% endwith %}"),
    "namespace, cycler, joiner, dict": paragraph(
        "{% set ns = namespace(n=0) %}{% for s in steden %}{% set ns.n = ns.n + s.n %}{% endfor %}"
        "{{ ns.n }}{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}"
        "{% set j = joiner('; ') %}{% for s in steden %}{{ j() }}{{ s.naam }}{% endfor %}"
        "{{ dict(a=1).a }}"
    ),
    "macro and call": paragraph(
        "{% macro m(a, b='!') %}<{{ a }}{{ b }}{{ varargs|join }}>{% endmacro %}"
        "{{ m(naam) }}{{ m(naam, '?', 1, 2) }}"
        "{% macro om() %}[{{ caller(naam) }}]{% endmacro %}{% call(x) om() %}{{ x }}{% endcall %}"
    ),
    "filter block": paragraph("{% filter upper %}de {{ naam }}{% endfilter %}"),
    "block": paragraph("{% block kop %}een {{ naam }}{% endblock %} {{ self.kop() }}"),
    "spaces around tags": plain_run("{{ naam }} ") + plain_run(" a {{ naam }} b "),
    "tag that Word split": split("{", "{ na", "am }", "}")
    + split("{% if ", "ja %", "}x{% endif %}")
    + split("{", "% if ja and ", "aantal == 3", " %", "}y{% endif %}"),
    "tag that Word gave curly quotes": paragraph(
        "{% if naam == “Deventer” %}{{ ‘ja’ }}{% endif %}"  # noqa: RUF001 - as Word does
    ),
    "comparison signs as XML has them": paragraph("{% if aantal < 4 and aantal > 2 %}x{% endif %}"),
    "text box": f"<w:p>{run('{{ naam }}')}{text_box('Vak {{ naam }}')}{run(' {{ aantal }}')}</w:p>",
    "two drawings": f"<w:p>{text_box('a')}</w:p><w:p>{text_box('b')}</w:p>",
    "hyperlink": '<w:p><w:hyperlink w:anchor="x" w:tooltip="{{ naam }}">'
    f"{run('{{ naam }}')}</w:hyperlink></w:p>",
    "list numbers and styles": paragraph("{{ naam }}", "Heading1")
    + paragraph("{%p for s in steden %}")
    + paragraph("{{ s.naam }}", "Lid")
    + paragraph("{%p endfor %}"),
    "content control": "<w:sdt><w:sdtPr/><w:sdtContent>"
    f"{paragraph('{{ naam }}')}</w:sdtContent></w:sdt>",
    "inserted text": f'<w:p><w:ins w:id="1" w:author="x">{run("{{ naam }}")}</w:ins></w:p>',
    "no tags": paragraph("Niets in { te % vullen # hier }") + table([["a", "b"]]),
}

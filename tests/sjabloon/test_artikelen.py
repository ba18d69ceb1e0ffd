"""The articles of a template that a letter can name, and those whose number is not certain."""

from __future__ import annotations

import pytest

from hulp.sjabloonbouw import template
from hulp.wordbouw import paragraph, run
from overeenkomstgen.sjabloon.artikelen import read_artikelen
from overeenkomstgen.word.bestand import Woordbestand


def lid(key: int, name: str) -> str:
    """Return a paragraph with a number and a bookmark."""
    mark = f'<w:bookmarkStart w:id="{key}" w:name="{name}"/><w:bookmarkEnd w:id="{key}"/>'
    return paragraph(mark + run(name), "Lid")


def numbers(between: str) -> dict[str, str]:
    """Return the numbers that are certain, with paragraphs between a first and a last one."""
    body = paragraph("Kop", "Heading1") + lid(1, "eerste") + between + lid(2, "laatste")
    return dict(read_artikelen(Woordbestand.read(template(body)))[0])


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("{%p if x %}", "{%p endif %}"),
        ("{%- if x %}", "{% endif %}"),
        ("{%+ if x %}", "{% endif %}"),
        ("{% macro m() %}", "{% endmacro %}"),
        ("{%p macro m() %}", "{%p endmacro %}"),
        ("{% call m() %}", "{% endcall %}"),
        ("{% set x %}", "{% endset %}"),
    ],
)
def test_after_a_block_no_number_is_certain(begin: str, end: str) -> None:
    assert numbers(paragraph(begin) + paragraph("x", "Lid") + paragraph(end)) == {"eerste": "1.1"}


@pytest.mark.parametrize("tag", ["x {% set a = 1 -%}", "{%- set a = 1 %} x"])
def test_nor_where_paragraphs_are_joined(tag: str) -> None:
    assert numbers(paragraph(tag)) == {"eerste": "1.1"}


@pytest.mark.parametrize("tag", ["{% set a = 1 %}", "{% if x %}a{% endif %}", "{{ x }}"])
def test_what_keeps_every_paragraph_leaves_the_numbers(tag: str) -> None:
    assert numbers(paragraph(tag)) == {"eerste": "1.1", "laatste": "1.2"}

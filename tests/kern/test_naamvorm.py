"""Names in a template, made of headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.sandbox import ImmutableSandboxedEnvironment

from overeenkomstgen.kern.naamvorm import veldnaam


@pytest.mark.parametrize(
    ("kop", "naam"),
    [
        ("contactpersoon", "contactpersoon"),
        ("Contact (privé)", "contact_prive"),
        ("  E-mail\nsecretariaat ", "e_mail_secretariaat"),
        ("2e contact", "veld_2e_contact"),
        ("Stra\N{LATIN SMALL LETTER SHARP S}e", "strasse"),
        ("m\N{SUPERSCRIPT TWO}", "m2"),
        ("__class__", "class"),
        ("items", "items"),
        ("IF", "if"),
        ("gemeente.naam", "gemeente_naam"),
        ("{{ x }}", "x"),
        ("\N{EURO SIGN}", "veld_"),
    ],
)
def test_a_heading_as_a_name(kop: str, naam: str) -> None:
    assert veldnaam(kop) == naam


@given(st.text(min_size=1))
def test_every_heading_gives_a_name_that_a_template_can_say(kop: str) -> None:
    naam = veldnaam(kop)
    assert not naam.startswith("_")
    assert veldnaam(naam) == naam.rstrip("_")
    template = ImmutableSandboxedEnvironment().from_string(f"{{{{ eigen.{naam} }}}}")
    assert template.render(eigen={naam: "x"}) == "x"

"""The texts of e-mails: filled, and what is said of those that are not right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hulp.uitvoeren import run_program
from hulp.werkmappen import ROOT, edit
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import InputError
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.sjabloon.bericht import Berichtsjabloon
from overeenkomstgen.velden.veld import Invulregel
from overeenkomstgen.velden.velden import MEEGESTUURD, names

VALUES = {
    "gemeente": {"naam": "'s-Hertogenbosch", "inwoners": 160757},
    "bijdrage": {"jaarbedrag": Decimal("24113.55")},
    "convenant": {"ingang": date(2023, 3, 1)},
    "relatiemanager": {"naam": Invulregel("relatiemanager.naam", 10)},
    "leden": [{"naam": "Alkmaar"}, {"naam": "Coevorden & Emmen <b>"}],
}
NAMES = {
    "gemeente.naam",
    "gemeente.inwoners",
    "bijdrage.jaarbedrag",
    "convenant.ingang",
    "relatiemanager.naam",
    "leden",
}
MISSING = (
    ": dit bestand bestaat niet; zet het in de map sjablonen, of "
    "verbeter de naam achter bericht in convenant.toml"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "sjablonen"
    found.mkdir()
    return found


def load(folder: Path, text: str) -> Berichtsjabloon:
    file = folder / "brief.txt"
    file.write_bytes(text.encode())
    return Berichtsjabloon.load(file)


def test_a_text_is_filled(folder: Path) -> None:
    sjabloon = load(
        folder,
        "Onderwerp: Bijdrage {{ gemeente.naam }} & <anderen>\n"
        "\n"
        "Gemeente {{ gemeente.naam }}: {{ bijdrage.jaarbedrag | bedrag }},\n"
        "vanaf {{ convenant.ingang | datum }}.{# dit leest niemand #}\n"
        "  {% for lid in leden %}\n"
        "- {{ lid.naam }}\n"
        "{% endfor %}\n"
        "\n"
        "{% if relatiemanager.naam %}{{ relatiemanager.naam }}{% else %}Naam{% endif %}: "
        "{{ relatiemanager.naam }}\n"
        "{{ “recht” ~ ‘gezet’ }}, “maar hier niet”\n"  # noqa: RUF001 - as Word has quotes
        "\n\n",
    )
    assert sjabloon.faults(NAMES) == ()
    found = sjabloon.fill(VALUES)
    assert found.onderwerpregel == "Bijdrage 's-Hertogenbosch & <anderen>"
    assert found.tekst.replace("\N{NO-BREAK SPACE}", " ") == (
        "Gemeente 's-Hertogenbosch: € 24.113,55,\n"
        "vanaf 1 maart 2023.\n"
        "- Alkmaar\n"
        "- Coevorden & Emmen <b>\n"
        "\n"
        "Naam: __________\n"
        "rechtgezet, “maar hier niet”\n"
    )
    assert found.open_fields == ("relatiemanager.naam",)


@pytest.mark.parametrize(
    "head",
    ["Onderwerp: Één\n\n", "\N{BYTE ORDER MARK}Onderwerp:Één\r\n\r\n", " onderwerp:  Één \r \r"],
)
def test_how_a_text_may_be_saved(folder: Path, head: str) -> None:
    found = load(folder, f"{head}tekst").fill({})
    assert (found.onderwerpregel, found.tekst, found.open_fields) == ("Één", "tekst\n", ())


def test_a_fill_in_line_in_the_subject_is_open_too(folder: Path) -> None:
    sjabloon = load(folder, "Onderwerp: {{ relatiemanager.naam }}\n\ntekst\n")
    assert sjabloon.fill(VALUES).open_fields == ("relatiemanager.naam",)


NO_SUBJECT = (
    ", regel 1: hier staat niet het onderwerp van de e-mail; "
    'begin met "Onderwerp: " en dan het onderwerp, zoals Onderwerp: Herinnering'
)
WRONG = {
    "Onderwerp:  \n\ntekst": NO_SUBJECT,
    "Geachte heer,\n\n{{ gemeente.nam }}\n": NO_SUBJECT
    + '\n, regel 3 "{{ gemeente.nam }}": het veld gemeente.nam bestaat niet; '
    "bedoeld is misschien gemeente.naam",
    "Onderwerp: {{ gemeente.naam | datm }}\ntekst\n": ", regel 2: na het onderwerp hoort een lege "
    "regel; voeg een lege regel in; daarna begint de tekst"
    '\n, regel 1 "{{ gemeente.naam | datm }}": het filter datm bestaat niet; '
    "bedoeld is misschien datum",
    "Onderwerp: a\n\n\n": ": na het onderwerp staat geen tekst; "
    "schrijf vanaf regel 3 de tekst van de e-mail",
    "Onderwerp: a\n\n{{ gemeente.naam\n}}\n": ', regel 3 "{{ gemeente.naam": de opdracht '
    "{{ gemeente.naam loopt door in de volgende alinea; zet de hele opdracht in één alinea",
    "Onderwerp: a{% if leden %}\n\ntekst\n\n{% endfor %}\n": ', regel 1 "a{% if leden %}": '
    "{% if leden %} wordt niet gesloten; "
    "zet {% endif %} achter het gedeelte dat erbij hoort"
    '\n, regel 5 "{% endfor %}": {% endfor %} staat hier zonder {% for … %} ervoor; '
    "zet {% for … %} op zijn plaats, of haal deze opdracht weg",
}


@pytest.mark.parametrize(("text", "messages"), WRONG.items())
def test_what_is_wrong(folder: Path, text: str, messages: str) -> None:
    found = load(folder, text).faults(NAMES)
    assert list(map(str, found)) == [f"sjablonen/brief.txt{each}" for each in messages.split("\n")]


def test_a_text_with_faults_is_not_filled(folder: Path) -> None:
    with pytest.raises(InputError, match="na het onderwerp staat geen tekst"):
        load(folder, "Onderwerp: a\n").fill(VALUES)


def test_a_value_that_a_filter_cannot_write(folder: Path) -> None:
    sjabloon = load(
        folder, "Onderwerp: a\n\n{% if leden %}\nX {{ gemeente.naam|bedrag }}\n{% endif %}"
    )
    with pytest.raises(InputError) as caught:
        sjabloon.fill(VALUES)
    assert str(caught.value) == (
        'sjablonen/brief.txt, regel 4 "X {{ gemeente.naam|bedrag }}": het veld gemeente.naam is '
        "tekst en past niet bij het filter bedrag; laat het filter weg"
    )


def as_bytes(content: bytes) -> Callable[[Path], object]:
    return lambda place: place.write_bytes(content)


NO_TEXT: dict[str, Callable[[Path], object]] = {
    ": dit bestand is geen UTF-8; bewaar het opnieuw als UTF-8 (in Kladblok: Opslaan als, "
    "Codering UTF-8)": as_bytes(b"Onderwerp: \xe9\xe9n"),
    ", regel 3: er staat een teken in dat geen tekst is (U+0001); typ die regel opnieuw": as_bytes(
        b"Onderwerp: a\n\nte\x01kst"
    ),
    ": dit sjabloon is te groot, of heeft te veel opdrachten voor zo veel tekst; "
    "verdeel het over meer sjablonen": as_bytes(b"Onderwerp: a\n\n" + b"x" * 2_000_000),
    MISSING: Path.exists,
    ": dit bestand is niet te lezen (er staat een map met die naam); kijk of u het mag "
    "lezen": Path.mkdir,
}


@pytest.mark.parametrize(("message", "make"), NO_TEXT.items())
def test_a_file_that_is_no_text(folder: Path, message: str, make: Callable[[Path], object]) -> None:
    make(folder / "brief.txt")
    with pytest.raises(InputError) as caught:
        Berichtsjabloon.load(folder / "brief.txt")
    assert str(caught.value) == f"sjablonen/brief.txt{message}"


@given(st.text(st.characters(exclude_categories=["C"]), max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_value_comes_out_as_it_is(folder: Path, naam: str) -> None:
    sjabloon = load(folder, "Onderwerp: a\n\n[{{ gemeente.naam }}] < [{{ gemeente.naam ~ '' }}]\n")
    assert sjabloon.fill({"gemeente": {"naam": naam}}).tekst == f"[{naam}] < [{naam}]\n"


@pytest.mark.parametrize("file", sorted((ROOT / "sjablonen").glob("*.txt")), ids=lambda f: f.stem)
def test_the_texts_of_this_period_are_right(file: Path) -> None:
    yearly = {"factuurbrief": Rol.FACTUUR, "creditfactuur": Rol.CREDITFACTUUR}
    rol = yearly.get(file.stem, Rol.GEEN)
    per = Per.JAAR if rol.is_factuur else Per.GEMEENTE
    soort = Documentsoort("x", "x", "x.docx", "x-{gemeente}", (1, 1), per=per, rol=rol)
    assert Berichtsjabloon.load(file).faults({*names(soort), MEEGESTUURD}) == ()


def test_every_run_checks_all_texts(werkmap: Path) -> None:
    edit(werkmap, "{{ gemeente.naam }}\n\n", "{{ gemeente.nam }}\n\n", "sjablonen/herinnering.txt")
    (werkmap / "sjablonen/collegenota.txt").unlink()
    ran = run_program("controleer", cwd=werkmap)
    assert (ran.code, ran.out) == (ExitCode.INPUT, "")
    assert ran.err == (
        "Er zijn 2 fouten gevonden. Er is niets gemaakt of gewijzigd.\n"
        '  sjablonen/herinnering.txt, regel 1 "…iode }} gemeente {{ gemeente.nam }}": het veld '
        "gemeente.nam bestaat niet; bedoeld is misschien gemeente.naam\n"
        f"  sjablonen/collegenota.txt{MISSING}\n"
    )

"""The lines of convenant.toml: every usual mistake explained, with the line itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.werkmap.instelregels import parse_toml

VERGELIJK = "hier staat iets dat geen instelling is; vergelijk de regel met de andere regels"
BESTAAND = "schrijf een bestaande datum als jaar-maand-dag, zoals 2022-12-19"
LIJST = (
    "in een lijst ontbreekt hier een komma, of het teken ] aan het einde; "
    "zet een komma tussen de waarden en ] achter de laatste"
)
TWEE_KEER = "deze sleutel of kop staat er twee keer; haal één van beide weg"
LEEG = "achter het teken = staat niets; vul daar een waarde in"
EINDE = "het aanhalingsteken aan het einde ontbreekt"
ENKEL = "de tekst begint met een enkel aanhalingsteken"
DATUM = "is niet als jaar-maand-dag geschreven; schrijf de datum als"


def bare(text: str) -> str:
    """Return what is said of text without quotes."""
    advice = f'schrijf tekst als "{text}", en een getal in cijfers'
    return f"{text} staat niet tussen aanhalingstekens; {advice}"


def faults(text: str) -> list[str]:
    data, found = parse_toml(text, "x.toml")
    assert data is None
    return [str(fault) for fault in found]


def test_good_lines() -> None:
    assert parse_toml('[a]\nb = 0.15\nc = "x"\n', "x.toml") == (
        {"a": {"b": Decimal("0.15"), "c": "x"}},
        (),
    )
    assert parse_toml("", "x.toml") == ({}, ())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("tarief = 0,15", "0,15 heeft een komma; schrijf 0.15, met een punt"),
        ('tarief = 0,15 # "vijftien" cent', "0,15 heeft een komma; schrijf 0.15, met een punt"),
        ("tarief = 1.234,50", "1.234,50 heeft een komma; schrijf 1234.50, met een punt"),
        ("tarief = € 0.15", "€ 0.15 is geen getal; schrijf 0.15, zonder euro"),
        ("tarief = €0,15", "€0,15 is geen getal; schrijf 0.15, met een punt en zonder euro"),
        (
            "tarief = 0,15 euro",
            "0,15 euro is geen getal; schrijf 0.15, met een punt en zonder euro",
        ),
        ("tarief = € 15", "€ 15 is geen getal; schrijf 15.00, zonder euro"),
        ('naam = "Den Haag', f'{EINDE}; schrijf "Den Haag"'),
        ('naam = Den Haag"', 'het aanhalingsteken aan het begin ontbreekt; schrijf "Den Haag"'),
        (
            'naam = "Stichting "P31""',
            "er staan te veel aanhalingstekens; laat alleen het eerste en het laatste staan",
        ),
        ("naam = 's-Hertogenbosch", f'{ENKEL}; schrijf "\'s-Hertogenbosch"'),
        (
            "naam = \N{LEFT DOUBLE QUOTATION MARK}Jan\N{RIGHT DOUBLE QUOTATION MARK}",
            'de aanhalingstekens zijn krom; schrijf ze recht: "Jan"',
        ),
        ("op = 19-12-2022", f"19-12-2022 {DATUM} 2022-12-19"),
        ("op = 9 dec. 2022 # ondertekend", f"9 dec. 2022 {DATUM} 2022-12-09"),
        ("op = 2022-02-31", f"2022-02-31 bestaat niet; {BESTAAND}"),
        ("op = 31-02-2022", f"31-02-2022 bestaat niet; {BESTAAND}"),
        ("op = 31 februari 2022", f"31 februari 2022 bestaat niet; {BESTAAND}"),
        ("op = 2022-2-1", f"2022-2-1 is niet met zekerheid als datum te lezen; {BESTAAND}"),
        ("op = 19/12/2022", f"19/12/2022 is niet met zekerheid als datum te lezen; {BESTAAND}"),
        ("op = 19-12-22", f"19-12-22 heeft een jaartal van twee cijfers; {BESTAAND}"),
        ("leden = veertig", bare("veertig")),
        ("naam = Jan # de naam", bare("Jan")),
        ("adres = 10 Downing Street", bare("10 Downing Street")),
        ("naam =", LEEG),
        ("naam = # nog niet", LEEG),
        ('naam: "Jan"', "het teken = ontbreekt; schrijf een sleutel, het teken = en een waarde"),
        ("[convenant", "de kop is niet afgesloten; zet er ] achter"),
        ("lijst = [1", LIJST),
        ("a = 1 b = 2", VERGELIJK),
        ("tarief = 15%", VERGELIJK),
        ('korte naam = "Jan"', VERGELIJK),
        ('map = "C:\\Users"', VERGELIJK),
        ("dag = { dag = 1, maand = 9", VERGELIJK),
    ],
)
def test_a_line_that_cannot_be_read(line: str, message: str) -> None:
    assert faults(f"x.y = 1\n\n{line}") == [f"x.toml, regel 3 ({line}): {message}"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('v = [\n  "a",\nb = 1\n', f"3 (b = 1): {LIJST}"),
        ('v = [\n  "a"\n  "b",\n]\n', f'3 ("b",): {LIJST}'),
        ('v = [\n  "a",\n  "b,\n]\n', f'3 ("b,): {EINDE}; schrijf "b"'),
        ("v = [\n  gemeente.naam,\n]\n", f"2 (gemeente.naam,): {bare('gemeente.naam')}"),
        ("a = 1\nb = 2\na = 3\n", f"3 (a = 3): {TWEE_KEER}"),
        ("[a]\n[a]\n", f"2 ([a]): {TWEE_KEER}"),
        ("a = { b = 1 }\n[a.c]\n", f"2 ([a.c]): {TWEE_KEER}"),
        (
            'op = 2022-12-19\nnaam = \'Jan\naan = true\nb = "x"\n',
            f"2 (naam = 'Jan): {ENKEL}; schrijf \"'Jan\"",
        ),
    ],
)
def test_lines_that_hang_together(text: str, message: str) -> None:
    assert faults(text) == [f"x.toml, regel {message}"]


def test_after_a_usual_mistake_the_rest_is_looked_at() -> None:
    assert faults('a = 0,15\nb = "x\nc = 1\nd = 31-12-2022\ne = 15%\nf = 1,5\n') == [
        "x.toml, regel 1 (a = 0,15): 0,15 heeft een komma; schrijf 0.15, met een punt",
        f'x.toml, regel 2 (b = "x): {EINDE}; schrijf "x"',
        f"x.toml, regel 4 (d = 31-12-2022): 31-12-2022 {DATUM} 2022-12-31",
        f"x.toml, regel 5 (e = 15%): {VERGELIJK}",
    ]


@pytest.mark.parametrize(
    "value",
    ["[" * 5000, "{a=" * 5000, "9" * 5000, "1e9999999999999999999"],
    ids=lambda value: value[:5],
)
def test_what_no_computer_reads_to_the_end(value: str) -> None:
    """It was a traceback."""
    assert faults(f"a = {value}") == [
        (
            "x.toml: er staat een getal dat veel te lang is, of er staan te veel haken in elkaar; "
            "haal dat weg; zo'n instelling is er niet"
        ),
    ]


LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.from_regex(
    r"[a-c] = [\"'\[{]?[0-9a-z.,€ \"-]{0,12}[\"'\]}]?", fullmatch=True
)


@given(st.lists(LINE, max_size=6))
def test_any_lines_give_data_or_faults_that_name_a_line(lines: list[str]) -> None:
    data, found = parse_toml("\n".join(lines), "x.toml")
    assert (data is None) == bool(found)
    assert all(str(fault).startswith("x.toml, regel ") for fault in found)

"""The strict reading of single cells: every accepted notation, every refusal in full."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.kern.notatie import format_datum, format_datum_kort, format_getal
from overeenkomstgen.kern.waarden import (
    MAX_INWONERS,
    WaardeError,
    nearest,
    parse_cbs_code,
    parse_datum,
    parse_email,
    parse_inwoners,
    parse_keuze,
    parse_postcode,
    parse_tekst,
    show,
)

if TYPE_CHECKING:
    from collections.abc import Callable

AANHEFFEN = {"de heer": "de heer", "mevrouw": "mevrouw"}
AANTAL_ADVIES = "vul het aantal inwoners in als 101446 of 101.446"
DATUM_ADVIES = "schrijf de datum als 10-01-2023"
STREEPJES_ADVIES = "schrijf de datum als dag-maand-jaar met streepjes, zoals 10-01-2023"
TEKST_ADVIES = "vul in wat de kolomnaam vraagt"
EMAIL_ADVIES = "vul één adres in, zoals naam@gemeente.nl"
CBS_ADVIES = "schrijf de code als GM0150: GM en vier cijfers"


def parse_aanhef(text: str) -> str:
    return parse_keuze(text, AANHEFFEN, "aanhef")


PARSERS: list[Callable[[str], object]] = [
    parse_aanhef,
    parse_cbs_code,
    parse_datum,
    parse_email,
    parse_inwoners,
    parse_postcode,
    parse_tekst,
]


def refusal(parse: Callable[[str], object], text: str) -> tuple[str, str]:
    with pytest.raises(WaardeError) as caught:
        parse(text)
    return caught.value.what, caught.value.advice


@pytest.mark.parametrize(
    "text",
    [
        "101446",
        "101.446",
        "101 446",
        "101\N{NO-BREAK SPACE}446",
        "101\N{NARROW NO-BREAK SPACE}446",
        "101\N{THIN SPACE}446",
        " 101446\N{NO-BREAK SPACE}",
        "\N{ZERO WIDTH NO-BREAK SPACE}101446",
        "0101446",
    ],
)
def test_inwoners_in_every_notation(text: str) -> None:
    assert parse_inwoners(text) == 101446


def test_inwoners_with_more_groups() -> None:
    assert parse_inwoners("1.014.460") == 1014460
    assert parse_inwoners("1 014 460") == 1014460


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("101446.5", "101446.5 is niet als heel getal geschreven"),
        ("101446,5", "101446,5 is niet als heel getal geschreven"),
        ("101.4", "101.4 is niet als heel getal geschreven"),
        ("101446.0", "101446.0 is niet als heel getal geschreven"),
        ("1014.46", "1014.46 is niet als heel getal geschreven"),
        ("101.446,0", "101.446,0 is niet als heel getal geschreven"),
        ("1.014 460", "1.014 460 is niet als heel getal geschreven"),
        ("1014.460", "1014.460 is niet als heel getal geschreven"),
        ("0.446", "0.446 is niet als heel getal geschreven"),
        ("101,446", "101,446 kan een heel getal of een breuk zijn"),
        ("1,014,460", "1,014,460 kan een heel getal of een breuk zijn"),
        ("10-01-2023", "10-01-2023 is een datum en geen aantal"),
        ("10 januari 2023", "10 januari 2023 is een datum en geen aantal"),
        ("2023-01-10", "2023-01-10 is een datum en geen aantal"),
        ("0", "0 is minder dan 1"),
        ("000", "000 is minder dan 1"),
        ("-101446", "-101446 is minder dan 1"),
        ("20.000.001", "20.000.001 is meer dan 20.000.000"),
        ("9" * 5000, f"{'9' * 59}… is meer dan 20.000.000"),
        ("circa 100.000", "circa 100.000 is geen getal"),
        ("+101446", "+101446 is geen getal"),
        ("1E+05", "1E+05 is geen getal"),
        ("١٠١٤٤٦", "١٠١٤٤٦ is geen getal"),
        ("10-1-23", "10-1-23 is geen getal"),
        ("WAAR", "WAAR is geen getal"),
    ],
)
def test_inwoners_that_are_never_guessed(text: str, what: str) -> None:
    assert refusal(parse_inwoners, text) == (what, AANTAL_ADVIES)


@pytest.mark.parametrize(
    "text",
    [
        "10-1-2023",
        "10-01-2023",
        "10 januari 2023",
        "10 Januari 2023",
        "10\N{NO-BREAK SPACE}januari\N{NO-BREAK SPACE}2023",
        "2023-01-10",
        " 10-01-2023 ",
        "10 jan 2023",
        "10 jan. 2023",
        "10 JAN. 2023",
        "10-jan-2023",
        "10-jan.-2023",
        "10-januari-2023",
    ],
)
def test_datum_in_every_notation(text: str) -> None:
    assert parse_datum(text) == date(2023, 1, 10)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("7 jan 2023", 1),
        ("7 feb 2023", 2),
        ("7 mrt. 2023", 3),
        ("7 apr 2023", 4),
        ("7 mei 2023", 5),
        ("7 jun. 2023", 6),
        ("7 jul 2023", 7),
        ("7 aug. 2023", 8),
        ("7 sep 2023", 9),
        ("7 sept. 2023", 9),
        ("7 okt 2023", 10),
        ("7 nov. 2023", 11),
        ("7 dec 2023", 12),
    ],
)
def test_datum_with_an_abbreviated_month(text: str, month: int) -> None:
    assert parse_datum(text) == date(2023, month, 7)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("31-02-2023", "31-02-2023 bestaat niet"),
        ("31 februari 2023", "31 februari 2023 bestaat niet"),
        ("2023-02-31", "2023-02-31 bestaat niet"),
        ("29-02-2023", "29-02-2023 bestaat niet"),
        ("01-13-2023", "01-13-2023 bestaat niet"),
        ("0-1-2023", "0-1-2023 bestaat niet"),
        ("01-01-0000", "01-01-0000 bestaat niet"),
        ("10-1-23", "10-1-23 heeft een jaartal van twee cijfers"),
        ("10-01-23", "10-01-23 heeft een jaartal van twee cijfers"),
        ("10 januari '23", "10 januari '23 heeft een jaartal van twee cijfers"),
        ("10-jan-23", "10-jan-23 heeft een jaartal van twee cijfers"),
        ("44936", "44936 is een getal en geen datum"),
        ("44936,5", "44936,5 is een getal en geen datum"),
        ("2023", "2023 is een getal en geen datum"),
        ("10-01-2023 14:30", "10-01-2023 14:30 bevat een tijd"),
        ("2023-01-10T00:00:00", "2023-01-10T00:00:00 bevat een tijd"),
        ("10-01-0203", "10-01-0203 ligt niet in de jaren 1900 t/m 2099"),
        ("10-01-2203", "10-01-2203 ligt niet in de jaren 1900 t/m 2099"),
        ("10 may 2023", "10 may 2023 is niet met zekerheid als datum te lezen"),
        ("10 januari. 2023", "10 januari. 2023 is niet met zekerheid als datum te lezen"),
        ("10-jan 2023", "10-jan 2023 is niet met zekerheid als datum te lezen"),
        ("31 feb. 2023", "31 feb. 2023 bestaat niet"),
        ("10 jan. '23", "10 jan. '23 heeft een jaartal van twee cijfers"),
        ("10 januarie 2023", "10 januarie 2023 is niet met zekerheid als datum te lezen"),
        ("januari 2023", "januari 2023 is niet met zekerheid als datum te lezen"),
        (
            "10 augu\N{LATIN SMALL LETTER LONG S}tus 2023",
            "10 augu\N{LATIN SMALL LETTER LONG S}tus 2023 is niet met zekerheid als datum te lezen",
        ),
        ("2023-1-10", "2023-1-10 is niet met zekerheid als datum te lezen"),
    ],
)
def test_datum_that_is_never_guessed(text: str, what: str) -> None:
    assert refusal(parse_datum, text) == (what, DATUM_ADVIES)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("10/1/2023", "is niet met zekerheid als datum te lezen"),
        ("31/12/2023", "is niet met zekerheid als datum te lezen"),
        ("10.1.2023", "is niet met zekerheid als datum te lezen"),
        ("2023/01/10", "is niet met zekerheid als datum te lezen"),
        ("10/1/23", "heeft een jaartal van twee cijfers"),
    ],
)
def test_datum_with_slashes_or_dots_is_never_guessed(text: str, what: str) -> None:
    assert refusal(parse_datum, text) == (f"{text} {what}", STREEPJES_ADVIES)


@pytest.mark.parametrize("text", ["1815 AG", "1815AG", "1815 ag", "1815\N{NO-BREAK SPACE}Ag"])
def test_postcode_in_every_notation(text: str) -> None:
    assert parse_postcode(text) == "1815 AG"


@pytest.mark.parametrize(
    "text", ["0815 AG", "1815", "1815 A", "1815 AGA", "1815 SA", "1815 sd", "1815SS", "Postbus 1"]
)
def test_postcode_that_is_none(text: str) -> None:
    assert refusal(parse_postcode, text) == (
        f"{text} is geen postcode",
        "schrijf de postcode als 1815 AG",
    )


@pytest.mark.parametrize("text", ["GM0150", "gm0150", " GM0150 "])
def test_cbs_code(text: str) -> None:
    assert parse_cbs_code(text) == "GM0150"


@pytest.mark.parametrize("text", ["150", "0150", "GM150", "GM01500", "GM 0150", "WK0150", "GM015O"])
def test_cbs_code_that_does_not_fit(text: str) -> None:
    assert refusal(parse_cbs_code, text) == (
        f"{text} is geen CBS-code van een gemeente",
        CBS_ADVIES,
    )


@pytest.mark.parametrize("text", ["bestuur@deventer.nl", "r.c.konig+g40@stad.deventer.nl"])
def test_email(text: str) -> None:
    assert parse_email(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "deventer.nl",
        "bestuur@deventer",
        "a@b.nl; c@d.nl",
        "König <a@b.nl>",
        "mailto:a@b.nl",
        "@b.nl",
    ],
)
def test_email_that_is_none(text: str) -> None:
    assert refusal(parse_email, text) == (f"{text} is geen e-mailadres", EMAIL_ADVIES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("Grote\N{NO-BREAK SPACE}Kerkhof  1 ", "Grote Kerkhof 1"),
        ("Alphen\r\naan den\nRijn", "Alphen aan den Rijn"),
        ("Ko\N{COMBINING DIAERESIS}nig", "König"),
        ("De\N{SOFT HYPHEN}venter\N{ZERO WIDTH SPACE}", "Deventer"),
        ("Bergen & Terblijt <b> {{ x }}", "Bergen & Terblijt <b> {{ x }}"),
        ("J'Ä'", "J'Ä'"),
        ("CAFÉ\N{RIGHT SINGLE QUOTATION MARK}S", "CAFÉ\N{RIGHT SINGLE QUOTATION MARK}S"),
    ],
)
def test_tekst(text: str, value: str) -> None:
    assert parse_tekst(text) == value


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("101446", "101446 is geen tekst"),
        ("-", "- is geen tekst"),
        ("??", "?? is geen tekst"),
        ("10-01-2023", "10-01-2023 is een datum en geen tekst"),
        ("10 januari 2023", "10 januari 2023 is een datum en geen tekst"),
        ("Onbekend", "Onbekend zegt niet wat hier moet staan"),
        ("n.v.t.", "n.v.t. zegt niet wat hier moet staan"),
        ("WAAR", "WAAR zegt niet wat hier moet staan"),
        ("NaN", "NaN zegt niet wat hier moet staan"),
        ("a" * 101, f"{'a' * 59}… is langer dan 100 tekens"),
    ],
)
def test_tekst_that_is_none(text: str, what: str) -> None:
    assert refusal(parse_tekst, text) == (what, TEKST_ADVIES)


@pytest.mark.parametrize("text", ["de heer", "De heer", "DE HEER", "de\N{NO-BREAK SPACE}heer"])
def test_keuze(text: str) -> None:
    assert parse_aanhef(text) == "de heer"


def test_keuze_that_is_none() -> None:
    assert refusal(parse_aanhef, "dhr.") == (
        "dhr. is geen aanhef",
        "bedoeld is misschien de heer",
    )
    assert refusal(parse_aanhef, "ir.") == ("ir. is geen aanhef", "kies uit de heer, mevrouw")


def test_nearest() -> None:
    assert nearest("Inwonertal", ["adres", "inwoners"]) == "inwoners"
    assert nearest("zzz", ["adres", "inwoners"]) is None


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize(
    ("text", "what", "advice"),
    [
        (
            "R.C. KÃ¶nig",
            "in R.C. KÃ¶nig zijn letters met accenten of leestekens verkeerd overgekomen",
            "typ de waarde opnieuw en bewaar de tabel als CSV UTF-8",
        ),
        (
            "PatiÃ\N{NO-BREAK SPACE} laan",
            "in PatiÃ laan zijn letters met accenten of leestekens verkeerd overgekomen",
            "typ de waarde opnieuw en bewaar de tabel als CSV UTF-8",
        ),
        (
            "â€™s-Hertogenbosch",
            "in â€™s-Hertogenbosch zijn letters met accenten of leestekens verkeerd overgekomen",
            "typ de waarde opnieuw en bewaar de tabel als CSV UTF-8",
        ),
        (
            "K\N{REPLACEMENT CHARACTER}nig",
            (
                "in K\N{REPLACEMENT CHARACTER}nig zijn letters met accenten of leestekens"
                " verkeerd overgekomen"
            ),
            "typ de waarde opnieuw en bewaar de tabel als CSV UTF-8",
        ),
        (
            "Grote\x0bKerkhof",
            "in Grote\N{REPLACEMENT CHARACTER}Kerkhof staat een onzichtbaar teken (U+000B)",
            "typ de waarde opnieuw",
        ),
        (
            "a\ud800",
            "in a\N{REPLACEMENT CHARACTER} staat een onzichtbaar teken (U+D800)",
            "typ de waarde opnieuw",
        ),
        (
            "=SUM(A1:A2)",
            "de formule =SUM(A1:A2) heeft geen waarde",
            "open het bestand in Excel en bewaar het opnieuw",
        ),
        (
            "#REF!",
            "#REF! is een foutmelding van Excel",
            "herstel de formule of typ de waarde zelf",
        ),
        (
            "#VERW!",
            "#VERW! is een foutmelding van Excel",
            "herstel de formule of typ de waarde zelf",
        ),
        (
            "#DEEL/0!",
            "#DEEL/0! is een foutmelding van Excel",
            "herstel de formule of typ de waarde zelf",
        ),
        (
            "#N/B",
            "#N/B is een foutmelding van Excel",
            "herstel de formule of typ de waarde zelf",
        ),
        (
            "#NAAM?",
            "#NAAM? is een foutmelding van Excel",
            "herstel de formule of typ de waarde zelf",
        ),
        (
            "########",
            "######## is geen waarde: de kolom was te smal om die te tonen",
            "maak de kolom in Excel breder en bewaar de tabel opnieuw",
        ),
    ],
)
def test_unreadable_text_is_refused_in_every_column(
    parse: Callable[[str], object], text: str, what: str, advice: str
) -> None:
    assert refusal(parse, text) == (what, advice)


def test_show_keeps_a_value_on_one_short_line() -> None:
    assert show("Grote\nKerkhof 1") == "Grote Kerkhof 1"
    assert show("x" * 60) == "x" * 60
    assert show("x" * 61) == "x" * 59 + "…"


@given(st.integers(1, MAX_INWONERS), st.sampled_from(["", ".", " ", "\xa0", "\u202f"]))
def test_inwoners_round_trip(number: int, separator: str) -> None:
    assert parse_inwoners(format_getal(number).replace(".", separator)) == number


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_datum_round_trip(day: date) -> None:
    assert parse_datum(format_datum(day)) == day
    assert parse_datum(format_datum_kort(day)) == day
    assert parse_datum(f"{day.day}-{day.month}-{day.year}") == day
    assert parse_datum(day.isoformat()) == day


@given(st.text() | st.from_regex(r"[0-9./:# -]{1,20}"), st.sampled_from(PARSERS))
def test_any_text_gives_a_value_or_a_refusal_that_shows_it(
    text: str, parse: Callable[[str], object]
) -> None:
    refused = None
    try:
        parse(text)
    except WaardeError as error:
        refused = error
    assert refused is None or show(text) in refused.what

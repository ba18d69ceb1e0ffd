"""The strict reading of single cells: every accepted notation, every refusal in full."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.kern.notatie import format_datum, format_datum_kort, format_getal
from overeenkomstgen.kern.waarden import (
    MAX_INWONERS,
    WaardeError,
    adressen,
    cijfers,
    nearest,
    parse_cbs_code,
    parse_datum,
    parse_email,
    parse_inwoners,
    parse_kenmerk,
    parse_keuze,
    parse_postcode,
    parse_tekst,
    show,
)

AANHEFFEN = {"de heer": "de heer", "mevrouw": "mevrouw"}
AANTAL_ADVIES = "vul het aantal inwoners in als 101446 of 101.446"
DATUM_ADVIES = "schrijf de datum als 10-01-2023"
STREEPJES_ADVIES = "schrijf de datum als dag-maand-jaar met streepjes, zoals 10-01-2023"
TEKST_ADVIES = "vul in wat de kolomnaam vraagt"
EMAIL_ADVIES = "schrijf het als naam@gemeente.nl, en zet ; tussen twee adressen"
OPSLAAN = "typ de waarde opnieuw en bewaar de tabel als CSV UTF-8"
OPMAAK = "maak de kolom op als Tekst"
CBS_ADVIES = "schrijf de code als GM0150: GM en vier cijfers"


WRONG = "deventer.nl|bestuur@deventer|a@b.nl c@d.nl|König a@b.nl|König <a@b>|mailto:|@b.nl|;"
WRONG += '|cc: a@b.nl|<a@b.nl> König|"König <a@b.nl>|a@@b.nl|a@b.nl>|a@b.nl<c@d.nl>'
WRONG += "|.a@b.nl|a.@b.nl|a..b@c.nl|a@.nl"


def parse_aanhef(text: str) -> str:
    return parse_keuze(text, AANHEFFEN, "aanhef")


# As Word, a telephone, other keyboards and other languages type them.
APOSTROFS = "\u2018\u2019\u201b\u00b4\u0060\u02b9\u02bb\u02bc\u2032\uff07"
PARSERS: list[Callable[[str], object]] = [
    parse_aanhef,
    parse_cbs_code,
    parse_datum,
    parse_email,
    parse_inwoners,
    parse_kenmerk,
    cijfers(8, "KvK-nummer"),
    parse_postcode,
    parse_tekst,
]


def refusal(parse: Callable[[str], object], text: str) -> tuple[str, str]:
    with pytest.raises(WaardeError) as caught:
        parse(text)
    return caught.value.what, caught.value.advice


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    """Return pairs of a text and what it is, from texts with bars between them by what they are."""
    return [(text, what) for what, texts in table.items() for text in texts.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        "101446",
        "101.446",
        "101 446",
        "101\xa0446",
        "101\u202f446",
        "101\u2009446",
        " 101446\xa0",
        "\ufeff101446",
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
    cases(
        {
            "is niet als heel getal geschreven": "101446.5|101446,5|101.4|101446.0|1014.46"
            "|101.446,0|1.014 460|1014.460|0.446",
            "kan een heel getal of een breuk zijn": "101,446|1,014,460",
            "is een datum en geen aantal": "10-01-2023|10 januari 2023|2023-01-10",
            "is minder dan 1": "0|000|-101446",
            "is meer dan 20.000.000": f"20.000.001|{'9' * 5000}",
            "is geen getal": "circa 100.000|+101446|١٠١٤٤٦|10-1-23|WAAR",
        }
    ),
)
def test_inwoners_that_are_never_guessed(text: str, what: str) -> None:
    shown = f"{text[:59]}…" if len(text) > 60 else text
    assert refusal(parse_inwoners, text) == (f"{shown} {what}", AANTAL_ADVIES)


@pytest.mark.parametrize(
    "text",
    [
        "10-1-2023",
        "10-01-2023",
        "10 januari 2023",
        "10 Januari 2023",
        "2023-01-10",
        " 10-01-2023 ",
        "10 jan 2023",
        "10\xa0januari\xa02023",
        "10 jan. 2023",
        "10 JAN. 2023",
        "10-jan-2023",
        "10-jan.-2023",
        "10-januari-2023",
        "2023-01-10 00:00:00",
        "2023-01-10T00:00:00",
        "2023-01-10 00:00:00.000000",
        "10-01-2023 0:00",
    ],
)
def test_datum_in_every_notation(text: str) -> None:
    assert parse_datum(text) == date(2023, 1, 10)


def test_datum_with_an_abbreviated_month() -> None:
    names = ["jan", "feb", "mrt.", "apr", "mei", "jun.", "jul", "aug.", "sep", "okt", "nov.", "dec"]
    days = [parse_datum(f"7 {name} 2023") for name in names]
    assert days == [date(2023, month, 7) for month in range(1, 13)]
    assert parse_datum("7 sept. 2023") == date(2023, 9, 7)


@pytest.mark.parametrize(
    ("text", "what"),
    cases(
        {
            "bestaat niet": "31-02-2023|31 februari 2023|2023-02-31|29-02-2023|01-13-2023|0-1-2023"
            "|01-01-0000|31 feb. 2023",
            "heeft een jaartal van twee cijfers": "10-1-23|10-01-23|10 januari '23|10-jan-23"
            "|10 jan. '23",
            "is een getal en geen datum": "44936|44936,5|2023",
            "bevat een tijd": "10-01-2023 14:30|2023-01-10T00:00:00Z|2023-01-10 00:00:01"
            "|2023-01-10 00:00:00+01:00",
            "ligt niet in de jaren 1900 t/m 2099": "10-01-0203|10-01-2203",
            "is niet met zekerheid als datum te lezen": "10 may 2023|10 januari. 2023|10-jan 2023"
            "|10 januarie 2023|januari 2023|10 augu\N{LATIN SMALL LETTER LONG S}tus 2023|2023-1-10",
        }
    ),
)
def test_datum_that_is_never_guessed(text: str, what: str) -> None:
    assert refusal(parse_datum, text) == (f"{text} {what}", DATUM_ADVIES)


@pytest.mark.parametrize(
    ("text", "what"),
    cases(
        {
            "is niet met zekerheid als datum te lezen": "10/1/2023|31/12/2023|10.1.2023|2023/01/10",
            "heeft een jaartal van twee cijfers": "10/1/23",
        }
    ),
)
def test_datum_with_slashes_or_dots_is_never_guessed(text: str, what: str) -> None:
    assert refusal(parse_datum, text) == (f"{text} {what}", STREEPJES_ADVIES)


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        *((parse_postcode, t, "1815 AG") for t in ("1815 AG", "1815AG", "1815 ag", "1815\xa0Ag")),
        *((parse_cbs_code, text, "GM0150") for text in ("GM0150", "gm0150", " GM0150 ", "GM 0150")),
        *((parse_email, t, t) for t in ("bestuur@deventer.nl", "r.c.konig+g40@stad.deventer.nl")),
        *((parse_email, t, "a@b.nl") for t in ("mailto:a@b.nl", "MAILTO:a@b.nl")),
        *((parse_aanhef, t, "de heer") for t in ("de heer", "De heer", "DE HEER", "de\xa0heer")),
    ],
)
def test_short_values_in_every_notation(
    parse: Callable[[str], object], text: str, value: str
) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "texts", "what", "advice"),
    [
        (
            parse_postcode,
            "0815 AG|1815|1815 A|1815 AGA|1815 SA|1815 sd|1815SS|Postbus 1",
            "is geen postcode",
            "schrijf de postcode als 1815 AG",
        ),
        (
            parse_cbs_code,
            "150|0150|GM150|GM01500|GM 0150 x|GM-0150|WK0150|GM015O",
            "is geen CBS-code van een gemeente",
            CBS_ADVIES,
        ),
        (
            parse_email,
            WRONG,
            "is geen e-mailadres",
            EMAIL_ADVIES,
        ),
        (parse_aanhef, "dhr.", "is geen aanhef", "bedoeld is misschien de heer"),
        (parse_aanhef, "ir.", "is geen aanhef", "kies uit de heer, mevrouw"),
    ],
)
def test_short_values_that_do_not_fit(
    parse: Callable[[str], object], texts: str, what: str, advice: str
) -> None:
    refused = {text: refusal(parse, text) for text in texts.split("|")}
    assert refused == {text: (f"{text} {what}", advice) for text in refused}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Jan de Wit" <jan@x.nl>; b@x.nl', [("Jan de Wit", "jan@x.nl"), ("", "b@x.nl")]),
        ("Zoë König<z@x.nl>,b@x.nl;", [("Zoë König", "z@x.nl"), ("", "b@x.nl")]),
        ("Wit, Jan de <jan@x.nl>", [("Wit, Jan de", "jan@x.nl")]),
        ('"Bode; kamer 2, a@b" <jan@x.nl>', [("Bode; kamer 2, a@b", "jan@x.nl")]),
        ("<a@x.nl>\n; mailto:b@x.nl", [("", "a@x.nl"), ("", "b@x.nl")]),
    ],
)
def test_names_and_addresses(text: str, found: list[tuple[str, str]]) -> None:
    assert adressen(text) == found
    assert adressen(parse_email(text)) == found


def test_of_several_addresses_the_wrong_one_is_told() -> None:
    assert refusal(parse_email, "a@b.nl; Jan <c@d>; e@f.nl") == (
        "Jan <c@d>; e@f.nl is geen e-mailadres",
        EMAIL_ADVIES,
    )


@given(st.text(st.sampled_from('ab@.;,<>" :é'), max_size=30))
def test_what_is_read_as_addresses_is_read_so_again(text: str) -> None:
    try:
        said = parse_email(text)
    except WaardeError:
        return
    assert parse_email(said) == said


def test_a_long_cell_is_soon_refused() -> None:
    text = f'{"a b, " * 6000}"{"c" * 3000}'
    assert refusal(parse_email, text)[1] == EMAIL_ADVIES


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
        ("CAFÉ\N{RIGHT SINGLE QUOTATION MARK}S", "CAFÉ'S"),
        *((f"{sign}s-Hertogenbosch", "'s-Hertogenbosch") for sign in APOSTROFS),
    ],
)
def test_tekst(text: str, value: str) -> None:
    assert parse_tekst(text) == value


@pytest.mark.parametrize(
    ("text", "what"),
    cases(
        {
            "is geen tekst": '101446|-|??|[object Object]|{"text":"x"}',
            "is een datum en geen tekst": "10-01-2023|10 januari 2023",
            "zegt niet wat hier moet staan": "Onbekend|n.v.t.|WAAR|NaN|NA|n.b.|nb|n.a.|N/A|x|XXX"
            "|tbd|volgt|nog niet bekend|Zie mail|leeg|geen|vacant|Vacature|idem|Wordt nagevraagd"
            "|invullen|N.N.|NN|n.n.|N. N.|Nomen nescio",
        }
    ),
)
def test_tekst_that_is_none(text: str, what: str) -> None:
    assert refusal(parse_tekst, text) == (f"{text} {what}", TEKST_ADVIES)


@pytest.mark.parametrize("text", ["4500012345", "V-2025/118", "Zaak 12.04"])
def test_a_reference_as_someone_gave_it(text: str) -> None:
    assert parse_kenmerk(f" {text}\n") == text


@pytest.mark.parametrize(
    ("text", "what"),
    cases(
        {
            "is geen tekst": "-|??|{1}",
            "is een datum en geen tekst": "10-12-2024|10 jan. 2023",
            "zegt niet wat hier moet staan": "volgt|n.v.t.|WAAR",
        }
    ),
)
def test_a_reference_that_is_none(text: str, what: str) -> None:
    assert refusal(parse_kenmerk, text) == (f"{text} {what}", TEKST_ADVIES)


@given(st.from_regex(r"[0-9]{1,24}", fullmatch=True))
def test_a_number_with_all_its_digits_or_refused(text: str) -> None:
    for noun, number in (("OIN", 20), ("KvK-nummer", 8)):
        parse = cijfers(number, noun)
        if len(text) == number:
            assert parse(f" {text} ") == text
        else:
            advice = f"schrijf alle {number} cijfers, ook nullen vooraan; {OPMAAK}"
            assert refusal(parse, text) == (f"{text} is geen {noun}", advice)


def test_tekst_that_is_too_long() -> None:
    shown = f"{'a' * 59}… is langer dan 100 tekens"
    assert refusal(parse_tekst, "a" * 101) == (shown, TEKST_ADVIES)


def test_nearest() -> None:
    assert nearest("Inwonertal", ["adres", "inwoners"]) == "inwoners"
    assert nearest("zzz", ["adres", "inwoners"]) is None


ACCENTEN = "zijn letters met accenten of leestekens verkeerd overgekomen"
UNREADABLE = {
    "R.C. KÃ¶nig": (f"in R.C. KÃ¶nig {ACCENTEN}", OPSLAAN),
    "PatiÃ\N{NO-BREAK SPACE} laan": (f"in PatiÃ laan {ACCENTEN}", OPSLAAN),
    "â€™s-Hertogenbosch": (f"in â€™s-Hertogenbosch {ACCENTEN}", OPSLAAN),
    "K\N{REPLACEMENT CHARACTER}nig": (f"in K\N{REPLACEMENT CHARACTER}nig {ACCENTEN}", OPSLAAN),
    "Grote\x0bKerkhof": (
        "in Grote\N{REPLACEMENT CHARACTER}Kerkhof staat een onzichtbaar teken (U+000B)",
        "typ de waarde opnieuw",
    ),
    "a\ud800": (
        "in a\N{REPLACEMENT CHARACTER} staat een onzichtbaar teken (U+D800)",
        "typ de waarde opnieuw",
    ),
    "=SUM(A1:A2)": (
        "de formule =SUM(A1:A2) heeft geen waarde",
        "open het bestand in Excel en bewaar het opnieuw",
    ),
    **{
        text: (
            f"{text} is een lang getal dat Excel heeft afgekort",
            f"{OPMAAK} en typ de waarde opnieuw",
        )
        for text in ("1,00257E+12", "1.2E+19", "5E+09")
    },
    "########": (
        "######## is geen waarde: de kolom was te smal om die te tonen",
        "maak de kolom in Excel breder en bewaar de tabel opnieuw",
    ),
    **{
        text: (
            f"{text} is een foutmelding van Excel",
            "herstel de formule of typ de waarde zelf",
        )
        for text in ("#REF!", "#VERW!", "#DEEL/0!", "#N/B", "#NAAM?")
    },
}


@pytest.mark.parametrize("parse", PARSERS)
def test_unreadable_text_is_refused_in_every_column(parse: Callable[[str], object]) -> None:
    assert {text: refusal(parse, text) for text in UNREADABLE} == UNREADABLE


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

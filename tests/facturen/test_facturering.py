"""Who is to pay for a year, what, and what cannot be invoiced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.values import DEVENTER, FACTUUR, periode
from overeenkomstgen.errors import Fault
from overeenkomstgen.facturen.facturering import Jaar, changes, credit, remarks
from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.factuur import Factuur, Factuurregels, restanten
from overeenkomstgen.kern.jaardag import Opzegdag
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Stand
from overeenkomstgen.kern.status import Status, make_status
from overeenkomstgen.kern.statusregel import Dossier
from overeenkomstgen.verwijzing import vak

REGELS = Factuurregels("P31-{jaar}-{volgnummer:03}", Decimal("0.21"), 30)
PERIODE = replace(periode(), factuur=REGELS)
ALKMAAR = replace(DEVENTER, naam="Alkmaar", cbs_code="GM0361", inwoners=110783)
COMPLETE = replace(
    PERIODE,
    stichting=replace(
        PERIODE.stichting, postcode="2595 AA", kvk_nummer="0", btw_nummer="NL0", iban="NL0"
    ),
)
"""The same with what the law asks of an invoice."""
ZWOLLE = replace(DEVENTER, naam="Zwolle", cbs_code="GM0193", inwoners=130668)
GEMEENTEN = (ALKMAAR, DEVENTER, ZWOLLE)
OVERSCHOT = Decimal("10000.01")
SURPLUS, DAY = vak("overschot"), vak("datum")


def entry(wat: Gebeurtenis, datum: date) -> Inschrijving:
    return Inschrijving("", "", wat, datum, nummer=1, moment=datetime(2023, 1, 1, tzinfo=UTC))


def signed(opgezegd_op: date | None = None) -> Stand:
    return Stand(
        entry(Gebeurtenis.ONDERTEKEND, date(2023, 2, 1)),
        entry(Gebeurtenis.OPGEZEGD, opgezegd_op) if opgezegd_op else None,
    )


def status(dossiers: dict[str, Dossier] | None = None, **standen: Stand) -> Status:
    """Return where everything stands; the municipalities are named by their codes."""
    return make_status(PERIODE, GEMEENTEN, standen, dossiers or {}, date(2026, 1, 2))


ALL_SIGNED = status(GM0150=signed(), GM0193=signed(), GM0361=signed())


def jaar(year: int, overschot: str | None = None, datum: date | None = None) -> Jaar:
    surplus = None if overschot is None else Decimal(overschot)
    return Jaar(PERIODE, year, datum or date(year, 1, 15), surplus)


def shown(faults: Iterable[Fault]) -> str:
    """Return the faults as they are printed, with ordinary spaces."""
    return "\n".join(map(str, faults)).replace("\N{NO-BREAK SPACE}", " ")


def told(found: Jaar, given: tuple[Factuur, ...] = (), vandaag: date | None = None) -> str:
    return shown(found.faults(ALL_SIGNED, given, vandaag or found.datum))


@pytest.mark.parametrize(
    ("stand", "years"),
    [
        pytest.param(Stand(), [], id="niet getekend"),
        pytest.param(signed(), [2023, 2024, 2025, 2026, 2027], id="getekend"),
        pytest.param(signed(date(2023, 8, 31)), [2023], id="opgezegd in 2023"),
        pytest.param(signed(date(2025, 8, 31)), [2023, 2024, 2025], id="op tijd"),
        pytest.param(signed(date(2025, 9, 1)), [2023, 2024, 2025, 2026], id="te laat"),
        pytest.param(signed(date(2027, 12, 1)), [2023, 2024, 2025, 2026, 2027], id="op het einde"),
    ],
)
def test_who_signed_pays_up_to_the_last_day(stand: Stand, years: list[int]) -> None:
    regel = status(GM0150=stand).per_code["GM0150"]
    assert [year for year in range(2022, 2029) if regel.betaalt(year)] == years


def test_who_joined_pays_from_the_year_of_joining() -> None:
    """The whole contribution of that year, also when it is nearly over."""
    joined = replace(DEVENTER, toetreding=date(2025, 12, 1))
    found = make_status(PERIODE, (joined,), {"GM0150": signed()}, {}, date(2026, 1, 2))
    years = [year for year in range(2022, 2029) if found.per_code["GM0150"].betaalt(year)]
    assert years == [2025, 2026, 2027]
    for year in (2023, 2024):
        assert jaar(year).nieuw(found, (joined,), ()) == []
    (factuur,) = jaar(2025, datum=date(2025, 12, 2)).nieuw(found, (joined,), ())
    assert factuur.bijdrage == Decimal("15216.90")


def invoices(overschot: str = "0", found: Status = ALL_SIGNED) -> tuple[Factuur, ...]:
    """Return the last invoices as they are given, the first time."""
    return tuple(REGELS.genummerd(jaar(2027, overschot).nieuw(found, GEMEENTEN, ()), ()))


def test_a_year_of_the_convenant_can_be_invoiced() -> None:
    assert [told(jaar(year)) for year in range(2023, 2028)] == [""] * 5


YEARS = "er is een bijdrage afgesproken voor 2023 tot en met 2027; kies een van die jaren"
BEFORE = f"; geef met {DAY} een dag vanaf 1 januari"
NOTICE = (
    "jaar 2026: tot 1 september 2025 kan een gemeente nog voor 2026 opzeggen; maak de facturen op "
    "of na die dag"
)


def test_a_year_waits_for_the_day_of_notice_of_the_settings() -> None:
    convenant = replace(PERIODE.convenant, opzeggen_voor=Opzegdag(1, 10))
    found = Jaar(replace(PERIODE, convenant=convenant), 2026, date(2026, 1, 2), None)
    assert told(found, vandaag=date(2025, 9, 30)) == NOTICE.replace("september", "oktober")
    assert told(found, vandaag=date(2025, 10, 1)) == ""


MISTYPED = "ligt meer dan een jaar vooruit; kijk of het jaartal goed is; een factuur is definitief"


@pytest.mark.parametrize(
    ("year", "datum", "vandaag", "message"),
    [
        # nothing is said of the day then: first the year must be right
        (2022, date(2020, 1, 1), None, f"jaar 2022: {YEARS}"),
        (2028, date(2020, 1, 1), None, f"jaar 2028: {YEARS}"),
        (
            *(2024, date(2023, 12, 31), None),
            f"factuurdatum: 31 december 2023 ligt voor 1 januari 2024{BEFORE} 2024",
        ),
        (2024, date(2024, 1, 1), None, ""),
        (2024, date(2025, 6, 1), None, ""),
        (2026, date(2026, 1, 2), date(2025, 8, 31), NOTICE),
        (2026, date(2026, 1, 2), date(2025, 9, 1), ""),
        (
            *(2026, date(2025, 3, 1), None),
            f"factuurdatum: 1 maart 2025 ligt voor 1 januari 2026{BEFORE} 2026\n{NOTICE}",
        ),
        (2025, date(2052, 1, 15), date(2025, 1, 15), f"factuurdatum: 15 januari 2052 {MISTYPED}"),
        (2025, date(2026, 12, 31), date(2025, 1, 15), ""),
    ],
)
def test_the_year_and_the_day(year: int, datum: date, vandaag: date | None, message: str) -> None:
    assert told(jaar(year, datum=datum), vandaag=vandaag) == message


NO_AMOUNT = "is geen bedrag om te verdelen; geef een bedrag boven nul, in hele centen"
LAST_YEAR = "een overschot wordt verrekend met de bijdrage over het laatste jaar"
TOO_HIGH = "het overschot is hoger dan alle bijdragen samen, € 51.434,55; kijk het bedrag na"
SHARED = "over 2027 is al een overschot van € 10.000,01 verrekend"
FINAL = "een factuur is definitief; verreken het verschil op een andere manier"


@pytest.mark.parametrize(
    ("year", "bedrag", "given", "message"),
    [
        *(
            (
                *(2027, bedrag, ()),
                f"{bedrag.replace('.', ',')} {NO_AMOUNT}",
            )
            for bedrag in ("0", "-0.01", "0.001", "10000.005")
        ),
        (
            *(2026, "100.00", ()),
            f"{LAST_YEAR}, 2027; laat het weg, of maak de facturen van 2027",
        ),
        (2027, "51434.55", (), ""),
        (2027, "51434.56", (), TOO_HIGH),
        (2027, "100.00", invoices(), ""),
        (
            *(2027, "10000.02", invoices("10000.01")),
            f"{SHARED}; {FINAL}",
        ),
        (2027, "10000.01", invoices("10000.01"), ""),
        (2027, None, invoices("10000.01"), ""),
    ],
)
def test_the_surplus(
    year: int, bedrag: str | None, given: tuple[Factuur, ...], message: str
) -> None:
    assert told(jaar(year, bedrag), given) == (f"{SURPLUS}: {message}" if message else "")


def test_who_gave_notice_does_not_count_in_that() -> None:
    found = status(GM0150=signed(), GM0193=signed(date(2025, 8, 15)), GM0361=signed())
    year = jaar(2027, "31834.36")
    assert shown(year.faults(found, (), date(2027, 1, 15))) == (
        f"{SURPLUS}: het overschot is hoger dan alle bijdragen samen, € 31.834,35; kijk het "
        "bedrag na"
    )
    assert not jaar(2027, "31834.35").faults(found, (), date(2027, 1, 15))


@pytest.mark.parametrize("notice", [False, True])
def test_a_surplus_when_nobody_pays(*, notice: bool) -> None:
    """That nobody signed is the reason; that all gave notice is not the same."""
    gone = signed(date(2025, 8, 15))
    found = status(GM0150=gone, GM0193=gone, GM0361=gone) if notice else status()
    first = "er heeft nog niemand getekend; leg eerst vast wie wel heeft getekend"
    none = "het overschot is hoger dan alle bijdragen samen, € 0,00; kijk het bedrag na"
    faults = jaar(2027, "100.00").faults(found, (), date(2027, 1, 15))
    assert shown(faults) == f"{SURPLUS}: {none if notice else first}"


def test_the_same_surplus_is_right_when_someone_came_later() -> None:
    one, two, three = invoices("10000.01")
    later = replace(three, overschot=Decimal(0), overschot_totaal=Decimal(0))
    assert told(jaar(2027, "10000.01"), (one, two, later)) == ""


def test_an_invoice_has_what_was_signed_for() -> None:
    """The table gives another number of inhabitants; what was signed counts."""
    dossiers = {"GM0150": Dossier(bedrag=Decimal("15000.00"))}
    found = status(dossiers, GM0150=signed(), GM0193=Stand())
    new = jaar(2024, datum=date(2024, 3, 1)).nieuw(found, GEMEENTEN, ())
    assert REGELS.genummerd(new, ()) == [
        replace(
            FACTUUR,
            nummer="P31-2024-001",
            jaar=2024,
            datum=date(2024, 3, 1),
            bijdrage=Decimal("15000.00"),
            overschot=Decimal(0),
            overschot_totaal=Decimal(0),
        ),
    ]


def test_a_surplus_is_shared_over_who_pays() -> None:
    assert [(f.gemeente, f.overschot, f.overschot_totaal) for f in invoices("10000.01")] == [
        ("Alkmaar", Decimal("3230.80"), OVERSCHOT),
        ("Deventer", Decimal("2958.50"), OVERSCHOT),
        ("Zwolle", Decimal("3810.71"), OVERSCHOT),
    ]
    found = status(GM0150=signed(), GM0193=signed(date(2025, 8, 15)), GM0361=signed())
    assert [(f.gemeente, f.overschot) for f in invoices("10000.01", found)] == [
        ("Alkmaar", Decimal("5219.98")),
        ("Deventer", Decimal("4780.03")),
    ]


def later(
    given: tuple[Factuur, ...],
    overschot: str | None = None,
    found: Status = ALL_SIGNED,
    genoemd: tuple[str, ...] = (),
) -> list[Factuur]:
    """Return what is given in June, after what was given, numbered."""
    new = jaar(2027, overschot, date(2027, 6, 1)).nieuw(found, GEMEENTEN, given, genoemd)
    return REGELS.genummerd(new, given)


@pytest.mark.parametrize("overschot", [None, "10000.01"])
def test_who_comes_later_gets_no_share(overschot: str | None) -> None:
    two = status(GM0150=signed(), GM0361=signed())
    (zwolle,) = later(invoices("10000.01", two), overschot)
    assert (zwolle.nummer, zwolle.gemeente, zwolle.datum) == (
        *("P31-2027-003", "Zwolle", date(2027, 6, 1)),
    )
    assert zwolle.overschot == zwolle.overschot_totaal == 0


def test_a_surplus_after_the_invoices_is_credited_to_each() -> None:
    """The shares are those of before; who has no invoice yet has hers taken off."""
    given = invoices("0", status(GM0150=signed(), GM0361=signed()))
    new = later(given, "10000.01")
    assert [(f.nummer, f.gemeente, f.credit_van, f.bedrag) for f in new] == [
        ("P31-2027-003", "Alkmaar", "P31-2027-001", Decimal("-3230.80")),
        ("P31-2027-004", "Deventer", "P31-2027-002", Decimal("-2958.50")),
        ("P31-2027-005", "Zwolle", "", Decimal("15789.49")),
    ]
    assert [(f.overschot, f.overschot_totaal) for f in new] == [
        (f.overschot, OVERSCHOT) for f in invoices("10000.01")
    ]
    every = (*given, *new)
    assert sum(f.bedrag for f in every) == sum(f.bedrag for f in invoices("10000.01"))
    assert sum(f.btw for f in every) == sum(f.btw for f in invoices("10000.01"))
    assert later(every, "10000.01") == []
    assert told(jaar(2027, "10000.01"), every) == ""
    assert told(jaar(2027, "10000.02"), every) == f"{SURPLUS}: {SHARED}; {FINAL}"


@given(st.integers(1, 5143455), st.sets(st.sampled_from(["GM0150", "GM0193", "GM0361"])))
def test_shares_add_up_whenever_a_surplus_comes(cents: int, before: set[str]) -> None:
    """Whoever was given an invoice by then; the amounts are the same as when all came at once."""
    overschot = Decimal(cents) / 100
    early = invoices("0", status({}, **dict.fromkeys(before, signed())))
    every = (*early, *later(early, str(overschot)))
    assert sum(f.overschot for f in every) == overschot
    at_once = {f.cbs_code: f.bedrag for f in invoices(str(overschot))}
    left = restanten(every).values()
    assert {rest.cbs_code: rest.bedrag for rest in left} == at_once
    assert all(rest.totaal >= 0 for rest in left)


def test_what_was_credited_whole_is_given_anew_only_by_name_with_its_share() -> None:
    given = invoices("10000.01")
    gone = replace(credit(given[1], "onjuist", date(2027, 2, 1)), nummer="P31-2027-004")
    assert later((*given, gone)) == []
    assert dict(jaar(2027).vervallen((*given, gone))) == {"GM0150": gone}
    (again,) = later((*given, gone), genoemd=("GM0150",))
    assert again == replace(given[1], nummer="P31-2027-005", datum=date(2027, 6, 1))
    assert later((*given, gone, again)) == later((*given, gone, again), genoemd=("GM0150",)) == []


def test_the_successor_pays_from_the_day_on_which_it_has_the_agreement() -> None:
    passed = Inschrijving(
        *("GM0150", "Deventer", Gebeurtenis.OVERGEDRAGEN, date(2027, 1, 1)),
        aan="GM0193",
        nummer=2,
        moment=datetime(2026, 12, 1, tzinfo=UTC),
    )
    standen = {"GM0150": replace(signed(), overdracht=passed), "GM0193": signed()}
    found = status({}, **standen)
    for day, payers in ((date(2026, 12, 31), ["", ""]), (date(2027, 1, 1), ["GM0193", ""])):
        new = Jaar(PERIODE, 2026, day, None, standen).nieuw(found, GEMEENTEN, ())
        assert [(f.cbs_code, f.betaler) for f in new] == [
            *zip(["GM0150", "GM0193"], payers, strict=True)
        ]


def test_without_anyone_who_pays_there_is_nothing_to_share() -> None:
    assert invoices("10000.01", status()) == ()


def refusal(
    new: Iterable[Factuur], every: Iterable[Factuur] = (), periode: Periode = COMPLETE
) -> str:
    found = Jaar(periode, 2027, date(2027, 1, 15))
    return shown(found.weigering([*new], [*every], GEMEENTEN))


def test_days_rise_within_a_series_and_not_between_two() -> None:
    given = [replace(FACTUUR, nummer="P31-2027-001", datum=date(2027, 1, 16))]
    assert refusal(invoices()[1:], given) == (
        "factuurdatum: 15 januari 2027 ligt voor 16 januari 2027, de dag van factuur P31-2027-001; "
        f"geef met {DAY} een dag vanaf 16 januari 2027"
    )
    assert refusal(invoices()[1:], [replace(given[0], nummer="P31-2026-001")]) == ""
    assert refusal(invoices()[1:], [replace(given[0], datum=date(2027, 1, 15))]) == ""


def test_a_share_is_never_more_than_is_left_of_the_invoice() -> None:
    given = invoices()[:1]
    part = replace(credit(given[0], "korting", date(2027, 1, 15), Decimal(15000)), nummer="x")
    new = jaar(2027, "10000.01").nieuw(ALL_SIGNED, GEMEENTEN, (*given, part))
    assert refusal(REGELS.genummerd(new, given), (*given, part)) == (
        "Alkmaar: van factuur P31-2027-001 is nog € 1.617,45 over; dat is minder dan € 3.230,80"
    )


def test_what_deserves_a_look() -> None:
    old = replace(PERIODE, factuur=replace(REGELS, nummer="P31-{jaar}-{cbs_code}"))
    day = date(2027, 1, 15)
    by_law = (
        "De wet vraagt factuurnummers die doorlopen (artikel 35a van de Wet op de "
        "omzetbelasting). Schrijf daarvoor in convenant.toml, [factuur]: nummer = "
        '"P31-{jaar}-{volgnummer:03}".'
    )
    assert [*remarks(Jaar(old, 2027, day), invoices(), day)] == [by_law]
    early = Jaar(PERIODE, 2027, day)
    assert [*remarks(early, invoices(), date(2027, 1, 22))] == []
    assert [*remarks(early, invoices(), date(2027, 1, 23))] == [
        "De factuurdatum, 15 januari 2027, ligt 8 dagen voor vandaag."
    ]
    assert [*remarks(Jaar(old, 2027, day), (), date(2027, 6, 1))] == []


GIVEN = invoices()[1]


@pytest.mark.parametrize(
    ("now", "what", "before", "after"),
    [
        ({"gemeente": "Deventer-Oost"}, "gemeente", "Deventer", "Deventer-Oost"),
        ({"inwoners": 101447}, "aantal inwoners", "101.446", "101.447"),
        ({"tarief": Decimal("0.1525")}, "tarief", "€ 0,15", "€ 0,1525"),
        ({"peildatum": date(2023, 1, 1)}, "peildatum", "1 januari 2022", "1 januari 2023"),
        ({"bijdrage": Decimal("15217.05")}, "bijdrage", "€ 15.216,90", "€ 15.217,05"),
        ({"btw_tarief": Decimal("0.095")}, "tarief van de btw", "21 %", "9,5 %"),
        ({"termijn": 14}, "termijn van betaling", "30 dagen", "14 dagen"),
    ],
)
def test_what_would_be_different_now_is_told(
    now: dict[str, object], what: str, before: str, after: str
) -> None:
    (found,) = changes(GIVEN, replace(GIVEN, **now))  # type: ignore[arg-type] # one of its attributes
    sentence = f"{what}: op de factuur {before}, volgens de gegevens van nu {after}"
    assert found.replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_what_is_the_same_is_not_told() -> None:
    assert changes(GIVEN, GIVEN) == ()
    assert changes(GIVEN, replace(GIVEN, datum=date(2027, 6, 1))) == ()


def test_everything_that_is_different_is_told() -> None:
    now = replace(GIVEN, inwoners=1, termijn=14, btw_tarief=Decimal("0.1"))
    assert [sentence.partition(":")[0] for sentence in changes(GIVEN, now)] == [
        "aantal inwoners",
        "tarief van de btw",
        "termijn van betaling",
    ]

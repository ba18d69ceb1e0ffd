"""What a document is about, and the values that follow from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.values import DEVENTER, periode
from overeenkomstgen.kern.convenant import jaarbedrag
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol, Voor
from overeenkomstgen.kern.euro import parse_euro
from overeenkomstgen.kern.factuur import Factuur
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Stand
from overeenkomstgen.kern.status import Status, make_status
from overeenkomstgen.kern.statusregel import Dossier
from overeenkomstgen.velden.factuurvelden import CREDIT
from overeenkomstgen.velden.onderwerp import Bijdragejaar, Onderwerp
from overeenkomstgen.velden.veld import Invulregel
from overeenkomstgen.velden.velden import VELDEN, merge_values, names, velden_of

ALMELO = replace(DEVENTER, naam="Almelo", cbs_code="GM0141", inwoners=73155, rij=3)
BRIEF = Documentsoort(
    "Brief", "Brieven", "b.docx", "b-{gemeente}", (1, 1), kenmerk="{jaar}/{cbs_code}"
)
FACTUUR = Documentsoort(
    *("Factuur", "Facturen", "f.docx", "f-{jaar}-{gemeente}", (1, 1)),
    per=Per.JAAR,
    rol=Rol.FACTUUR,
    voor=Voor.GETEKEND,
)


def status(*events: tuple[Gebeurtenis, date], op: date = date(2025, 9, 1)) -> Status:
    found = {
        event: Inschrijving(
            "GM0150",
            "Deventer",
            event,
            day,
            "A. Ander",
            nummer=1,
            moment=datetime(2023, 1, 1, tzinfo=UTC),
        )
        for event, day in events
    }
    stand = Stand(found.get(Gebeurtenis.ONDERTEKEND), found.get(Gebeurtenis.OPGEZEGD))
    dossiers = {"GM0150": Dossier(bedrag=Decimal("15000.00"))}
    return make_status(periode(), (DEVENTER, ALMELO), {"GM0150": stand}, dossiers, op)


def letter(found: Status, soort: Documentsoort = BRIEF) -> Onderwerp:
    return Onderwerp(periode(), found, soort, DEVENTER)


def factuur(jaar: int) -> Factuur:
    return Factuur(
        nummer=f"P31-{jaar}-GM0150",
        cbs_code="GM0150",
        gemeente="Deventer",
        jaar=jaar,
        datum=date(jaar, 2, 1),
        inwoners=101446,
        tarief=Decimal("0.15"),
        peildatum=date(2022, 1, 1),
        bijdrage=Decimal("15216.90"),
        overschot=Decimal("16.90"),
        overschot_totaal=Decimal("500.00"),
        btw_tarief=Decimal("0.21"),
        termijn=30,
    )


SIGNED = (Gebeurtenis.ONDERTEKEND, date(2023, 1, 10))
NOTICE = (Gebeurtenis.OPGEZEGD, date(2025, 9, 2))


def test_the_comparison_with_the_period_before_is_that_of_the_facts() -> None:
    values = merge_values(letter(status()))["bijdrage"]
    assert values["jaarbedrag"] == Decimal("15216.90")
    assert values["vorig_jaarbedrag"] == Decimal("13187.98")
    assert values["verhoging"] == Decimal("2028.92")
    assert values["looptijd"] == Decimal("76084.50")
    assert values["verhoging_tarief"] == Decimal("0.02")
    assert values["stijging"] == Decimal("0.02") / Decimal("0.13")


def test_without_a_former_tariff_there_is_no_comparison() -> None:
    found = periode()
    bijdrage = replace(found.bijdrage, vorig_tarief=None)
    subject = replace(letter(status()), periode=replace(found, bijdrage=bijdrage))
    values = merge_values(subject)["bijdrage"]
    for name in ("vorig_tarief", "vorig_jaarbedrag", "verhoging", "verhoging_tarief", "stijging"):
        assert isinstance(values[name], Invulregel), name


@given(
    vorige=st.integers(1, 2_000_000),
    tarief=st.decimals("0.0001", "9", places=4),
    nu=st.integers(1, 2_000_000),
)
def test_what_was_paid_before_is_inhabitants_times_tariff_of_then(
    vorige: int, tarief: Decimal, nu: int
) -> None:
    """Rounded as every amount is; what changes, and that, are what is paid now."""
    found = periode()
    bijdrage = replace(found.bijdrage, vorig_tarief=tarief)
    who = replace(DEVENTER, inwoners=nu, vorige_inwoners=vorige)
    subject = Onderwerp(
        replace(found, bijdrage=bijdrage),
        make_status(found, (who,), {}, {}, date(2023, 2, 1)),
        BRIEF,
        who,
    )
    values = merge_values(subject)["bijdrage"]
    assert values["vorige_periode"] == jaarbedrag(vorige, tarief)
    amount, _, richting = values["wijziging"].replace("\xa0", " ").rpartition(" ")
    more = {"meer": 1, "minder": -1}.get(richting, 0) * parse_euro(amount or "0")
    assert values["vorige_periode"] + more == values["jaarbedrag"]


@pytest.mark.parametrize("missing", ["gemeente.vorige_inwoners", "bijdrage.vorig_tarief"])
def test_what_was_paid_before_tells_just_what_is_not_known_for_it(missing: str) -> None:
    found, who = periode(), replace(DEVENTER, vorige_inwoners=99653)
    if missing.startswith("gemeente"):
        who = DEVENTER
    else:
        found = replace(found, bijdrage=replace(found.bijdrage, vorig_tarief=None))
    values = merge_values(replace(letter(status()), periode=found, gemeente=who))["bijdrage"]
    for name in ("vorige_periode", "wijziging"):
        assert values[name].velden == (missing,)


@pytest.mark.parametrize(
    ("vorige", "toetreding", "nieuw"),
    [
        (None, None, False),  # not known
        (None, date(2025, 7, 1), True),
        (0, None, True),
        (99653, date(2025, 7, 1), False),
    ],
)
def test_who_took_no_part_in_the_period_before(
    vorige: int | None, toetreding: date | None, *, nieuw: bool
) -> None:
    who = replace(DEVENTER, vorige_inwoners=vorige, toetreding=toetreding)
    about = replace(letter(status()), gemeente=who)
    assert merge_values(about)["gemeente"]["nieuw"] is nieuw


def test_a_letter_tells_the_amount_that_was_signed_for_and_the_agreement_that_of_the_table() -> (
    None
):
    signed = status(SIGNED)
    assert letter(signed).jaarbedrag == Decimal("15000.00")
    agreement = replace(BRIEF, rol=Rol.OVEREENKOMST)
    assert letter(signed, agreement).jaarbedrag == Decimal("15216.90")


def test_what_the_register_says() -> None:
    values = merge_values(letter(status(SIGNED, NOTICE)))
    assert values["ondertekend"] == {
        "op": date(2023, 1, 10),
        "door": "A. Ander",
        "voluit": "op 10 januari 2023 door A. Ander",
    }
    assert values["opgezegd"]["op"] == date(2025, 9, 2)
    assert values["opgezegd"]["laatste_dag"] == date(2026, 12, 31)
    nothing = merge_values(letter(status()))
    assert isinstance(nothing["ondertekend"]["op"], Invulregel)
    assert isinstance(nothing["ondertekend"]["door"], Invulregel)
    assert nothing["opgezegd"]["jaren"] == ()
    assert nothing["opgezegd"]["nog_te_factureren"] == 0


def test_what_is_still_due_after_notice() -> None:
    subject = replace(letter(status(SIGNED, NOTICE)), facturen=(factuur(2024), factuur(2025)))
    assert subject.bijdragejaren == (
        Bijdragejaar(2023, Decimal("15000.00")),  # forgotten so far
        Bijdragejaar(2025, Decimal("15200.00"), "P31-2025-GM0150", date(2025, 2, 1)),
        Bijdragejaar(2026, Decimal("15000.00")),
    )
    assert subject.nog_te_factureren == Decimal("30000.00")


def test_the_days_of_the_year_on_which_the_agreement_holds() -> None:
    for jaar, begin, einde in (
        (2023, date(2023, 3, 1), date(2023, 12, 31)),
        (2024, date(2024, 1, 1), date(2024, 12, 31)),
        (2027, date(2027, 1, 1), date(2027, 12, 31)),
    ):
        values = merge_values(replace(letter(status(), replace(BRIEF, per=Per.JAAR)), jaar=jaar))
        assert (values["jaar_begin"], values["jaar_einde"]) == (begin, einde)
    assert (letter(status()).jaar_begin, letter(status()).jaar_einde) == (None, None)


@pytest.mark.parametrize(
    ("jaar", "op", "einde"),
    [
        (2025, None, date(2025, 6, 30)),
        (2025, date(2025, 5, 1), date(2025, 6, 30)),
        (2025, date(2025, 4, 30), date(2025, 12, 31)),  # nobody knew of the end yet
        (2026, date(2025, 12, 1), date(2026, 12, 31)),  # an invoice that is not due
    ],
)
def test_the_last_day_of_an_agreement_that_both_parties_ended(
    jaar: int, op: date | None, einde: date
) -> None:
    """An invoice tells what was recorded by its day; a credit what its invoice told."""
    moment = datetime(2025, 5, 1, 12, tzinfo=UTC)
    entry = ("GM0150", "Deventer", Gebeurtenis.BEEINDIGD, date(2025, 6, 30))
    stand = Stand(beeindiging=Inschrijving(*entry, nummer=2, moment=moment))
    standen = {"GM0150": stand}
    found = make_status(periode(), (DEVENTER,), standen, {"GM0150": Dossier()}, date(2026, 1, 1))
    subject = replace(letter(found), jaar=jaar)
    if op is None:
        assert subject.jaar_einde == einde
        return
    first = replace(factuur(jaar), datum=op)
    assert replace(subject, factuur=first).jaar_einde == einde
    credit = replace(first, nummer="C", credit_van=first.nummer, datum=date(2026, 1, 1))
    assert replace(subject, factuur=credit, facturen=(first, credit)).jaar_einde == einde


def test_notice_before_the_term_begins_asks_for_no_year_before_it() -> None:
    found = status(
        (Gebeurtenis.ONDERTEKEND, date(2022, 12, 20)), (Gebeurtenis.OPGEZEGD, date(2022, 12, 24))
    )
    assert [jaar.jaar for jaar in letter(found).bijdragejaren] == [2023]


def test_the_day_and_the_reference() -> None:
    assert letter(status()).datum == date(2025, 9, 1)
    assert letter(status()).kenmerk == "2025/GM0150"
    fixed = replace(BRIEF, datum=date(2022, 12, 21))
    assert letter(status(), fixed).datum == date(2022, 12, 21)
    assert letter(status(), fixed).kenmerk == "2022/GM0150"
    invoice = replace(
        letter(status(), replace(FACTUUR, kenmerk="{jaar}")), jaar=2024, factuur=factuur(2024)
    )
    assert (invoice.datum, invoice.kenmerk) == (date(2024, 2, 1), "2024")
    assert isinstance(
        merge_values(letter(status(), replace(BRIEF, kenmerk="")))["document"]["kenmerk"],
        Invulregel,
    )


def test_the_days_around_the_deadline() -> None:
    for op, late, left in (
        (date(2023, 2, 27), 0, 2),
        (date(2023, 3, 1), 0, 0),
        (date(2023, 3, 2), 1, 0),
    ):
        values = merge_values(letter(status(op=op)))["stand"]
        assert (values["dagen_te_laat"], values["dagen_te_gaan"]) == (late, left)


def test_a_period_without_a_deadline_has_no_days() -> None:
    found = replace(status(), retour_voor=None)
    assert (found.dagen_te_laat, found.dagen_te_gaan) == (0, 0)


def test_the_members() -> None:
    values = merge_values(
        replace(letter(status()), gemeente=None, soort=replace(BRIEF, per=Per.CONVENANT))
    )
    assert [(lid.nummer, lid.gemeente, lid.inwoners) for lid in values["leden"]] == [
        (1, "Almelo", 73155),
        (2, "Deventer", 101446),
    ]
    assert values["stand"]["inwoners"] == 174601


def test_each_documentsoort_has_its_own_fields() -> None:
    for_all = replace(BRIEF, per=Per.CONVENANT)
    yearly = replace(BRIEF, per=Per.JAAR)
    assert names(for_all) < names(BRIEF) < names(yearly) < names(FACTUUR)
    assert names(replace(FACTUUR, rol=Rol.CREDITFACTUUR)) == {veld.naam for veld in VELDEN}
    assert names(FACTUUR) == {veld.naam for veld in (*VELDEN,) if veld not in CREDIT}
    assert names(yearly) - names(BRIEF) == {"jaar", "jaar_begin", "jaar_einde"}
    own = names(FACTUUR) - names(yearly)
    assert {name.partition(".")[0] for name in own} == {"factuur", "betaler"}


def test_every_field_of_an_invoice_has_a_value() -> None:
    subject = replace(letter(status(SIGNED, NOTICE), FACTUUR), jaar=2024, factuur=factuur(2024))
    values = merge_values(subject)
    for veld in velden_of(FACTUUR):
        table = values
        for step in veld.naam.split("."):
            table = table[step]
    assert values["factuur"]["bedrag"] == Decimal("15200.00")
    assert values["factuur"]["btw"] == Decimal("3192.00")
    assert values["factuur"]["totaal"] == Decimal("18392.00")
    assert values["factuur"]["vervaldatum"] == date(2024, 3, 2)
    assert values["jaar"] == 2024

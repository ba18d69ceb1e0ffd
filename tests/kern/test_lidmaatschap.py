"""From joining to leaving: from when and until when an agreement holds, and who has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from hulp.values import DEVENTER, periode
from overeenkomstgen.kern.documentsoort import Documentsoort, Rol, Voor
from overeenkomstgen.kern.register import STICHTING, Gebeurtenis, Inschrijving, present_states
from overeenkomstgen.kern.status import Deelnemer, Status, make_status
from overeenkomstgen.kern.statusregel import Statusregel, Toestand
from overeenkomstgen.uitgifte.overzicht import render_overzicht
from overeenkomstgen.werkmap.werkmap import Werkmap, read_gemeenten

GEMEENTEN = read_gemeenten(Werkmap(Path(__file__).parents[2]), periode())[0]
CODES = {gemeente.naam: gemeente.cbs_code for gemeente in GEMEENTEN} | {"Nieuwstad": "GM1999"}
NIEUWSTAD = replace(DEVENTER, naam="Nieuwstad", cbs_code="GM1999", inwoners=50000)
GETEKEND = date(2023, 1, 10)
LATER = date(2026, 6, 1)
TEKENT, ZEGT_OP, EINDIGT, GAAT_OVER, VERLENGT, TEKENT_MEE = (
    *(Gebeurtenis.ONDERTEKEND, Gebeurtenis.OPGEZEGD, Gebeurtenis.BEEINDIGD),
    *(Gebeurtenis.OVERGEDRAGEN, Gebeurtenis.VERLENGD, Gebeurtenis.MEDEONDERTEKEND),
)
Feit = tuple[str, Gebeurtenis, date] | tuple[str, Gebeurtenis, date, str]


def register(*feiten: Feit) -> list[Inschrijving]:
    """Return a register: who, what, which day, and to whom it passed or by whom it was done."""
    return [
        Inschrijving(
            *(CODES.get(naam, ""), naam, wat, dag),
            aan=CODES[ander[0]] if ander and wat is GAAT_OVER else "",
            door=ander[0] if ander and wat is ZEGT_OP else "",
            nummer=nummer,
            moment=datetime(2023, 1, 1, tzinfo=UTC) + timedelta(days=nummer),
        )
        for nummer, (naam, wat, dag, *ander) in enumerate(feiten, 1)
    ]


def status(op: date, *feiten: Feit, gemeenten: object = GEMEENTEN) -> Status:
    return make_status(periode(), gemeenten, present_states(register(*feiten)), {}, op)  # type: ignore[arg-type]


def regel(op: date, *feiten: Feit, naam: str = "Deventer") -> Statusregel:
    return status(op, *feiten).per_code[CODES[naam]]


def signed(*namen: str) -> list[Feit]:
    return [(naam, TEKENT, GETEKEND) for naam in namen]


def test_on_the_first_of_february_2027_counts_what_will_be_invoiced() -> None:
    """Zwolle ended a year ago, Almelo and Deventer a month ago; Helmond's notice still runs.

    The sum of all 41 is € 784.643,10 (a column of the table, times 0,15, in a spreadsheet); of
    it go Zwolle's 130.668, Almelo's 73.155 and Deventer's 101.446 times 0,15.
    """
    found = status(
        date(2027, 2, 1),
        *signed(*(gemeente.naam for gemeente in GEMEENTEN)),
        ("Zwolle", ZEGT_OP, date(2025, 8, 1)),
        ("Almelo", ZEGT_OP, date(2026, 8, 31)),
        ("Deventer", ZEGT_OP, date(2026, 3, 2)),
        ("Helmond", ZEGT_OP, date(2027, 1, 15)),
    )
    assert found.bedrag() == Decimal("738852.75")
    page = render_overzicht(periode(), found, Path("uitvoer"))
    assert "41</strong> van de 41 gemeenten hebben ondertekend; opgezegd, geldt nog: 1; " in page
    samen = '<tr><th scope="row">Samen</th><td class="getal">41</td><td class="getal">'
    assert f"{samen}\N{EURO SIGN}\N{NO-BREAK SPACE}738.852,75</td></tr>" in page
    assert found.aantallen == {
        Toestand.ONDERTEKEND: 37,
        Toestand.OPGEZEGD: 1,
        Toestand.GEEINDIGD: 3,
    }
    assert (found.aantal_getekend, found.deelname) == (41, "38 nemen deel, 3 zijn geëindigd")
    assert [d.gemeente for d in found.geeindigd] == ["Almelo", "Deventer", "Zwolle"]
    assert [d.nummer for d in found.deelnemend] == list(range(1, 39))
    assert found.ontbrekend == ()


@pytest.mark.parametrize(
    ("feiten", "op", "toestand", "laatste"),
    [
        ([], date(2027, 12, 31), Toestand.ONDERTEKEND, None),
        ([], date(2028, 1, 1), Toestand.GEEINDIGD, None),
        ([("Deventer", ZEGT_OP, date(2025, 8, 31))], date(2025, 12, 31), Toestand.OPGEZEGD, 2025),
        ([("Deventer", ZEGT_OP, date(2025, 8, 31))], date(2026, 1, 1), Toestand.GEEINDIGD, 2025),
        ([("Deventer", ZEGT_OP, date(2025, 9, 1))], date(2026, 1, 1), Toestand.OPGEZEGD, 2026),
        ([("Deventer", EINDIGT, date(2025, 12, 31))], LATER, Toestand.GEEINDIGD, 2025),
        ([("Deventer", EINDIGT, date(2026, 12, 31))], LATER, Toestand.BEEINDIGD, 2026),
        (
            [("Deventer", ZEGT_OP, date(2025, 9, 1)), ("Deventer", EINDIGT, date(2025, 12, 31))],
            *(LATER, Toestand.GEEINDIGD, 2025),
        ),
        (
            [("Deventer", EINDIGT, date(2026, 12, 31)), ("Deventer", ZEGT_OP, date(2025, 2, 1))],
            *(date(2025, 6, 1), Toestand.BEEINDIGD, 2025),
        ),
    ],
)
def test_an_agreement_has_ended_after_its_last_day(
    feiten: list[Feit], op: date, toestand: Toestand, laatste: int | None
) -> None:
    found = regel(op, *signed("Deventer"), *feiten)
    last = date(laatste, 12, 31) if laatste else None
    assert (found.toestand, found.laatste_dag) == (toestand, last)
    assert found.einde == last or found.einde == date(2027, 12, 31)


def test_what_the_foundation_is_still_to_sign_and_what_has_no_scan() -> None:
    """Before the municipality or after it; nothing is asked of what has ended."""
    feiten = (
        *signed("Almelo", "Deventer", "Ede", "Zwolle"),
        ("Zwolle", ZEGT_OP, date(2025, 8, 1)),
        ("Almelo", TEKENT_MEE, date(2022, 12, 20)),
    )
    found = status(LATER, *feiten)
    assert found.deelnemend == status(LATER, *feiten[:-1]).deelnemend
    assert found.per_code[CODES["Almelo"]].medeondertekend_op == date(2022, 12, 20)
    assert [r.gemeente for r in found.mede_te_ondertekenen] == ["Deventer", "Ede"]
    assert [r.gemeente for r in found.zonder_scan] == ["Almelo", "Deventer", "Ede"]
    entries = register(*feiten)
    entries[1], entries[5] = (replace(entries[n], bestand=f"{n}.pdf") for n in (1, 5))
    entries[0] = replace(entries[0], bestand="0.pdf")
    filed = make_status(periode(), GEMEENTEN, present_states(entries), {}, LATER)
    assert [r.gemeente for r in filed.zonder_scan] == ["Ede"]
    assert [filed.per_code[CODES[each]].scan for each in ("Almelo", "Deventer")] == [
        *("5.pdf", "1.pdf")
    ]


def test_who_joins_starts_on_that_day_and_is_one_more_member_from_then_on() -> None:
    joined = replace(NIEUWSTAD, toetreding=date(2025, 7, 1))
    found = status(date(2025, 6, 30), gemeenten=[*GEMEENTEN, joined])
    assert (found.leden_op(found.op), found.leden_op(date(2025, 7, 1)), found.leden) == (41, 42, 42)
    assert found.per_code["GM1999"].eerste_dag == date(2025, 7, 1)
    assert found.per_code["GM0150"].eerste_dag == date(2023, 3, 1)


def test_an_agreement_goes_on_with_a_member_that_gets_the_territory() -> None:
    feiten = (*signed("Almelo", "Hengelo"), ("Hengelo", GAAT_OVER, date(2026, 1, 1), "Almelo"))
    before, after = status(date(2025, 12, 31), *feiten), status(date(2026, 1, 1), *feiten)
    assert before.deelnemend == (
        Deelnemer(1, "Almelo", GETEKEND, None, date(2027, 12, 31)),
        Deelnemer(2, "Hengelo", GETEKEND, None, date(2027, 12, 31)),
    )
    assert after.deelnemend == (
        Deelnemer(1, "Almelo", GETEKEND, None, date(2027, 12, 31)),
        Deelnemer(1, "Almelo, opvolger van Hengelo", GETEKEND, None, date(2027, 12, 31)),
    )
    assert (before.leden, before.deelname) == (41, "2 nemen deel")
    assert (before.aantal_getekend, after.aantal_getekend) == (2, 1)
    assert (after.leden, after.deelname) == (40, "1 neemt deel")
    assert before.bedrag() == after.bedrag()
    assert (before.per_code["GM0164"].opvolger, before.per_code["GM0164"].houder) == (
        "GM0141",
        "GM0164",
    )
    assert after.per_code["GM0164"].houder == "GM0141"


def test_a_new_municipality_that_gets_one_has_nothing_to_sign() -> None:
    new = replace(NIEUWSTAD, toetreding=date(2026, 1, 1))
    feiten = (
        *signed("Almelo", "Hengelo"),
        ("Hengelo", GAAT_OVER, date(2026, 1, 1), "Nieuwstad"),
        ("Almelo", GAAT_OVER, date(2026, 1, 1), "Hengelo"),
    )
    found = status(date(2026, 1, 1), *feiten, gemeenten=[*GEMEENTEN, new])
    assert found.per_code["GM1999"].toestand is Toestand.OPVOLGER
    assert "Nieuwstad" not in [regel.gemeente for regel in found.ontbrekend]
    assert [d.gemeente for d in found.deelnemend] == [
        "Nieuwstad, opvolger van Almelo",
        "Nieuwstad, opvolger van Hengelo",
    ]
    assert (found.leden, found.deelname) == (40, "1 neemt deel")
    assert found.bedrag() == status(date(2026, 1, 1)).bedrag()


def test_a_member_is_asked_to_sign_until_it_gets_an_agreement_of_another() -> None:
    """A new municipality, which begins on that day, is not asked to sign at all."""
    feiten = (*signed("Hengelo"), ("Hengelo", GAAT_OVER, date(2026, 1, 1), "Almelo"))
    assert regel(date(2025, 12, 31), *feiten, naam="Almelo").toestand is Toestand.NIET_GEMAAKT
    assert "Almelo" in [r.gemeente for r in status(date(2025, 12, 31), *feiten).ontbrekend]
    assert regel(date(2026, 1, 1), *feiten, naam="Almelo").toestand is Toestand.OPVOLGER
    new = replace(NIEUWSTAD, toetreding=date(2026, 1, 1))
    found = status(
        date(2025, 6, 1),
        *signed("Hengelo"),
        ("Hengelo", GAAT_OVER, date(2026, 1, 1), "Nieuwstad"),
        gemeenten=[*GEMEENTEN, new],
    )
    assert found.per_code["GM1999"].toestand is Toestand.OPVOLGER


SOORTEN = {
    "alle": (Voor.ALLE, Rol.GEEN),
    "overeenkomst": (Voor.ALLE, Rol.OVEREENKOMST),
    "getekend": (Voor.GETEKEND, Rol.GEEN),
    "factuur": (Voor.GETEKEND, Rol.FACTUUR),
    "niet getekend": (Voor.NIET_GETEKEND, Rol.GEEN),
    "opgezegd": (Voor.OPGEZEGD, Rol.GEEN),
    "door stichting": (Voor.OPGEZEGD_DOOR_STICHTING, Rol.GEEN),
    "beëindigd": (Voor.BEEINDIGD, Rol.GEEN),
    "overgedragen": (Voor.OVERGEDRAGEN, Rol.GEEN),
    "verlengd": (Voor.VERLENGD, Rol.GEEN),
}


@pytest.mark.parametrize(
    ("feiten", "op", "gets"),
    [
        ([], LATER, "alle, overeenkomst, niet getekend"),
        (signed("Deventer"), LATER, "alle, overeenkomst, getekend, factuur"),
        (
            [*signed("Deventer"), ("Deventer", ZEGT_OP, date(2026, 5, 1))],
            *(LATER, "alle, overeenkomst, getekend, factuur, opgezegd"),
        ),
        (
            [*signed("Deventer"), ("Deventer", ZEGT_OP, date(2025, 5, 1), STICHTING)],
            *(LATER, "overeenkomst, factuur, door stichting"),
        ),
        (
            [*signed("Deventer"), ("Deventer", EINDIGT, date(2025, 12, 31))],
            *(LATER, "overeenkomst, factuur, beëindigd"),
        ),
        (
            [*signed("Deventer"), ("Deventer", GAAT_OVER, date(2026, 1, 1), "Almelo")],
            *(LATER, "overeenkomst, getekend, factuur, overgedragen"),
        ),
        (
            [*signed("Deventer"), ("", VERLENGT, date(2028, 2, 29))],
            *(LATER, "alle, overeenkomst, getekend, factuur, verlengd"),
        ),
        (
            [("", VERLENGT, date(2028, 2, 29)), *signed("Deventer")],
            *(LATER, "alle, overeenkomst, getekend, factuur"),
        ),
        (
            [*signed("Almelo"), ("Almelo", GAAT_OVER, date(2026, 7, 1), "Deventer")],
            *(date(2026, 7, 1), ""),
        ),
        (
            [*signed("Almelo"), ("Almelo", GAAT_OVER, date(2026, 7, 1), "Deventer")],
            *(LATER, "alle, overeenkomst, niet getekend"),
        ),
    ],
)
def test_who_has_ended_or_passed_gets_no_letters_to_members(
    feiten: list[Feit], op: date, gets: str
) -> None:
    found = regel(op, *feiten)
    soorten = {
        naam: Documentsoort("B", "B", "b.docx", "b-{gemeente}", (1, 1), voor=voor, rol=rol)
        for naam, (voor, rol) in SOORTEN.items()
    }
    assert ", ".join(naam for naam, soort in soorten.items() if found.gets(soort)) == gets


@pytest.mark.parametrize(
    ("feiten", "einde"),
    [
        pytest.param(signed("Deventer"), date(2027, 12, 31), id="before"),
        pytest.param(
            [*signed("Deventer"), ("", VERLENGT, date(2028, 2, 29))],
            date(2028, 2, 29),
            id="goes on",
        ),
        pytest.param(
            [("", VERLENGT, date(2028, 2, 29)), *signed("Deventer")], date(2028, 2, 29), id="new"
        ),
        pytest.param(
            [
                *signed("Deventer"),
                ("", VERLENGT, date(2028, 2, 29)),
                ("", VERLENGT, date(2028, 6, 30)),
            ],
            date(2028, 6, 30),
            id="twice",
        ),
        pytest.param(
            [
                *signed("Deventer"),
                ("Deventer", ZEGT_OP, date(2027, 9, 15)),
                ("", VERLENGT, date(2028, 2, 29)),
            ],
            date(2027, 12, 31),
            id="the letter about the notice told 31 December",
        ),
        pytest.param(
            [
                *signed("Deventer"),
                ("", VERLENGT, date(2028, 2, 29)),
                ("Deventer", ZEGT_OP, date(2027, 9, 15)),
            ],
            date(2028, 2, 29),
            id="notice too late for 2028",
        ),
    ],
)
def test_an_extension_is_for_who_had_no_end_yet(feiten: list[Feit], einde: date) -> None:
    assert regel(LATER, *feiten).einde == einde


def test_an_extension_changes_nothing_of_what_was_agreed_for_the_years() -> None:
    signed_for = periode().convenant
    extended = replace(signed_for, tot=date(2028, 2, 29))
    assert (extended.laatste_dag, extended.einde) == (date(2028, 2, 29), date(2027, 12, 31))
    assert (extended.jaren, extended.periode) == (5, "2023 t/m 2027")
    assert replace(extended, tot=None) == signed_for

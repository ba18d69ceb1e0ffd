"""The rules of the register: every objection, with its full message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hulp.values import DEVENTER, periode
from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Stand
from overeenkomstgen.kern.statusregel import Dossier
from overeenkomstgen.register.regels import Zaak, refuse_correction, refuse_notice, refuse_signature
from overeenkomstgen.verwijzing import actie, vak

VANDAAG = date(2023, 6, 1)
GEMAAKT = Dossier((), ("a.docx", "a.pdf"))
ONDERTEKEND, OPGEZEGD = Gebeurtenis.ONDERTEKEND, Gebeurtenis.OPGEZEGD


def entry(gebeurtenis: Gebeurtenis, datum: date) -> Inschrijving:
    moment = datetime(2023, 6, 1, tzinfo=UTC)
    return Inschrijving(
        "GM0150", "Deventer", gebeurtenis, datum, "R.C. König", nummer=1, moment=moment
    )


SIGNED = Stand(ondertekening=entry(ONDERTEKEND, date(2023, 1, 10)))
NOTICE = replace(SIGNED, opzegging=entry(OPGEZEGD, date(2023, 5, 1)))


def zaak(stand: Stand = SIGNED, vandaag: date = VANDAAG) -> Zaak:
    return Zaak(periode().convenant, DEVENTER, stand, vandaag)


VERGISSING = f"is dat een vergissing, verbeter die dan met: {actie('corrigeer')}"
MAAK = f"met: {actie('genereer', 'Deventer')}"
KIJK = f"kijk op het papier en geef de juiste dag met {vak('op')}"
TOEKOMST = f"2 juni 2023 ligt in de toekomst; het is vandaag 1 juni 2023; {KIJK}"
LEG_VAST = f"leg eerst de ondertekening vast met: {actie('onderteken')}"
WAT_WEL = f"kijk wat er wel is vastgelegd met: {actie('status')}"
EERST = "deze gemeente heeft opgezegd, op 1 mei 2023; verbeter eerst de opzegging"


def said(faults: Iterable[Fault]) -> list[str]:
    """Return what is said of Deventer, of which all faults must be."""
    found = list(faults)
    assert {fault.where for fault in found} == {"Deventer"}
    return [f"{fault.what}; {fault.advice}" for fault in found]


@pytest.mark.parametrize(
    ("stand", "dossier", "op", "message"),
    [
        (
            SIGNED,
            GEMAAKT,
            date(2023, 1, 10),
            f"deze gemeente heeft al getekend, op 10 januari 2023; {VERGISSING}",
        ),
        (
            Stand(),
            Dossier(),
            date(2023, 1, 10),
            f"deze overeenkomst is nog niet gemaakt, in Word en in PDF; maak haar eerst {MAAK}",
        ),
        (Stand(), GEMAAKT, date(2023, 6, 2), TOEKOMST),
        (
            Stand(),
            GEMAAKT,
            date(2022, 12, 18),
            "18 december 2022 ligt voor de ondertekening van het convenant, op 19 december 2022; "
            + KIJK,
        ),
        (
            Stand(),
            GEMAAKT,
            date(2023, 1, 9),
            f"9 januari 2023 ligt voor het collegebesluit van 10 januari 2023; {KIJK}",
        ),
    ],
)
def test_a_signature_is_refused(stand: Stand, dossier: Dossier, op: date, message: str) -> None:
    assert said(refuse_signature(zaak(stand), dossier, op)) == [message]


def test_a_document_that_was_changed_cannot_be_signed() -> None:
    found = refuse_signature(zaak(Stand()), GEMAAKT, date(2023, 1, 10), gewijzigd=True)
    what = "het Word-bestand of de PDF in uitvoer is gewijzigd nadat het was gemaakt"
    assert said(found) == [f"{what}; maak haar opnieuw {MAAK}"]


def test_a_signature_on_the_day_of_the_collegebesluit_is_good() -> None:
    assert not [*refuse_signature(zaak(Stand()), GEMAAKT, date(2023, 1, 10))]
    unknown = replace(zaak(Stand()), gemeente=replace(DEVENTER, collegebesluit=None))
    assert not [*refuse_signature(unknown, GEMAAKT, date(2022, 12, 19))]
    assert not [*refuse_signature(zaak(Stand()), GEMAAKT, VANDAAG)]


@pytest.mark.parametrize(
    ("stand", "op", "vandaag", "message"),
    [
        (
            Stand(),
            date(2023, 5, 1),
            VANDAAG,
            f"deze gemeente heeft niet getekend, en kan dus niet opzeggen; {LEG_VAST}",
        ),
        (
            NOTICE,
            date(2023, 5, 2),
            VANDAAG,
            f"deze gemeente heeft al opgezegd, op 1 mei 2023; {VERGISSING}",
        ),
        (SIGNED, date(2023, 6, 2), VANDAAG, TOEKOMST),
        (
            SIGNED,
            date(2023, 1, 9),
            VANDAAG,
            f"9 januari 2023 ligt voor de ondertekening, op 10 januari 2023; {KIJK}",
        ),
        (
            SIGNED,
            date(2028, 1, 1),
            date(2028, 2, 1),
            f"1 januari 2028 ligt na het einde van de overeenkomst, op 31 december 2027; {KIJK}",
        ),
    ],
)
def test_notice_is_refused(stand: Stand, op: date, vandaag: date, message: str) -> None:
    assert said(refuse_notice(zaak(stand, vandaag), op)) == [message]


def test_notice_on_the_day_of_signing_and_on_the_last_day_is_good() -> None:
    assert not [*refuse_notice(zaak(), date(2023, 1, 10))]
    assert not [*refuse_notice(zaak(vandaag=date(2028, 1, 1)), date(2027, 12, 31))]


@pytest.mark.parametrize(
    ("stand", "van", "op", "message"),
    [
        (
            Stand(),
            ONDERTEKEND,
            date(2023, 1, 11),
            f"er is geen ondertekening vastgelegd om te verbeteren; {WAT_WEL}",
        ),
        (SIGNED, OPGEZEGD, None, f"er is geen opzegging vastgelegd om te verbeteren; {WAT_WEL}"),
        (NOTICE, ONDERTEKEND, None, EERST),
        (NOTICE, ONDERTEKEND, date(2023, 5, 2), EERST),
        (SIGNED, ONDERTEKEND, date(2023, 6, 2), TOEKOMST),
        (
            NOTICE,
            OPGEZEGD,
            date(2023, 1, 1),
            f"1 januari 2023 ligt voor de ondertekening, op 10 januari 2023; {KIJK}",
        ),
    ],
)
def test_a_correction_is_refused(
    stand: Stand, van: Gebeurtenis, op: date | None, message: str
) -> None:
    assert said(refuse_correction(zaak(stand), van, op)) == [message]


@pytest.mark.parametrize(
    ("stand", "van", "op"),
    [
        (SIGNED, ONDERTEKEND, date(2023, 1, 11)),
        (SIGNED, ONDERTEKEND, None),
        (NOTICE, ONDERTEKEND, date(2023, 5, 1)),
        (NOTICE, OPGEZEGD, date(2023, 5, 2)),
        (NOTICE, OPGEZEGD, None),
    ],
)
def test_a_correction_that_is_good(stand: Stand, van: Gebeurtenis, op: date | None) -> None:
    assert not [*refuse_correction(zaak(stand), van, op)]

"""The rules of the register: every objection, with its full message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hulp.values import DEVENTER, periode
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Stand
from overeenkomstgen.kern.status import Dossier
from overeenkomstgen.register.regels import (
    Zaak,
    refuse_correction,
    refuse_notice,
    refuse_signature,
)
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


@pytest.mark.parametrize(
    ("stand", "dossier", "op", "message"),
    [
        (
            SIGNED,
            GEMAAKT,
            date(2023, 1, 10),
            (
                "Deventer: deze gemeente heeft al getekend, op 10 januari 2023; is dat een "
                f"vergissing, verbeter die dan met: {actie('corrigeer')}"
            ),
        ),
        (
            Stand(),
            Dossier(),
            date(2023, 1, 10),
            (
                "Deventer: deze overeenkomst is nog niet gemaakt, in Word en in PDF; maak haar "
                f"eerst met: {actie('genereer', 'Deventer')}"
            ),
        ),
        (
            Stand(),
            GEMAAKT,
            date(2023, 6, 2),
            (
                "Deventer: 2 juni 2023 ligt in de toekomst; het is vandaag 1 juni 2023; kijk op "
                f"het papier en geef de juiste dag met {vak('op')}"
            ),
        ),
        (
            Stand(),
            GEMAAKT,
            date(2022, 12, 18),
            (
                "Deventer: 18 december 2022 ligt voor de ondertekening van het convenant, op 19 "
                f"december 2022; kijk op het papier en geef de juiste dag met {vak('op')}"
            ),
        ),
        (
            Stand(),
            GEMAAKT,
            date(2023, 1, 9),
            (
                "Deventer: 9 januari 2023 ligt voor het collegebesluit van 10 januari 2023; kijk "
                f"op het papier en geef de juiste dag met {vak('op')}"
            ),
        ),
    ],
)
def test_a_signature_is_refused(stand: Stand, dossier: Dossier, op: date, message: str) -> None:
    assert [str(fault) for fault in refuse_signature(zaak(stand), dossier, op)] == [message]


def test_a_document_that_was_changed_cannot_be_signed() -> None:
    (fault,) = refuse_signature(zaak(Stand()), GEMAAKT, date(2023, 1, 10), gewijzigd=True)
    assert str(fault) == (
        "Deventer: het Word-bestand of de PDF in uitvoer is gewijzigd nadat het was gemaakt; maak "
        f"haar opnieuw met: {actie('genereer', 'Deventer')}"
    )


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
            (
                "Deventer: deze gemeente heeft niet getekend, en kan dus niet opzeggen; leg eerst "
                f"de ondertekening vast met: {actie('onderteken')}"
            ),
        ),
        (
            NOTICE,
            date(2023, 5, 2),
            VANDAAG,
            (
                "Deventer: deze gemeente heeft al opgezegd, op 1 mei 2023; is dat een vergissing, "
                f"verbeter die dan met: {actie('corrigeer')}"
            ),
        ),
        (
            SIGNED,
            date(2023, 6, 2),
            VANDAAG,
            (
                "Deventer: 2 juni 2023 ligt in de toekomst; het is vandaag 1 juni 2023; kijk op "
                f"het papier en geef de juiste dag met {vak('op')}"
            ),
        ),
        (
            SIGNED,
            date(2023, 1, 9),
            VANDAAG,
            (
                "Deventer: 9 januari 2023 ligt voor de ondertekening, op 10 januari 2023; kijk op "
                f"het papier en geef de juiste dag met {vak('op')}"
            ),
        ),
        (
            SIGNED,
            date(2028, 1, 1),
            date(2028, 2, 1),
            (
                "Deventer: 1 januari 2028 ligt na het einde van de overeenkomst, op 31 december "
                f"2027; kijk op het papier en geef de juiste dag met {vak('op')}"
            ),
        ),
    ],
)
def test_notice_is_refused(stand: Stand, op: date, vandaag: date, message: str) -> None:
    assert [str(fault) for fault in refuse_notice(zaak(stand, vandaag), op)] == [message]


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
            (
                "Deventer: er is geen ondertekening vastgelegd om te verbeteren; kijk wat er wel "
                f"is vastgelegd met: {actie('status')}"
            ),
        ),
        (
            SIGNED,
            OPGEZEGD,
            None,
            (
                "Deventer: er is geen opzegging vastgelegd om te verbeteren; kijk wat er wel is "
                f"vastgelegd met: {actie('status')}"
            ),
        ),
        (
            NOTICE,
            ONDERTEKEND,
            None,
            "Deventer: deze gemeente heeft opgezegd, op 1 mei 2023; verbeter eerst de opzegging",
        ),
        (
            NOTICE,
            ONDERTEKEND,
            date(2023, 5, 2),
            "Deventer: deze gemeente heeft opgezegd, op 1 mei 2023; verbeter eerst de opzegging",
        ),
        (
            SIGNED,
            ONDERTEKEND,
            date(2023, 6, 2),
            (
                "Deventer: 2 juni 2023 ligt in de toekomst; het is vandaag 1 juni 2023; kijk op "
                f"het papier en geef de juiste dag met {vak('op')}"
            ),
        ),
        (
            NOTICE,
            OPGEZEGD,
            date(2023, 1, 1),
            (
                "Deventer: 1 januari 2023 ligt voor de ondertekening, op 10 januari 2023; kijk op "
                f"het papier en geef de juiste dag met {vak('op')}"
            ),
        ),
    ],
)
def test_a_correction_is_refused(
    stand: Stand, van: Gebeurtenis, op: date | None, message: str
) -> None:
    assert [str(fault) for fault in refuse_correction(zaak(stand), van, op)] == [message]


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

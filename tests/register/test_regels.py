"""The rules of the register: every objection, with its full message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hulp.values import DEVENTER, periode
from overeenkomstgen.errors import Fault
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.register import Gebeurtenis, Inschrijving, Stand
from overeenkomstgen.kern.statusregel import Dossier
from overeenkomstgen.register.regels import (
    Zaak,
    refuse_correction,
    refuse_event,
    refuse_extension,
    refuse_signature,
    refuse_successor,
)
from overeenkomstgen.verwijzing import actie, vak

VANDAAG = date(2023, 6, 1)
GEMAAKT = Dossier((), ("a.docx", "a.pdf"))
ONDERTEKEND, OPGEZEGD = Gebeurtenis.ONDERTEKEND, Gebeurtenis.OPGEZEGD
BEEINDIGD, OVERGEDRAGEN = Gebeurtenis.BEEINDIGD, Gebeurtenis.OVERGEDRAGEN
VERLENGD, MEDE = Gebeurtenis.VERLENGD, Gebeurtenis.MEDEONDERTEKEND
ALMELO = replace(DEVENTER, naam="Almelo", cbs_code="GM0141")


def entry(gebeurtenis: Gebeurtenis, datum: date) -> Inschrijving:
    moment = datetime(2023, 6, 1, tzinfo=UTC)
    return Inschrijving(
        "GM0150", "Deventer", gebeurtenis, datum, "R.C. König", nummer=1, moment=moment
    )


SIGNED = Stand(ondertekening=entry(ONDERTEKEND, date(2023, 1, 10)))
ENDED = replace(SIGNED, beeindiging=entry(BEEINDIGD, date(2025, 6, 30)))
PASSED = replace(SIGNED, overdracht=entry(OVERGEDRAGEN, date(2026, 1, 1)))
EXTENDED = Stand(verlenging=entry(VERLENGD, date(2028, 2, 29)))
BOTH = replace(SIGNED, medeondertekening=entry(MEDE, date(2023, 1, 5)))
NOTICE = replace(SIGNED, opzegging=entry(OPGEZEGD, date(2023, 5, 1)))


def zaak(stand: Stand = SIGNED, vandaag: date = VANDAAG) -> Zaak:
    return Zaak(periode().convenant, DEVENTER, stand, vandaag)


VERGISSING = f"is dat een vergissing, verbeter die dan met: {actie('corrigeer')}"
MAAK = f"met: {actie('genereer', 'Deventer')}"
KIJK = f"kijk op het papier en geef de juiste dag met {vak('op')}"
PER = f"kijk op het papier en geef de juiste dag met {vak('per')}"
TOEKOMST = f"2 juni 2023 ligt in de toekomst; het is vandaag 1 juni 2023; {KIJK}"
LEG_VAST = f"leg eerst de ondertekening vast met: {actie('onderteken')}"
WAT_WEL = f"kijk wat er wel is vastgelegd met: {actie('status')}"
EERST = "er is een opzegging vastgelegd, van 1 mei 2023; verbeter eerst de opzegging"


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
            "deze gemeente heeft niet getekend; er is geen overeenkomst die wordt opgezegd; "
            + LEG_VAST,
        ),
        (
            NOTICE,
            date(2023, 5, 2),
            VANDAAG,
            f"er is al een opzegging vastgelegd, van 1 mei 2023; {VERGISSING}",
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
    assert said(refuse_event(zaak(stand, vandaag), OPGEZEGD, op)) == [message]


def test_notice_on_the_day_of_signing_and_on_the_last_day_is_good() -> None:
    assert not [*refuse_event(zaak(), OPGEZEGD, date(2023, 1, 10))]
    assert not [*refuse_event(zaak(vandaag=date(2028, 1, 1)), OPGEZEGD, date(2027, 12, 31))]


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


EIGEN_EERST = (
    "haar eigen handtekening staat nog niet in het register; die komt eerst, ook als de stichting "
    "eerder tekende"
)


@pytest.mark.parametrize(
    ("stand", "op", "message"),
    [
        (
            Stand(),
            date(2023, 1, 5),
            f"{EIGEN_EERST}; {LEG_VAST}",
        ),
        (
            *(BOTH, date(2023, 2, 1)),
            f"er is al een medeondertekening vastgelegd, van 5 januari 2023; {VERGISSING}",
        ),
        (SIGNED, date(2023, 6, 2), TOEKOMST),
        (
            *(SIGNED, date(2022, 12, 18)),
            "18 december 2022 ligt voor de ondertekening van het convenant, op 19 december 2022; "
            + KIJK,
        ),
    ],
)
def test_a_signature_of_the_foundation_is_refused(stand: Stand, op: date, message: str) -> None:
    assert said(refuse_event(zaak(stand), MEDE, op)) == [message]


def test_the_foundation_may_sign_before_the_municipality_and_its_decision() -> None:
    assert not [*refuse_event(zaak(), MEDE, date(2022, 12, 19))]
    assert not [*refuse_event(zaak(NOTICE), MEDE, VANDAAG)]
    assert not [*refuse_correction(zaak(BOTH), MEDE, date(2023, 1, 4))]
    assert not [*refuse_correction(zaak(BOTH), MEDE, None)]
    assert not [*refuse_correction(zaak(BOTH), ONDERTEKEND, date(2023, 1, 12))]
    assert said(refuse_correction(zaak(BOTH), MEDE, date(2023, 6, 2))) == [TOEKOMST]
    what = "er is een medeondertekening vastgelegd, van 5 januari 2023"
    taken_back = refuse_correction(zaak(BOTH), ONDERTEKEND, None)
    assert said(taken_back) == [f"{what}; verbeter eerst de medeondertekening"]


NA_EINDE = "ligt na het einde van de overeenkomst, op"


@pytest.mark.parametrize(
    ("stand", "wat", "dag", "message"),
    [
        (
            *(Stand(), BEEINDIGD, date(2025, 6, 30)),
            "deze gemeente heeft niet getekend; er is geen overeenkomst die wordt beëindigd; "
            + LEG_VAST,
        ),
        (
            *(ENDED, BEEINDIGD, date(2025, 7, 31)),
            f"er is al een beëindiging vastgelegd, van 30 juni 2025; {VERGISSING}",
        ),
        (
            *(PASSED, OVERGEDRAGEN, date(2027, 1, 1)),
            f"er is al een overdracht vastgelegd, van 1 januari 2026; {VERGISSING}",
        ),
        (
            *(SIGNED, BEEINDIGD, date(2023, 1, 9)),
            f"9 januari 2023 ligt voor de ondertekening, op 10 januari 2023; {PER}",
        ),
        (
            *(SIGNED, BEEINDIGD, date(2028, 1, 1)),
            f"1 januari 2028 {NA_EINDE} 31 december 2027; {PER}",
        ),
        (
            *(NOTICE, BEEINDIGD, date(2024, 1, 1)),
            f"1 januari 2024 {NA_EINDE} 31 december 2023; {PER}",
        ),
        (
            *(ENDED, OVERGEDRAGEN, date(2026, 1, 1)),
            f"1 januari 2026 {NA_EINDE} 30 juni 2025; {PER}",
        ),
        (
            *(SIGNED, OVERGEDRAGEN, date(2028, 1, 1)),
            f"1 januari 2028 {NA_EINDE} 31 december 2027; {PER}",
        ),
    ],
)
def test_an_end_or_a_transfer_is_refused(
    stand: Stand, wat: Gebeurtenis, dag: date, message: str
) -> None:
    assert said(refuse_event(replace(zaak(stand), dagvak=vak("per")), wat, dag)) == [message]


@pytest.mark.parametrize(
    ("stand", "wat", "dag"),
    [
        (SIGNED, BEEINDIGD, date(2027, 12, 31)),
        (NOTICE, BEEINDIGD, date(2023, 12, 31)),
        (PASSED, BEEINDIGD, date(2026, 6, 30)),
        (PASSED, OPGEZEGD, date(2023, 6, 1)),
        (SIGNED, OVERGEDRAGEN, date(2026, 1, 1)),
        (replace(SIGNED, verlenging=EXTENDED.verlenging), OVERGEDRAGEN, date(2028, 1, 1)),
    ],
)
def test_an_end_and_a_transfer_can_be_recorded_before_their_day(
    stand: Stand, wat: Gebeurtenis, dag: date
) -> None:
    assert not [*refuse_event(zaak(stand), wat, dag)]


NOEM_OPVOLGER = f"noem de opvolger met {vak('aan')}"
NOEM_ANDER = f"noem met {vak('aan')} de gemeente die er dan nog is"
JOINED = replace(ALMELO, toetreding=date(2026, 1, 2))


@pytest.mark.parametrize(
    ("opvolger", "stand", "message"),
    [
        (
            *(DEVENTER, SIGNED),
            f"een overeenkomst gaat over op een andere gemeente, niet op dezelfde; {NOEM_OPVOLGER}",
        ),
        (
            *(ALMELO, PASSED),
            f"Almelo is zelf per 1 januari 2026 opgegaan in een ander; {NOEM_ANDER}",
        ),
        (
            *(JOINED, Stand()),
            "1 januari 2026 ligt voor de toetreding van Almelo, op 2 januari 2026; " + KIJK,
        ),
    ],
)
def test_a_successor_is_refused(opvolger: Gemeente, stand: Stand, message: str) -> None:
    assert said(refuse_successor(zaak(), opvolger, stand, date(2026, 1, 1))) == [message]


def test_any_other_municipality_can_be_a_successor() -> None:
    for opvolger, stand in ((ALMELO, Stand()), (ALMELO, SIGNED), (JOINED, Stand())):
        assert not [*refuse_successor(zaak(), opvolger, stand, date(2026, 1, 2))]


@pytest.mark.parametrize(
    ("tot", "verlengd_tot", "message"),
    [
        (
            *(date(2027, 12, 31), None),
            "31 december 2027 ligt niet na de laatste dag van nu, 31 december 2027",
        ),
        (
            *(date(2028, 2, 28), date(2028, 2, 29)),
            "28 februari 2028 ligt niet na de laatste dag van nu, 29 februari 2028",
        ),
        (date(2208, 2, 29), None, "29 februari 2208 ligt 185 jaar na de ingang, op 1 maart 2023"),
    ],
)
def test_an_extension_is_refused(tot: date, verlengd_tot: date | None, message: str) -> None:
    about = Zaak(replace(periode().convenant, tot=verlengd_tot), None, Stand(), VANDAAG, vak("tot"))
    (found,) = refuse_extension(about, tot)
    advice = f"kijk op het papier en geef de juiste dag met {vak('tot')}"
    assert found == Fault("de overeenkomsten", message, advice)


@pytest.mark.parametrize(
    ("stand", "van", "op", "message"),
    [
        (
            *(SIGNED, BEEINDIGD, None),
            f"er is geen beëindiging vastgelegd om te verbeteren; {WAT_WEL}",
        ),
        (
            *(ENDED, ONDERTEKEND, None),
            "er is een beëindiging vastgelegd, van 30 juni 2025; verbeter eerst de beëindiging",
        ),
        (
            *(PASSED, ONDERTEKEND, None),
            "er is een overdracht vastgelegd, van 1 januari 2026; verbeter eerst de overdracht",
        ),
        (
            *(ENDED, BEEINDIGD, date(2028, 1, 1)),
            f"1 januari 2028 {NA_EINDE} 31 december 2027; {KIJK}",
        ),
    ],
)
def test_a_correction_of_what_came_later_is_refused(
    stand: Stand, van: Gebeurtenis, op: date | None, message: str
) -> None:
    assert said(refuse_correction(zaak(stand), van, op)) == [message]


def test_an_extension_can_be_made_shorter_but_not_nothing() -> None:
    extended = replace(periode().convenant, tot=date(2028, 2, 29))
    about = Zaak(extended, None, EXTENDED, VANDAAG)
    assert not [*refuse_correction(about, VERLENGD, date(2028, 1, 31))]
    assert not [*refuse_correction(about, VERLENGD, None)]
    assert not [*refuse_correction(zaak(ENDED), BEEINDIGD, date(2026, 6, 30))]
    (found,) = refuse_correction(about, VERLENGD, date(2027, 12, 31))
    assert found.what == "31 december 2027 ligt niet na de laatste dag van nu, 31 december 2027"

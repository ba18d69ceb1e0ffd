"""What happens to the agreements: signed, notice given, corrected.

Each command checks everything first, then files the papers, then writes the
register, and makes the list of who has signed anew from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from overeenkomstgen.adapters.klok import today
from overeenkomstgen.adapters.libreoffice import find_libreoffice
from overeenkomstgen.adapters.ondertekend import (
    Afschrift,
    file_signed,
    freeze,
    read_signed,
    set_free,
)
from overeenkomstgen.adapters.registerbestand import Melding, record
from overeenkomstgen.adapters.slot import locked
from overeenkomstgen.domain.documentsoort import Rol
from overeenkomstgen.domain.regels import (
    Zaak,
    refuse_correction,
    refuse_notice,
    refuse_signature,
)
from overeenkomstgen.domain.register import NIETS, Gebeurtenis
from overeenkomstgen.errors import Fault, InputError, OvereenkomstgenError
from overeenkomstgen.pipeline.genereer import deelnemerslijst
from overeenkomstgen.pipeline.invoer import Invoer, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from overeenkomstgen.domain.gemeente import Gemeente
    from overeenkomstgen.domain.status import Status
    from overeenkomstgen.uitgifte import Uitgegeven
    from overeenkomstgen.werkmap import Werkmap

WAIT = 600.0
"""Seconds that one command waits for another that is at work in the werkmap."""

Confirm = Callable[[str], bool]
"""Asks the user whether something is right."""


@dataclass(frozen=True, slots=True)
class Papier:
    """What stands on the paper that came back.

    Attributes:
        op: The day of signing.
        ondertekenaar: Who signed, when that is not the one in the table.
        bestand: The signed PDF.
        opmerking: A remark for the register.
    """

    op: date
    ondertekenaar: str | None = None
    bestand: Path | None = None
    opmerking: str = ""


@dataclass(frozen=True, slots=True)
class Correctie:
    """What should have been recorded.

    Attributes:
        van: What is corrected: the signature or the notice.
        op: The right day; None takes the event back.
        reden: Why it is corrected.
    """

    van: Gebeurtenis
    op: date | None
    reden: str
    ondertekenaar: str | None = None
    bestand: Path | None = None


@dataclass(frozen=True, slots=True)
class Bijgewerkt:
    """What the register says now, and the list that was made from it."""

    status: Status
    lijst: Uitgegeven


class NotConfirmedError(OvereenkomstgenError):
    """The user did not confirm what was asked."""

    exit_code = InputError.exit_code


def onderteken(
    werkmap: Werkmap, namen: Sequence[str], papier: Papier, confirm: Confirm
) -> Bijgewerkt:
    """Record that agreements were signed, file the papers, and freeze the agreements.

    Raises:
        InputError: A municipality is unknown, or its signature is refused; nothing changed.
        NotConfirmedError: The signatory is another than in the table, and that is not right.
        RegisterError: The register is damaged.
    """
    with locked(werkmap.slot, wait=WAIT):
        invoer = read(werkmap)
        gemeenten = invoer.choose(namen)
        dossiers = invoer.dossiers()
        _refuse(
            fault
            for gemeente in gemeenten
            for fault in refuse_signature(
                _zaak(invoer, gemeente), dossiers[gemeente.cbs_code], papier.op
            )
        )
        if papier.bestand:
            read_signed(papier.bestand)
        signers = {g.cbs_code: _signer(g, papier.ondertekenaar, confirm) for g in gemeenten}
        office = find_libreoffice()
        soort = invoer.periode.soort(Rol.OVEREENKOMST)
        meldingen = []
        for gemeente in gemeenten:
            stem = soort.file_stem(gemeente.naam)
            filed = _file(werkmap, papier.bestand, stem, papier.op)
            freeze(werkmap.folder, stem, _issued(invoer, gemeente))
            meldingen.append(
                Melding(
                    gemeente.cbs_code,
                    gemeente.naam,
                    Gebeurtenis.ONDERTEKEND,
                    papier.op,
                    signers[gemeente.cbs_code],
                    *filed,
                    opmerking=papier.opmerking,
                )
            )
        record(werkmap.register, lambda _: meldingen)
        return Bijgewerkt(read(werkmap).status(), deelnemerslijst(werkmap, office))


def zeg_op(werkmap: Werkmap, naam: str, op: date, opmerking: str) -> Bijgewerkt:
    """Record that notice was given.

    Raises:
        InputError: The municipality is unknown, or its notice is refused; nothing changed.
        RegisterError: The register is damaged.
    """
    with locked(werkmap.slot, wait=WAIT):
        invoer = read(werkmap)
        (gemeente,) = invoer.choose((naam,))
        _refuse(refuse_notice(_zaak(invoer, gemeente), op))
        office = find_libreoffice()
        melding = Melding(
            gemeente.cbs_code, gemeente.naam, Gebeurtenis.OPGEZEGD, op, opmerking=opmerking
        )
        record(werkmap.register, lambda _: (melding,))
        return Bijgewerkt(read(werkmap).status(), deelnemerslijst(werkmap, office))


def corrigeer(werkmap: Werkmap, naam: str, correctie: Correctie, confirm: Confirm) -> Bijgewerkt:
    """Record what should have been recorded; what was recorded stays in the register.

    Raises:
        InputError: The municipality is unknown, or there is nothing to correct so.
        NotConfirmedError: The signatory is another than in the table, and that is not right.
        RegisterError: The register is damaged.
    """
    with locked(werkmap.slot, wait=WAIT):
        invoer = read(werkmap)
        (gemeente,) = invoer.choose((naam,))
        zaak = _zaak(invoer, gemeente)
        _refuse(refuse_correction(zaak, correctie.van, correctie.op))
        office = find_libreoffice()
        melding = _correction(invoer, zaak, correctie, confirm)
        record(werkmap.register, lambda _: (melding,))
        if correctie.van is Gebeurtenis.ONDERTEKEND and correctie.op is None:
            soort = invoer.periode.soort(Rol.OVEREENKOMST)
            set_free(werkmap.folder, soort.file_stem(gemeente.naam))
        return Bijgewerkt(read(werkmap).status(), deelnemerslijst(werkmap, office))


def bijlage3(werkmap: Werkmap) -> Bijgewerkt:
    """Make the list of who has signed anew, from the register.

    Raises:
        InputError: Something in the input is wrong; nothing was made.
        RegisterError: The register is damaged.
        ToolError: LibreOffice is missing or does not work.
    """
    with locked(werkmap.slot, wait=WAIT):
        return Bijgewerkt(read(werkmap).status(), deelnemerslijst(werkmap, find_libreoffice()))


def _zaak(invoer: Invoer, gemeente: Gemeente) -> Zaak:
    stand = invoer.standen.get(gemeente.cbs_code, NIETS)
    return Zaak(invoer.periode.convenant, gemeente, stand, today())


def _refuse(found: Iterable[Fault]) -> None:
    """Stop when there are objections.

    Raises:
        InputError: There are; all of them are in it.
    """
    if faults := tuple(found):
        raise InputError(faults)


def _signer(gemeente: Gemeente, on_paper: str | None, confirm: Confirm) -> str:
    """Return who signed, as it stands on the paper."""
    in_table = gemeente.ondertekenaar.naam
    if on_paper is None:
        if in_table is None:
            raise NotConfirmedError(
                f"Van {gemeente.naam} is niet bekend wie tekent; er is niets gewijzigd.",
                "Zeg wie er op het papier staat, met --ondertekenaar NAAM.",
            )
        return in_table
    name = " ".join(on_paper.split())
    if in_table and name.casefold() != in_table.casefold():
        question = (
            f"Volgens de tabel tekent {in_table} voor {gemeente.naam}; op het papier staat {name}. "
            "Klopt dat?"
        )
        if not confirm(question):
            raise NotConfirmedError(
                f"Niet bevestigd dat {name} voor {gemeente.naam} heeft getekend; "
                "er is niets gewijzigd.",
                "Kijk op het papier wie er heeft getekend. Klopt de naam, geef dan --ja.",
            )
    return name


def _file(werkmap: Werkmap, bestand: Path | None, stem: str, op: date) -> Afschrift:
    if bestand is None:
        return Afschrift("", "")
    return file_signed(werkmap.folder, bestand, stem, op)


def _issued(invoer: Invoer, gemeente: Gemeente) -> tuple[Path, ...]:
    """Return the Word file and the PDF of a municipality's agreement as they were issued."""
    stem = invoer.periode.soort(Rol.OVEREENKOMST).stem(gemeente.naam)
    places = (invoer.werkmap.uitvoer / f"{stem}{ending}" for ending in (".docx", ".pdf"))
    return tuple(place for place in places if place.is_file())


def _correction(invoer: Invoer, zaak: Zaak, correctie: Correctie, confirm: Confirm) -> Melding:
    gemeente, stand = zaak.gemeente, zaak.stand
    former = stand.ondertekening if correctie.van is Gebeurtenis.ONDERTEKEND else stand.opzegging
    if former is None:
        raise ValueError("refuse_correction lets nothing through that was not recorded")
    signer, filed = former.ondertekenaar, Afschrift(former.bestand, former.sha256)
    if correctie.ondertekenaar is not None:
        signer = _signer(gemeente, correctie.ondertekenaar, confirm)
    day = correctie.op or former.datum
    if correctie.bestand and day:
        stem = invoer.periode.soort(Rol.OVEREENKOMST).file_stem(gemeente.naam)
        filed = file_signed(invoer.werkmap.folder, correctie.bestand, stem, day)
    return Melding(
        gemeente.cbs_code,
        gemeente.naam,
        Gebeurtenis.GECORRIGEERD,
        correctie.op,
        signer,
        *filed,
        betreft=former.nummer,
        opmerking=correctie.reden,
    )

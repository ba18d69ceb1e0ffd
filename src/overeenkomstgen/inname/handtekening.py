"""Digital signatures in a PDF (*handtekeningen*): by whom, when, over what, and whether it holds.

ISO 32000-1, 12.8; ETSI EN 319 142-1. Nothing is asked of the network and nothing in the file is
altered, so it stays unknown whether who signed is to be trusted: :data:`NIET_NAGEGAAN`. The one
door to pyHanko, which reads the file aside.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from overeenkomstgen.errors import InputError
from overeenkomstgen.inname.binnenkomst import safely

if TYPE_CHECKING:
    from pyhanko.sign.validation import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

NIET_NAGEGAAN: Final = (
    "Of de ondertekenaar te vertrouwen is en niet ingetrokken, is zonder internet niet nagegaan."
)
"""What is said with every verdict."""
ZELFGEMAAKT: Final = "het certificaat is door de ondertekenaar zelf gemaakt"
VERLOPEN: Final = "het certificaat was toen verlopen"
TE_VROEG: Final = "het certificaat gold toen nog niet"
_EIGEN_KLOK: Final = "volgens de computer van de ondertekenaar"
_IN_A_FILE: Final = b"/ByteRange"  # never in a packed object: it tells where in the file it stands


class Oordeel(Enum):
    """What became of what was signed, to be read after the name of who signed it."""

    GEHEEL = "geldig, over het hele document"
    AANGEVULD = "geldig, over het document zoals het toen was; daarna is er nog getekend"
    INGEVULD = "geldig, maar daarna is er in het document iets ingevuld"
    GEWIJZIGD = "geldig over wat er toen stond, maar daarna is het document gewijzigd"
    DEEL = "ongeldig: zij gaat over een deel van het bestand"
    ONGELDIG = "ongeldig: wat er staat is niet wat er is ondertekend"
    ONBEKEND = "niet na te gaan: zij is beschadigd, of van een soort die niet wordt gelezen"


@dataclass(frozen=True, slots=True)
class Handtekening:
    """A digital signature.

    Attributes:
        wie: Who signed, as the certificate says: ``R.C. König, Gemeente Deventer``; may be empty.
        moment: When, by the time of this computer's place; None where that is unknown.
        bezwaren: What else speaks against it, in Dutch.
        getuigd: Whether a service for timestamps vouches for the moment.
    """

    wie: str
    moment: datetime | None
    oordeel: Oordeel
    bezwaren: tuple[str, ...] = ()
    getuigd: bool = False

    @property
    def stuit(self) -> bool | None:
        """Whether a paper is not recorded for it.

        None where it holds: what was signed is what the document says, and nothing is against it.
        """
        whole = self.oordeel in {Oordeel.GEHEEL, Oordeel.AANGEVULD}
        return None if whole and not self.bezwaren else not whole

    def __str__(self) -> str:
        when = f" op {self.moment:%d-%m-%Y om %H:%M}" if self.moment else ""
        clock = f" ({_EIGEN_KLOK})" if self.moment and not self.getuigd else ""
        found = "; ".join((self.oordeel.value, *self.bezwaren))
        return f"Digitale handtekening van {self.wie or 'een onbekende'}{when}{clock}: {found}."


_UNKNOWN: Final = Handtekening("", None, Oordeel.ONBEKEND)


def read_signatures(content: bytes, name: str) -> tuple[Handtekening, ...]:
    """Return the digital signatures of a PDF, in the order in which they were put."""
    if _IN_A_FILE not in content:
        return ()
    try:
        return safely(name, judge_signatures, content)
    except InputError:
        return (_UNKNOWN,)


def judge_signatures(content: bytes) -> tuple[Handtekening, ...]:
    """Judge the digital signatures of a PDF, here and now; see :func:`read_signatures`."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - slow, for a signed one
    from pyhanko.sign.fields import enumerate_sig_fields  # noqa: PLC0415 - the same

    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            reader.decrypt(b"")
        filled = list(enumerate_sig_fields(reader, filled_status=True))
        signed = {str(each.field_name) for each in reader.embedded_signatures}
        judged = [_judged(each, signed) for each in reader.embedded_regular_signatures]
        return (*judged, *[_UNKNOWN] * (len(filled) - len(signed)))
    except Exception:  # noqa: BLE001 - pyHanko says in many ways that it cannot read something
        return (_UNKNOWN,)


def _judged(signature: "EmbeddedPdfSignature", signed: set[str]) -> Handtekening:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 - slow
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - the same

    # No roots of trust, and nothing is fetched: no certificates, no lists of those withdrawn.
    offline = ValidationContext(trust_roots=[], allow_fetching=False)
    try:
        status = validate_pdf_signature(signature, offline)
    except Exception:  # noqa: BLE001 - the same
        return _UNKNOWN
    stamp = status.timestamp_validity
    getuigd = bool(stamp and stamp.intact and stamp.valid)
    moment = stamp.timestamp if stamp and getuigd else status.signer_reported_dt
    bezwaren = tuple(_objections(status.signing_cert, moment))
    here = moment and moment.astimezone()
    wie = _signer(status.signing_cert)
    return Handtekening(wie, here, _verdict(status, signed), bezwaren, getuigd=getuigd)


def _verdict(status: "PdfSignatureStatus", signed: set[str]) -> Oordeel:
    """Return what became of what was signed, by the fields of a form that are signatures."""
    from pyhanko.sign.diff_analysis import DiffResult  # noqa: PLC0415 - slow
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415 - the same

    if not (status.intact and status.valid):
        return Oordeel.ONGELDIG
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Oordeel.GEHEEL
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return Oordeel.DEEL
    if not isinstance(status.diff_result, DiffResult) or not status.docmdp_ok:
        return Oordeel.GEWIJZIGD
    filled = set(map(str, status.diff_result.changed_form_fields)) - signed
    return Oordeel.INGEVULD if filled else Oordeel.AANGEVULD


def _signer(certificate: Any) -> str:  # noqa: ANN401 - asn1crypto has no types
    """Return who signed, as a stranger wrote it: without what a screen would obey."""
    subject = certificate.subject.native
    names = [subject.get(key) for key in ("common_name", "organization_name")]
    said = ", ".join(dict.fromkeys(each for each in names if isinstance(each, str)))
    return "".join(sign if sign.isprintable() else "?" for sign in said)


def _objections(certificate: Any, moment: datetime | None) -> Iterator[str]:  # noqa: ANN401
    if certificate.subject == certificate.issuer:
        yield ZELFGEMAAKT
    if moment and moment > certificate.not_valid_after:
        yield VERLOPEN
    if moment and moment < certificate.not_valid_before:
        yield TE_VROEG

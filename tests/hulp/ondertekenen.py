"""Signs PDFs as municipalities do, with certificates that are made here, and tampers with them."""

from __future__ import annotations

import asyncio
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from hulp.inkomend import make_pdf

BEGIN, EIND = datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC)

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Paspoort:
    """A certificate, its key, and those of who gave it."""

    certificate: x509.Certificate
    key: Key
    giver: Paspoort | None = None


@cache
def make_passport(  # noqa: PLR0913 - what certificates differ in
    name: str,
    giver: Paspoort | None = None,
    days: tuple[datetime, datetime] = (BEGIN, EIND),
    *,
    organisation: str = "Gemeente Deventer",
    ask: str = "",
    stamps: bool = False,
) -> Paspoort:
    """Make a certificate; by itself without a giver. ``ask`` is where to ask more about it."""
    key: Key = ec.generate_private_key(ec.SECP256R1())
    if stamps:  # pyHanko's stamper knows no other
        key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(giver.certificate.subject if giver else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(days[0])
        .not_valid_after(days[1])
        .add_extension(x509.BasicConstraints(ca=giver is None, path_length=None), critical=True)
    )
    if stamps:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    if ask:
        place = x509.UniformResourceIdentifier(ask)
        access = AuthorityInformationAccessOID
        builder = builder.add_extension(
            x509.AuthorityInformationAccess(
                [
                    x509.AccessDescription(access.OCSP, place),
                    x509.AccessDescription(access.CA_ISSUERS, place),
                ]
            ),
            critical=False,
        ).add_extension(
            x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)]),
            critical=False,
        )
    return Paspoort(builder.sign(giver.key if giver else key, hashes.SHA256()), key, giver)


def authority() -> Paspoort:
    """Return who gives certificates, as a firm that is trusted does."""
    return make_passport("Vertrouwd Nederland", organisation="Vertrouwd B.V.")


def mayor() -> Paspoort:
    """Return the certificate of a mayor."""
    return make_passport("R.C. König", authority())


def _asn1(certificate: x509.Certificate) -> Any:  # noqa: ANN401 - asn1crypto has no types
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _asn1_key(key: Key) -> Any:  # noqa: ANN401 - the same
    encoding = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    return asn1_keys.PrivateKeyInfo.load(key.private_bytes(*encoding, serialization.NoEncryption()))


def signer_of(passport: Paspoort) -> signers.SimpleSigner:
    """Return what signs with a certificate."""
    givers = [passport.giver.certificate] if passport.giver else []
    return signers.SimpleSigner(
        signing_cert=_asn1(passport.certificate),
        signing_key=_asn1_key(passport.key),
        cert_registry=SimpleCertificateStore.from_certs(list(map(_asn1, givers))),
    )


def sign(  # noqa: PLR0913 - what signatures differ in
    content: bytes,
    passport: Paspoort,
    field: str = "Handtekening1",
    *,
    visible: bool = False,
    final: bool = False,
    stamped: bool = False,
    password: str | None = None,
) -> bytes:
    """Sign a PDF; nothing of what was there is altered, all comes behind it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    if password is not None:
        writer.encrypt(password)
    if visible:
        spec = fields.SigFieldSpec(field, box=(300, 100, 500, 160))
        fields.append_signature_field(writer, spec)
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        certify=final,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    stamper = None
    if stamped:
        clock = make_passport("Klok", authority(), organisation="Vertrouwd B.V.", stamps=True)
        stamper = DummyTimeStamper(
            _asn1(clock.certificate),
            _asn1_key(clock.key),
            fixed_dt=datetime(2023, 1, 10, 9, tzinfo=UTC),
        )
    signed = signers.sign_pdf(writer, metadata, signer_of(passport), timestamper=stamper)
    whole: bytes = signed.getvalue()
    assert whole.startswith(content)
    return whole


def change(content: bytes) -> bytes:
    """Put another line on the first page, behind all that is there."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    more = generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 600 Td (een regel erbij) Tj ET")
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(more)])
    writer.update_container(page)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def sign_part(content: bytes, passport: Paspoort) -> bytes:
    """Sign half of what comes behind the signature, and leave the rest open to change."""
    signed = sign(content, passport)
    found = re.search(rb"/ByteRange ?\[ ?0 (\d+) (\d+) (\d+) *\]", signed)
    assert found
    first, second, rest = map(int, found.groups())
    less = b"/ByteRange [0 %d %d %d" % (first, second, rest // 2)
    half = signed.replace(found[0], less.ljust(len(found[0]) - 1) + b"]")
    digest = hashes.Hash(hashes.SHA256())
    digest.update(half[:first] + half[second : second + rest // 2])
    made = asyncio.run(signer_of(passport).async_sign(digest.finalize(), "sha256"))
    cms: bytes = made.dump().hex().encode()
    room = second - first - 2
    return half[: first + 1] + cms.ljust(room, b"0") + half[second - 1 :]


def make_form(text: str) -> bytes:
    """Make a PDF of a line, with a box to fill in."""
    with pikepdf.open(io.BytesIO(make_pdf([text]))) as pdf:
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T=pikepdf.String("datum"),
                DA=pikepdf.String("/F1 12 Tf"),
                F=4,
                Rect=[72, 300, 192, 316],
            )
        )
        pdf.pages[0].Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        made = io.BytesIO()
        pdf.save(made)
        return made.getvalue()


def fill(content: bytes, text: str) -> bytes:
    """Fill in the box of a form, behind all that is there."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    field["/V"] = generic.pdf_string(text)
    writer.update_container(field)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()

"""Signatures that are made here, and what is said of each: a table that was made by hand."""

from __future__ import annotations

import io
import re
import socket
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache

import pikepdf
import pytest
from PIL import ImageChops

from hulp.inkomend import make_pdf
from hulp.ondertekenen import (
    Paspoort,
    authority,
    change,
    fill,
    make_form,
    make_passport,
    mayor,
    sign,
    sign_part,
)
from overeenkomstgen.inname import binnenkomst
from overeenkomstgen.inname.binnenkomst import take_in
from overeenkomstgen.inname.blad import Bladen
from overeenkomstgen.inname.handtekening import (
    TE_VROEG,
    VERLOPEN,
    ZELFGEMAAKT,
    Handtekening,
    Oordeel,
    judge_signatures,
    read_signatures,
)

TEKST = "Platform31 en de gemeente Deventer: 15.216,90 euro"
KONIG = "R.C. König, Gemeente Deventer"
EVERHARDT = "V. Everhardt, Platform31"


def director() -> Paspoort:
    return make_passport("V. Everhardt", authority(), organisation="Platform31")


@cache
def paper() -> bytes:
    return make_pdf([TEKST, "Artikel 2"])


@cache
def signed() -> bytes:
    return sign(paper(), mayor())


@cache
def signed_by_two() -> bytes:
    return sign(signed(), director(), "Handtekening2")


def between(begin: int, eind: int) -> Paspoort:
    """Return a certificate that holds from one year to another."""
    days = datetime(begin, 1, 1, tzinfo=UTC), datetime(eind, 1, 1, tzinfo=UTC)
    return make_passport("R.C. König", authority(), days)


def resaved() -> bytes:
    """Return a signed PDF as a program saves it that rewrites all of it."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        pdf.save(made)
    return made.getvalue()


def contents(content: bytes) -> bytes:
    """Return the signature in a signed PDF, as it stands there: in hexadecimal."""
    (found,) = re.findall(rb"<([0-9a-fA-F]{1000,})>", content)
    return bytes(found)


def with_contents(change: Callable[[bytes], bytes]) -> bytes:
    """Return a signed PDF with something else for a signature."""
    old = contents(signed())
    return signed().replace(old, change(old))


def of_another() -> bytes:
    """Return a PDF with the signature that belongs to another."""
    other = contents(sign(make_pdf(["Een ander"]), mayor())).rstrip(b"0")
    return with_contents(lambda old: other.ljust(len(old), b"0"))


def locked() -> bytes:
    """Return a signed PDF of which its maker restricted what may be done with it."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption("geheim"))
    return sign(made.getvalue(), mayor(), password="")


GEHEEL, AANGEVULD, INGEVULD, GEWIJZIGD, DEEL, ONGELDIG, ONBEKEND = Oordeel

Row = tuple[Callable[[], bytes], list[tuple[str, Oordeel, tuple[str, ...]]]]
TABLE: Mapping[str, Row] = {
    "one": (signed, [(KONIG, GEHEEL, ())]),
    "visible": (lambda: sign(paper(), mayor(), visible=True), [(KONIG, GEHEEL, ())]),
    "final": (lambda: sign(paper(), mayor(), final=True), [(KONIG, GEHEEL, ())]),
    "rights restricted": (locked, [(KONIG, GEHEEL, ())]),
    "with a timestamp": (lambda: sign(paper(), mayor(), stamped=True), [(KONIG, GEHEEL, ())]),
    "by two": (signed_by_two, [(KONIG, AANGEVULD, ()), (EVERHARDT, GEHEEL, ())]),
    "expired": (lambda: sign(paper(), between(2020, 2021)), [(KONIG, GEHEEL, (VERLOPEN,))]),
    "too early": (lambda: sign(paper(), between(2119, 2120)), [(KONIG, GEHEEL, (TE_VROEG,))]),
    "made by oneself": (
        lambda: sign(paper(), make_passport("R.C. König")),
        [(KONIG, GEHEEL, (ZELFGEMAAKT,))],
    ),
    "changed afterwards": (lambda: change(signed()), [(KONIG, GEWIJZIGD, ())]),
    "changed after both": (
        lambda: change(signed_by_two()),
        [(KONIG, GEWIJZIGD, ()), (EVERHARDT, GEWIJZIGD, ())],
    ),
    "changed between both": (
        lambda: sign(change(signed()), director(), "Handtekening2"),
        [(KONIG, GEWIJZIGD, ()), (EVERHARDT, GEHEEL, ())],
    ),
    "changed before": (lambda: sign(change(paper()), mayor()), [(KONIG, GEHEEL, ())]),
    "filled in before": (lambda: sign(fill(form(), "10-1"), mayor()), [(KONIG, GEHEEL, ())]),
    "filled in afterwards": (lambda: fill(sign(form(), mayor()), "10-1"), [(KONIG, INGEVULD, ())]),
    "filled in after the end": (
        lambda: fill(sign(form(), mayor(), final=True), "10-1"),
        [(KONIG, GEWIJZIGD, ())],
    ),
    "half of the file": (lambda: sign_part(paper(), mayor()), [(KONIG, DEEL, ())]),
    "a byte is another": (
        lambda: signed().replace(b" 842 ]", b" 843 ]", 1),
        [(KONIG, ONGELDIG, ())],
    ),
    "saved once more": (resaved, [(KONIG, ONGELDIG, ())]),
    "of another paper": (of_another, [(KONIG, ONGELDIG, ())]),
    "nonsense": (lambda: with_contents(lambda old: b"00" * (len(old) // 2)), [("", ONBEKEND, ())]),
    "an old kind": (
        lambda: signed().replace(b"/adbe.pkcs7.detached", b"/adbe.x509.rsa_sha1 "),
        [("", ONBEKEND, ())],
    ),
    "none": (paper, []),
}


def form() -> bytes:
    return make_form("Datum")


@pytest.mark.parametrize("name", TABLE)
def test_of_each_signature_the_right_thing_is_said(name: str) -> None:
    make, expected = TABLE[name]
    found = judge_signatures(make())
    assert [(each.wie, each.oordeel, each.bezwaren) for each in found] == expected
    held = [
        not objections and verdict in {GEHEEL, AANGEVULD} for _, verdict, objections in expected
    ]
    assert [each.stuit is None for each in found] == held


def test_it_is_read_aside_and_nothing_is_altered() -> None:
    before = bytes(signed())
    (found,) = read_signatures(before, "post.pdf")
    assert (found.wie, found.oordeel) == (KONIG, GEHEEL)
    assert before == signed()


def test_what_a_signature_shows_is_seen_and_is_no_text_of_the_document() -> None:
    plain, signed = (
        take_in(each, "post.pdf")[0] for each in (paper(), sign(paper(), mayor(), visible=True))
    )
    assert isinstance(plain, Bladen)
    assert isinstance(signed, Bladen)
    assert [blad.tekst for blad in signed.bladen] == [TEKST, "Artikel 2"]
    assert signed.bladen == plain.bladen
    first, second = (
        ImageChops.difference(one.beeld(72), other.beeld(72)).getbbox()
        for one, other in zip(plain.bladen, signed.bladen, strict=True)
    )
    assert first
    assert first == pytest.approx((300, 842 - 160, 500, 842 - 100), abs=12)
    assert second is None


def test_the_moment_is_of_a_service_or_of_the_signer() -> None:
    begin = datetime.now(UTC).replace(microsecond=0)
    (own,) = judge_signatures(sign(paper(), mayor()))
    assert own.moment
    assert not own.getuigd
    assert begin <= own.moment <= datetime.now(UTC)
    (stamped,) = judge_signatures(sign(paper(), mayor(), stamped=True))
    assert stamped.moment == datetime(2023, 1, 10, 9, tzinfo=UTC)
    assert stamped.getuigd


def test_what_was_not_signed_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binnenkomst, "SECONDS", 0.0)
    assert read_signatures(paper(), "post.pdf") == ()
    assert [each.oordeel for each in read_signatures(signed(), "post.pdf")] == [ONBEKEND]


def test_what_cannot_be_read_at_all_is_told() -> None:
    (found,) = read_signatures(b"%PDF-1.7 /ByteRange", "post.pdf")
    assert str(found) == (
        "Digitale handtekening van een onbekende: niet na te gaan: zij is beschadigd, of van een "
        "soort die niet wordt gelezen."
    )


def test_it_is_told_in_a_sentence() -> None:
    moment = datetime(2023, 1, 10, 10, 5, tzinfo=UTC)
    assert str(Handtekening(KONIG, moment, GEHEEL, (VERLOPEN,))) == (
        "Digitale handtekening van R.C. König, Gemeente Deventer op 10-01-2023 om 10:05 (volgens "
        "de computer van de ondertekenaar): geldig, over het hele document; het certificaat was "
        "toen verlopen."
    )
    assert str(Handtekening("", moment, GEWIJZIGD, getuigd=True)) == (
        "Digitale handtekening van een onbekende op 10-01-2023 om 10:05: geldig over wat er toen "
        "stond, maar daarna is het document gewijzigd."
    )


def test_a_name_is_shown_without_what_a_screen_obeys() -> None:
    (found,) = judge_signatures(sign(paper(), make_passport("\x1b[2JKönig", authority())))
    assert found.wie == "?[2JKönig, Gemeente Deventer"


def test_nothing_is_asked_of_anyone() -> None:
    """The certificate says where to ask whether it was withdrawn, and who gave it; nobody calls."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        place = f"http://127.0.0.1:{server.getsockname()[1]}/"
        asking = make_passport("R.C. König", make_passport("Vertrouwd", ask=place), ask=place)
        content = sign(paper(), Paspoort(asking.certificate, asking.key))
        (found,) = judge_signatures(content)
        (aside,) = read_signatures(content, "post.pdf")
        with pytest.raises(BlockingIOError):
            server.accept()
    assert found == aside
    assert found.stuit is None

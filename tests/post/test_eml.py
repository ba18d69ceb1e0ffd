"""Drafts of e-mails, as bytes and as a parser of another make reads them."""

from __future__ import annotations

import email
import email.policy
import re
from email.header import decode_header, make_header
from email.utils import getaddresses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hulp.mail import read_mail
from overeenkomstgen.post.eml import write_eml

pytestmark = pytest.mark.ongemeten

DEN_BOSCH = ("Gemeente 's-Hertogenbosch", "college@s-hertogenbosch.nl")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


def test_the_whole_file() -> None:
    stukken = [("a.pdf", b"%PDF")]
    found = write_eml([DEN_BOSCH], "Één overeenkomst", "Geachte heer König,\n", stukken)
    lines = [
        'To: "Gemeente \'s-Hertogenbosch"',
        " <college@s-hertogenbosch.nl>",
        "Subject: =?utf-8?b?w4nDqW4gb3ZlcmVlbmtvbXN0?=",
        "X-Unsent: 1",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed;",
        ' boundary="BOUNDARY"',
        "",
        "--BOUNDARY",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "Geachte heer K=C3=B6nig,",
        "",
        "--BOUNDARY",
        "Content-Type: application/pdf;",
        ' name="a.pdf"',
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment;",
        ' filename="a.pdf"',
        "",
        "JVBERg==",
        "",
        "--BOUNDARY--",
        "",
    ]
    assert re.sub(rb"=_[0-9a-f]{32}", b"BOUNDARY", found).decode("ascii").split("\r\n") == lines
    assert write_eml([DEN_BOSCH], "Één overeenkomst", "Geachte heer König,\n", stukken) == found


@pytest.mark.parametrize(
    ("naam", "media_type"),
    [
        ("a.pdf", "application/pdf"),
        ("A.PDF", "application/pdf"),
        ("overeenkomst.docx", WORD),
        ("Convenant coöperatie & regio's.pdf", "application/pdf"),
        ('vreemd"\\.zip', "application/octet-stream"),
        ("€ 15.216,90; prijs=hoog*.png", "image/png"),
        ("ö" * 120 + ".pdf", "application/pdf"),
        ("z" * 120 + ".pdf", "application/pdf"),
    ],
)
def test_an_attachment_arrives_as_it_is(tmp_path: Path, naam: str, media_type: str) -> None:
    content = bytes(range(256)) * 3
    draft = sent(write_eml([], "x", "x\n", [(naam, content)]), tmp_path)
    assert read_mail(draft).attachments == [(naam, media_type, content)]
    # Older versions of Outlook look for the name here.
    (shown,) = re.findall(r'\n name="(.*?)"\n', draft.read_text("ascii"), re.DOTALL)
    assert str(make_header(decode_header(re.sub(r"\s+", " ", shown)))) == naam


def sent(eml: bytes, folder: Path) -> Path:
    """Write a draft; return where it is."""
    draft = folder / "a.eml"
    draft.write_bytes(eml)
    return draft


@pytest.mark.parametrize(
    "subject",
    [
        "Herinnering",
        "Bijdrage € 15.216,90 van coöperatie 's-Hertogenbosch, ‘één’",  # noqa: RUF001 - quotes
        "Nieuw convenant 2023 t/m 2027 en samenwerkingsovereenkomst gemeente Alphen aan den Rijn",
        "=?utf-8?q?geen_code?=",
        "w" * 1200,
        "ë" * 300,
        "",
    ],
)
def test_a_subject_arrives_as_it_is(tmp_path: Path, subject: str) -> None:
    draft = sent(write_eml([], subject, "x\n"), tmp_path)
    assert read_mail(draft).subject == subject
    assert max(map(len, draft.read_bytes().split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    "aan",
    [
        DEN_BOSCH,
        ("Gemeente Súdwest-Fryslân", "info@sudwestfryslan.nl"),
        ('Gemeente "A", B <c@d.nl>', "x@y.nl"),
        ("Gemeente Nergens", "burgerzaken.coöp@coöperatie.nl"),
        ("", "x@y.nl"),
    ],
)
def test_an_address_arrives_as_it_is(tmp_path: Path, aan: tuple[str, str]) -> None:
    assert read_mail(sent(write_eml([aan], "x", "x\n"), tmp_path)).to == [aan]


def test_without_an_address_there_is_no_recipient(tmp_path: Path) -> None:
    found = read_mail(sent(write_eml([], "x", "x\n"), tmp_path))
    assert (found.to, found.unsent) == ([], ["1"])
    assert found.headers == ["subject", "x-unsent", "mime-version", "content-type"]


NAAM = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=90)
HOST = st.sampled_from(["x.nl", "a-b.overheid.example"])
ADRES = st.tuples(st.from_regex(r"[a-z0-9+_-]{1,15}(\.[a-z]+)?", fullmatch=True), HOST).map(
    "@".join
)
WIE = st.lists(st.tuples(NAAM.map(lambda naam: " ".join(naam.split())), ADRES), max_size=6)


def unspaced(who: tuple[str, str]) -> tuple[str, str]:
    return "".join(who[0].split()), who[1]


@given(WIE, WIE)
def test_everyone_arrives_in_two_parsers(
    aan: list[tuple[str, str]], cc: list[tuple[str, str]]
) -> None:
    draft = write_eml(aan, "x", "x\n", (), cc)
    modern = email.message_from_bytes(draft, policy=email.policy.default)
    old = email.message_from_bytes(draft)
    for header, whom in (("To", aan), ("Cc", cc)):
        assert (header in modern, header in old) == (bool(whom), bool(whom))
        if whom:
            found = [(each.display_name, each.addr_spec) for each in modern[header].addresses]
            # Of a long name it keeps the space at which that was folded, against RFC 2047, 6.2.
            assert [*map(unspaced, found)] == [*map(unspaced, whom)]
            pairs = getaddresses([old[header].replace("\r\n", "")])
            assert [(str(make_header(decode_header(naam))), adres) for naam, adres in pairs] == whom
    assert headers(draft)[-3:] == ["X-Unsent", "MIME-Version", "Content-Type"]
    assert max(map(len, draft.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 78


def test_a_list_as_a_mail_program_reads_it(tmp_path: Path) -> None:
    aan = [("Zoë König-d'Haëne", "z@x.nl"), ("Wit, Jan de", "jan@x.nl"), ("", "b@x.nl")]
    found = read_mail(sent(write_eml(aan, "x", "x\n", (), [DEN_BOSCH, aan[0]]), tmp_path))
    assert (found.to, found.cc) == (aan, [DEN_BOSCH, aan[0]])


def headers(draft: bytes) -> list[str]:
    """Return the names of the headers before the first empty line."""
    head = draft.partition(b"\r\n\r\n")[0].decode("utf-8").split("\r\n")
    return [line.partition(":")[0] for line in head if not line.startswith(" ")]


@given(naam=ANYTHING, onderwerp=ANYTHING, bestand=ANYTHING)
def test_nothing_becomes_a_header(naam: str, onderwerp: str, bestand: str) -> None:
    draft = write_eml([(naam, "x@y.nl")], onderwerp, "x\n", [(bestand, b"y")])
    assert headers(draft) == ["To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"]
    assert draft.count(b"\n") == draft.count(b"\r") == draft.count(b"\r\n")
    part = draft.split(b"\r\n--=_")[2].partition(b"\r\n")[2]
    assert headers(part) == ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition"]
    read = email.message_from_bytes(draft, policy=email.policy.SMTP)
    assert read["To"].addresses[0].addr_spec == "x@y.nl"
    assert len(read["To"].addresses) == 1


@given(onderwerp=st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=200))
def test_no_letter_of_a_subject_is_lost(onderwerp: str) -> None:
    head = write_eml([], onderwerp, "x\n").partition(b"\r\nX-Unsent")[0].decode("ascii")
    value = head.removeprefix("Subject: ").replace("\r\n", "")
    assert str(make_header(decode_header(value))) == onderwerp
    assert all(len(line) <= 76 for line in head.split("\r\n"))


@given(ANYTHING)
def test_what_is_no_address_is_refused_or_stays_one(text: str) -> None:
    try:
        draft = write_eml([("x", text)], "x", "x\n")
    except ValueError as error:
        assert "is no address" in str(error)  # noqa: PT017 - most of them, not all
    else:
        assert headers(draft) == ["To", "Subject", "X-Unsent", "MIME-Version", "Content-Type"]


@pytest.mark.parametrize(
    "address",
    ["x@y.nl\r\nBcc: z@z.nl", "x@y.nl\n", "x@y.nl, z@z.nl", "x@y.nl>\x85", "x", "@", "\x7f@y.nl"],
)
def test_no_address(address: str) -> None:
    with pytest.raises(ValueError, match="is no address"):
        write_eml([("x", address)], "x", "x\n")

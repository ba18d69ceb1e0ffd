"""Drafts of e-mails: files that a mail program opens, ready to be sent by hand.

A draft is a message of RFC 5322. Who sends it, the date and the identification are left out:
the mail program gives those. The same draft gives the same bytes.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from email.header import Header
from email.message import MIMEPart
from email.policy import SMTPUTF8
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

WIDTH: Final = 76
"""The longest line with an encoded word (RFC 2047, section 2), and of a text (RFC 2045, 6.7)."""

# What is folded here stays folded as it is; nothing but an address can hold more than ASCII.
_POLICY = SMTPUTF8.clone(refold_source="none", max_line_length=WIDTH)
# A line break would begin another header; the rest no reader sees: C0 and C1 of ISO 6429, the
# separators of Unicode, and halves of characters.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_ADDRESS = re.compile(r'[^\s<>(),;:"@]+@[^\s<>(),;:"@]+')  # as the table has them
_PLAIN_NAME = re.compile(r"(?!.*=\?)[ !#-\[\]-~]{1,60}")
_LONG_WORD = re.compile(rf"\S{{{WIDTH - 16},}}")
_MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_eml(
    aan: Iterable[tuple[str, str]],
    onderwerpregel: str,
    tekst: str,
    stukken: Iterable[tuple[str, bytes]] = (),
    cc: Iterable[tuple[str, str]] = (),
) -> bytes:
    """Return the file that a mail program opens.

    ``aan`` and ``cc`` are the names that it shows, "" for none, and the addresses. The text has
    a line feed after each line. The attachments are, in order, a name and content each.

    Raises:
        ValueError: An address is none.
    """
    message = MIMEPart(_POLICY)
    for header, whom in (("To", aan), ("Cc", cc)):
        if found := [_recipient(*each) for each in whom]:
            message.set_raw(header, ",\n ".join(found))
    subject = _clean(onderwerpregel)
    plain = subject.isascii() and "=?" not in subject and not _LONG_WORD.search(subject)
    folded = Header(subject, "us-ascii" if plain else "utf-8", WIDTH, "Subject")
    message.set_raw("Subject", folded.encode())
    message.set_raw("X-Unsent", "1")  # Outlook opens it to be sent, not as one that came in
    message.set_raw("MIME-Version", "1.0")
    text = MIMEPart(_POLICY)
    text.set_content(tekst, charset="utf-8", cte="quoted-printable")
    parts = [text, *(_attachment(*stuk) for stuk in stukken)]
    digest = hashlib.sha256(b"\n".join(part.as_bytes() for part in parts)).hexdigest()
    # Neither base64 nor quoted-printable gives "=_" (RFC 2045, section 6.7).
    message.set_raw("Content-Type", f'multipart/mixed;\n boundary="=_{digest[:32]}"')
    for part in parts:
        message.attach(part)
    return message.as_bytes()


def _recipient(name: str, address: str) -> str:
    if not _ADDRESS.fullmatch(address) or _UNPRINTABLE.search(address):
        raise ValueError(f"{address!r} is no address")
    name = _clean(name)
    if not name:
        return address
    shown = f'"{name}"' if _PLAIN_NAME.fullmatch(name) else _words(name, "To")
    return f"{shown}\n <{address}>"


def _words(text: str, header: str) -> str:
    """Return a text in encoded words (RFC 2047), folded between them."""
    return Header(text, "utf-8", WIDTH, header).encode()


def _clean(text: str) -> str:
    """Return a text on one line."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _attachment(name: str, content: bytes) -> MIMEPart:
    """Return a file as a part.

    The name stands there twice: as the standard has it (RFC 2231), and as versions of Outlook
    read it that know no better: in encoded words, as a parameter of the media type.
    """
    part = MIMEPart(_POLICY)
    name = _clean(name)
    kind = _MEDIA_TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")
    if _PLAIN_NAME.fullmatch(name):
        shown, filename = name, f'filename="{name}"'
    else:
        shown, filename = _words(name, ' name="'), f"filename*=utf-8''{quote(name, safe='')}"
    part.set_raw("Content-Type", f'{kind};\n name="{shown}"')
    part.set_raw("Content-Transfer-Encoding", "base64")
    part.set_raw("Content-Disposition", f"attachment;\n {filename}")
    part.set_payload(base64.encodebytes(content).decode("ascii"))
    return part


def as_base64(content: bytes) -> bytes:
    """Return an attachment as it stands in a draft."""
    return base64.encodebytes(content).replace(b"\n", b"\r\n")

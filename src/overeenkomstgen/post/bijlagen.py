"""What is attached to an e-mail that came in, as a mail program or Outlook keeps it.

Of an e-mail within an e-mail the attachments are given with the others.
"""

import io
from collections.abc import Iterator
from email import policy
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.message import Message
from email.parser import BytesParser
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from olefile import OleFileIO

Bijlage = tuple[str, bytes]
"""The name and the content of an attachment."""
NAMELOOS: Final = "zonder naam"

# [MS-OXMSG], 2.2.2, and [MS-OXPROPS]: where Outlook keeps an attachment, and of it the content
# (binary, or another message), the long name and the short one, in Unicode or in one byte a sign.
_ATTACHMENT: Final = "__attach_version1.0_"
_CONTENT, _MESSAGE = "__substg1.0_37010102", "__substg1.0_3701000D"
_NAMES: Final = tuple(
    (f"__substg1.0_{tag}{kind}", encoding)
    for tag in ("3707", "3704", "3001")
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "cp1252"))
)
_OF_A_MESSAGE: Final = "__properties_version1.0"


def read_eml(content: bytes) -> list[Bijlage]:
    """Return the attachments of an e-mail of RFC 5322; its text, and a signature of it, are none.

    Raises:
        MessageError: It is not whole.
    """
    message, found = BytesParser(policy=policy.default).parsebytes(content), list[Bijlage]()
    for part in message.walk():
        if any(isinstance(each, CloseBoundaryNotFoundDefect) for each in part.defects):
            raise MessageError
        name = part.get_filename() or ""
        kind = part.get_content_type()
        text = kind.startswith("text/") and not name.lower().endswith((".eml", ".pdf"))
        if not (part.is_multipart() or text or kind.endswith("pkcs7-signature")):
            found.append((name or NAMELOOS, _content(part)))
    return found


def read_msg(content: bytes) -> list[Bijlage] | None:
    """Return the attachments of an e-mail of Outlook; None if a file of [MS-CFB] is no such.

    Raises:
        OSError: It is not whole.
    """
    from olefile import OleFileIO  # noqa: PLC0415 - for such a file only

    with OleFileIO(io.BytesIO(content)) as ole:
        return [*_attachments(ole, ())] if ole.exists(_OF_A_MESSAGE) else None


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _attachments(ole: "OleFileIO", message: tuple[str, ...]) -> Iterator[Bijlage]:
    places = sorted({tuple(path[: len(message) + 1]) for path in ole.listdir()})
    for place in places:
        if place[:-1] == message and place[-1].startswith(_ATTACHMENT):
            if ole.exists([*place, _MESSAGE]):
                yield from _attachments(ole, (*place, _MESSAGE))
            elif ole.exists([*place, _CONTENT]):
                names = (_text(ole, [*place, name], encoding) for name, encoding in _NAMES)
                content = ole.openstream([*place, _CONTENT]).read()
                yield next(filter(None, names), NAMELOOS), content


def _text(ole: "OleFileIO", place: list[str], encoding: str) -> str:
    if not ole.exists(place):
        return ""
    raw: bytes = ole.openstream(place).read()
    return raw.decode(encoding, "replace").strip("\0 ")

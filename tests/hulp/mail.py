"""Reads e-mails with postal-mime, a parser of another make, which `make test` installs."""

from __future__ import annotations

import base64
import email.policy
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hulp.gereedschap import GEREEDSCHAP, run_node

RUNNER = GEREEDSCHAP / "ooxml/mail.mjs"
OTHERS = GEREEDSCHAP / "ooxml/mails.mjs"


@dataclass(frozen=True)
class Mail:
    """What a mail program finds in a file.

    Attributes:
        to, cc: Names and addresses.
        headers: The names of the headers, in order, in lower case.
        attachments: Name, media type and content, in order.
    """

    to: list[tuple[str, str]]
    subject: str
    text: str
    headers: list[str]
    unsent: list[str]
    attachments: list[tuple[str, str, bytes]]
    cc: list[tuple[str, str]]

    def files(self) -> dict[str, bytes]:
        """Return the attachments by name; no two may have the same."""
        found = {name: content for name, _, content in self.attachments}
        assert len(found) == len(self.attachments)
        return found


def read_mail(path: Path) -> Mail:
    """Return what the parser finds in a file.

    Where the parser is not installed the test is skipped; in CI it fails.
    """
    said = run_node(RUNNER, path, needs="postal-mime", lack="the parser of e-mails is")
    found = json.loads(said)
    return Mail(
        [(to["name"], to["address"]) for to in found.get("to", [])],
        found.get("subject", ""),
        found["text"],
        [header["key"] for header in found["headers"]],
        [header["value"] for header in found["headers"] if header["key"] == "x-unsent"],
        [
            (part["filename"], part["mimeType"], base64.b64decode(part["content"]))
            for part in found["attachments"]
        ],
        [(to["name"], to["address"]) for to in found.get("cc", [])],
    )


@dataclass(frozen=True)
class Gelezen:
    """What one parser of several finds: names and addresses, texts, attachments by their hash."""

    to: list[tuple[str, str]]
    subject: str
    text: str
    files: dict[str, str]


def read_by_all(path: Path) -> dict[str, Gelezen]:
    """Return what postal-mime, mailparser, letterparser and Python's own parser find in a file."""
    said = json.loads(run_node(OTHERS, path, needs="letterparser", lack="parsers of e-mails are"))
    found = {
        name: Gelezen(
            [(naam, adres) for naam, adres in each["to"]],
            each["subject"],
            each["text"].strip(),
            each["files"],
        )
        for name, each in said.items()
    }
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    addresses = message["To"].addresses if "To" in message else ()
    body = message.get_body()
    assert body is not None
    found["Python"] = Gelezen(
        [(each.display_name, each.addr_spec) for each in addresses],
        message["Subject"],
        body.get_content().replace("\r\n", "\n").strip(),
        {
            str(part.get_filename()): sha256(part.get_content()).hexdigest()
            for part in message.iter_attachments()
        },
    )
    return found

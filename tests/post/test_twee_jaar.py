"""Two years by commands, with a fixed clock: who gets what at each step, and the text of each.

The texts stand in the snapshot, in the order in which they left.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.mail import read_mail
from hulp.storing import make_scan, small_werkmap
from hulp.uitvoeren import call_program
from hulp.werkmappen import edit, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from hulp.snapshots import Snapshots

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

LETTERS = {
    "aanbiedingsbrief": "aanbiedingsbrieven",
    "herinnering": "herinneringen",
    "ontvangstbevestiging": "ontvangstbevestigingen",
    "bijlage-3": "",
}
OVEREENKOMST = ("samenwerkingsovereenkomst-{0}.pdf", "samenwerkingsovereenkomst-{0}.docx")
DIRECTEUR = """\
[[stichting.opvolgers]]
vanaf = 2024-01-01
aanhef = "mevrouw"
naam = "A. Nieuwland"
functie = "directeur-bestuurder"
"""


class Kantoor:
    """Those who work with a werkmap; it writes down what left."""

    def __init__(self, werkmap: Path) -> None:
        self.werkmap, self.left = werkmap, list[str]()

    def give(self, op: str, *arguments: str) -> str:
        """Give a command on a day, at noon; return what it says."""
        clock = str(int(datetime.fromisoformat(f"{op}T12:00:00+00:00").timestamp()))
        own = {"SOURCE_DATE_EPOCH": clock}
        ran = call_program(*arguments, cwd=self.werkmap, environment=own)
        assert (ran.code, ran.err) == (ExitCode.OK, ""), ran
        return ran.out

    def send(self, op: str, soort: str) -> dict[str, list[str]]:
        """Draft, and record that it was sent; return what went along, by draft."""
        self.give(op, "verzend", soort)
        folder = self.werkmap / "uitvoer" / "verzenden" / soort
        sent = {file.stem: read_mail(file) for file in sorted(folder.glob("*.eml"))}
        for name, mail in sent.items():
            letter = self.werkmap / "uitvoer" / LETTERS[soort] / f"{name}.docx"
            if soort == "bijlage-3":  # it is one for all
                letter = self.werkmap / "uitvoer" / "bijlage-3.docx"
            text = read_word(letter).as_text()
            parts = (f"=== {op} {name}", mail.subject, mail.text, *mail.files(), "", text)
            self.left.append("\n".join(parts))
        self.give(op, "verzonden", soort)
        return {name: list(mail.files()) for name, mail in sent.items()}

    def sign(self, op: str, gemeente: str, *more: str) -> None:
        self.give(op, "onderteken", gemeente, "--op", op, *more)

    def nu(self, op: str) -> list[str]:
        """Return what the agenda says is for now."""
        lines = [" ".join(line.split()) for line in self.give(op, "agenda").splitlines()]
        return [line.removeprefix("nu ") for line in lines if line.startswith("nu ")]


@pytest.fixture
def kantoor(tmp_path: Path) -> Kantoor:
    gemeenten = ("Almelo", "Deventer", "Ede", "Zwolle")
    letters = ("aanbiedingsbrief", "herinnering", "ontvangstbevestiging")
    werkmap = small_werkmap(tmp_path / "werkmap", *letters, gemeenten=gemeenten)
    fill_in(werkmap)
    (werkmap / "bijlagen").mkdir()
    make_scan(werkmap / "bijlagen/convenant.pdf")
    for pages, name in enumerate(("deventer", "ede", "almelo"), 1):
        make_scan(werkmap / f"{name}.pdf", pages)
    return Kantoor(werkmap)


def along(*letters: str) -> dict[str, list[str]]:
    """Return letters that have the agreement along."""
    every = {}
    for letter in letters:
        whose = letter.split("-")[1]
        every[letter] = [f"{letter}.pdf", *(name.format(whose) for name in OVEREENKOMST)]
    return every


def test_two_years(kantoor: Kantoor, snapshots: Snapshots) -> None:
    give, send, nu = kantoor.give, kantoor.send, kantoor.nu
    status, verzend = "overeenkomstgen status", "overeenkomstgen verzend"

    # The agreements go out.
    give("2022-12-21", "genereer")
    give("2022-12-21", "genereer", "--soort", "aanbiedingsbrief")
    assert nu("2022-12-21") == [
        f'Aanbiedingsbrieven verzenden 4 gemeenten {verzend} "aanbiedingsbrief"'
    ]
    offered = along(*(f"aanbiedingsbrief-{who}" for who in ("almelo", "deventer", "ede", "zwolle")))
    assert send("2022-12-22", "aanbiedingsbrief") == {
        name: [*files, "convenant.pdf"] for name, files in offered.items()
    }
    assert nu("2022-12-22") == []

    # One comes in; it gets a receipt, with what it signed and the list.
    kantoor.sign("2023-01-10", "Deventer", "--bestand", "deventer.pdf", "--ja")
    give("2023-01-11", "genereer", "--soort", "ontvangstbevestiging")
    assert send("2023-01-11", "ontvangstbevestiging") == {
        "ontvangstbevestiging-deventer": [
            "ontvangstbevestiging-deventer.pdf",
            "samenwerkingsovereenkomst-deventer-2023-01-10.pdf",
            "bijlage-3.pdf",
        ]
    }

    # The first round of reminders is for the others.
    remind = "Herinneren aan de overeenkomst"
    assert nu("2023-02-16")[0].startswith(f"{remind} Almelo, Ede, Zwolle ")
    give("2023-02-16", "genereer", "--soort", "herinnering")
    first = along("herinnering-almelo", "herinnering-ede", "herinnering-zwolle")
    assert send("2023-02-16", "herinnering") == first

    # Another signs: it gets the list with its receipt, and who signed before gets it by itself.
    kantoor.sign("2023-02-25", "Ede")
    give("2023-02-27", "genereer", "--soort", "ontvangstbevestiging")
    assert list(send("2023-02-27", "ontvangstbevestiging")) == ["ontvangstbevestiging-ede"]
    assert send("2023-02-27", "bijlage-3") == {"bijlage-3-deventer": ["bijlage-3.pdf"]}

    # The second round: each has a reference of its own.
    mede, scan = "Handtekening van de stichting vastleggen", "Scan van wat is getekend bewaren"
    assert nu("2023-03-03") == [
        f"Getekende overeenkomst binnen Almelo, Zwolle {status} --ontbrekend",
        f"{remind} Almelo, Zwolle overeenkomstgen genereer --soort herinnering --volgende",
        f"{mede} Deventer, Ede overeenkomstgen onderteken --namens stichting",
        f"{scan} Ede overeenkomstgen corrigeer --bestand PDF --reden TEKST",
    ]
    give("2023-03-03", "genereer", "--soort", "herinnering", "--volgende")
    second = send("2023-03-03", "herinnering")
    assert list(second) == ["herinnering-almelo-2", "herinnering-zwolle-2"]

    # The foundation signs too.
    ours = ("--namens", "stichting")
    give("2023-03-06", "onderteken", "Deventer", *ours, "--op", "2023-03-06")
    give(
        "2023-03-06",
        "onderteken",
        "Ede",
        *ours,
        "--op",
        "2023-03-06",
        "--bestand",
        "ede.pdf",
        "--ja",
    )
    assert nu("2023-03-06") == [
        f"Getekende overeenkomst binnen Almelo, Zwolle {status} --ontbrekend"
    ]

    # A new director and a new mayor; what was signed stays, and only the mayor is told of.
    edit(kantoor.werkmap, "[netwerk]\n", f"{DIRECTEUR}\n[netwerk]\n", "convenant.toml")
    edit(kantoor.werkmap, "R.C. König", "B. Opvolger")
    told = give("2024-01-08", "genereer")
    changed = [line.split(": In het getekende exemplaar staat ") for line in told.splitlines()]
    assert [(line[0].strip(), line[1].split(", ")[1]) for line in changed if line[1:]] == [
        ("Deventer", "de heer R.C. König"),
    ]
    kantoor.sign("2024-01-15", "Almelo", "--bestand", "almelo.pdf", "--ja")
    give("2024-01-16", "genereer", "--soort", "ontvangstbevestiging")
    assert list(send("2024-01-16", "ontvangstbevestiging")) == ["ontvangstbevestiging-almelo"]
    third = send("2024-01-16", "bijlage-3")
    assert third == {f"bijlage-3-{who}": ["bijlage-3.pdf"] for who in ("deventer", "ede")}

    # What is left at the end of the second year, and all that one of them had.
    assert nu("2024-12-20") == [
        f"Getekende overeenkomst binnen Zwolle {status} --ontbrekend",
        f"{mede} Almelo overeenkomstgen onderteken --namens stichting",
    ]
    sent = give("2024-12-20", "status", "Deventer").splitlines()
    assert [line.strip() for line in sent if "Verzonden" in line] == [
        "Verzonden: aanbiedingsbrief (2022-AB-GM0150) op 22 december 2022",
        "Verzonden: samenwerkingsovereenkomst (1) op 22 december 2022",
        "Verzonden: ontvangstbevestiging (2023-ONT-GM0150) op 11 januari 2023",
        "Verzonden: samenwerkingsovereenkomst (1) op 11 januari 2023",
        "Verzonden: bijlage-3 (2) op 11 januari 2023",
        "Verzonden: bijlage-3 (3) op 27 februari 2023",
        "Verzonden: bijlage-3 (4) op 16 januari 2024",
    ]
    assert give("2024-12-20", "controleer", "--diep").startswith("In orde")
    text = "\n".join(kantoor.left).replace("\N{NO-BREAK SPACE}", " ")
    snapshots.check("twee-jaar.txt", f"{text}\n")

"""The return of a whole period: each paper goes to its municipality, all altered is told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hulp.inkomend import make_eml, make_zip
from hulp.lengte import Lengte, count
from hulp.ondertekenen import change, mayor
from hulp.ondertekenen import sign as sign_digitally
from hulp.retour import INGEVULD, Drukker, Uitgegeven, run, strange_code
from hulp.scannen import SCANNERS, print_page, scan, scan_pdf
from hulp.uitvoeren import Made, call_program
from hulp.werkmappen import edit, files, fill_in
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.werkmap.registers import read_register

if TYPE_CHECKING:
    from PIL import Image

pytestmark = [pytest.mark.traag, pytest.mark.ongemeten, pytest.mark.usefixtures("onthoudt")]


def names(werkmap: Path) -> list[str]:
    """Return the municipalities; last the one of which nothing is left to fill in."""
    table = (werkmap / "gemeenten.csv").read_text("utf-8-sig").splitlines()[1:]
    return sorted((row.partition(";")[0] for row in table), key=lambda name: name == "Deventer")


class Retour:
    """Puts papers in the folder of what comes in, and knows what is to be said of each.

    Attributes:
        verwacht: Of each municipality what must stand in its block; nothing for what is right.
    """

    def __init__(self, werkmap: Path, folder: Path) -> None:
        folder.mkdir()
        self.uitgegeven, self.folder = Uitgegeven(werkmap), folder
        self.drukker, self.inkomend = Drukker(self.uitgegeven, folder), werkmap / "inkomend"
        self.inkomend.mkdir()
        self.verwacht: dict[str, str] = {}
        self._seed = 0

    def scanned(self, naam: str, pages: Iterable[Image.Image], scanner: str = "200 dpi") -> bytes:
        self._seed += 10
        place = scan_pdf([*pages], self.folder / naam, SCANNERS[scanner], self._seed)
        return place.read_bytes()

    def put(self, naam: str, content: bytes) -> None:
        (self.inkomend / naam).write_bytes(content)

    def right(self, *gemeenten: str, scanner: str = "200 dpi") -> bytes:
        """Return a scan of untouched papers, signed with a pen."""
        self.verwacht |= dict.fromkeys(gemeenten, "")
        pages = [page for each in gemeenten for page in self.drukker.issued(each)]
        return self.scanned("goed.pdf", pages, scanner)

    def altered(self, gemeente: str, told: str, *changes: tuple[str, str]) -> None:
        """Put a paper that was printed from an altered Word file, and what must be told of it."""
        self.verwacht[gemeente] = f"Anders: .*{told}"
        pages = self.drukker.word(gemeente, *changes)
        self.put(f"{gemeente}.pdf", self.scanned("anders.pdf", pages))


def amount(werkmap: Path, gemeente: str) -> str:
    text = (werkmap / "uitvoer/verantwoording.csv").read_text("utf-8-sig")
    (row,) = (
        line
        for line in text.splitlines()
        if line.startswith(f"Samenwerkingsovereenkomst;{gemeente};")
    )
    return row.split(";")[6]


def alter(retour: Retour, werkmap: Path, take: Callable[[], str]) -> None:
    """Put papers of which an amount, a number in words, a name, a negation or a day is another."""
    payer = take()
    old = f"{int(amount(werkmap, payer).partition(',')[0]):,}".replace(",", ".")
    new = old[:-1] + ("1" if old[-1] != "1" else "7")
    retour.altered(payer, re.escape(new), (old, new))
    retour.altered(take(), '"vier" is "drie"', ("vier maanden", "drie maanden"))
    if Lengte.lang:
        retour.altered(take(), '"niet" ontbreekt', ("overleg niet tot", "overleg tot"))
        retour.altered(take(), "Everhart", ("Everhardt", "Everhart"))
        retour.altered(
            take(),
            "2028",
            ("31\N{NO-BREAK SPACE}december\N{NO-BREAK SPACE}2027", "31 december 2028"),
        )
        former = take()
        scanned = retour.scanned("eerder.pdf", retour.drukker.issued(former))
        fill_in(werkmap)
        inwoners = next(
            row.split(";")[2]
            for row in (werkmap / "gemeenten.csv").read_text("utf-8-sig").splitlines()
            if row.startswith(f"{former};")
        )
        for words in (
            ("genereer", "--soort", "aanbiedingsbrief", former),
            ("verzonden", "aanbiedingsbrief", former),
        ):
            ran = run(werkmap, *words)
            assert ran.code == ExitCode.OK, ran
        edit(werkmap, f";{inwoners};", f";{int(inwoners) + 10};")
        assert call_program("genereer", former, cwd=werkmap).code == ExitCode.OK
        retour.verwacht[former] = "een andere versie dan die van nu: verzonden op 10 maart 2023"
        retour.put("eerder.pdf", scanned)


def fill(retour: Retour, werkmap: Path) -> None:
    """Put one of each kind; with ``--lang`` of all 41, else of a few."""
    rest = iter(names(werkmap) if Lengte.lang else names(werkmap)[:14])
    take = rest.__next__
    retour.put("ondersteboven.pdf", retour.right(take(), scanner="ondersteboven"))
    retour.put("zwart-wit.pdf", retour.right(take(), scanner="zwart-wit"))
    foto = take()
    retour.verwacht[foto] = ""
    for number, page in enumerate(retour.drukker.issued(foto), 1):
        scan(page, SCANNERS["foto"], number).save(retour.inkomend / f"foto{number}.jpg", quality=90)
    first, second = take(), take()
    blank = print_page(retour.uitgegeven.place(first, ".pdf"), 1)
    blank.paste(255, (0, 0, *blank.size))
    retour.verwacht |= {first: "", second: ""}
    pages = [*retour.drukker.issued(first), blank, *retour.drukker.issued(second)]
    two = retour.scanned("twee.pdf", pages)
    retour.put("twee.pdf", two)
    half = take()
    retour.verwacht[half] = "Bezwaar: bladzijde 1 ontbreekt"
    retour.put("half.pdf", retour.scanned("half.pdf", retour.drukker.issued(half)[1:]))
    for number in range(count(6, 1)):
        typed = take()
        retour.verwacht[typed] = "Voor de tabel: .*collegebesluit: 17 januari 2023"
        pages = retour.drukker.word(typed, *INGEVULD[: 3 - number % 3])
        retour.put(f"getypt-{number}.pdf", retour.scanned("getypt.pdf", pages))
    alter(retour, werkmap, take)
    coded = take()
    retour.verwacht[coded] = ""
    pages = retour.drukker.issued(coded)
    strange_code(pages[0])
    retour.put("code.pdf", retour.scanned("code.pdf", pages))
    signed, changed = take(), take()
    retour.verwacht |= {signed: "", changed: "daarna is het document gewijzigd"}
    whole = retour.uitgegeven.pdf(signed, ink=False)
    retour.put("digitaal.pdf", sign_digitally(whole, mayor(), stamped=True))
    other = sign_digitally(retour.uitgegeven.pdf(changed, ink=False), mayor(), stamped=True)
    retour.put("gewijzigd.pdf", change(other))
    retour.put("mail.eml", make_eml({"scan.pdf": retour.right(take())}).as_bytes())
    retour.put("pak.zip", make_zip({"map/scan.pdf": retour.right(take(), scanner="150 dpi")}))
    retour.put("tweemaal.pdf", two)
    retour.put("halverwege.pdf", two[: len(two) // 2])
    for each in rest:
        retour.put(f"{each}.pdf", retour.right(each))


def test_a_whole_return(made: Made, tmp_path: Path) -> None:
    """Untouched papers go to their municipality, all that was altered is told, nothing is lost."""
    werkmap = Path(shutil.copytree(made.werkmap, tmp_path / "werkmap"))
    retour = Retour(werkmap, tmp_path / "papier")
    fill(retour, werkmap)
    before = files(werkmap / "inkomend")
    if Lengte.lang:
        assert run(werkmap, "inname").code == ExitCode.OK
        assert files(werkmap / "inkomend") == before
        assert not (werkmap / "register.csv").exists()
    ran = run(werkmap, "inname", "--akkoord", "--op", "1-2-2023")
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    blocks = {
        match[1]: match[0]
        for match in re.finditer(r"^[\d.]+\. ([^:\n]+): .*?\n\n", ran.out, re.MULTILINE | re.DOTALL)
    }
    assert blocks.keys() == retour.verwacht.keys()
    questioned = []
    for naam, said in retour.verwacht.items():
        assert re.search(said, blocks[naam]), blocks[naam]
        untouched = not said or said.startswith("Voor")
        if untouched and "   Nu vastgelegd" not in blocks[naam]:
            questioned.append(blocks[naam])
    assert len(questioned) <= 1, "\n".join(questioned)
    assert "halverwege.pdf: dit bestand is nog niet volledig" in ran.out
    assert "tweemaal.pdf is hetzelfde bestand als twee.pdf" in ran.out
    recorded = {entry.gemeente for entry in read_register(werkmap / "register.csv")}
    right = {n for n, said in retour.verwacht.items() if not said or said.startswith("Voor")}
    assert recorded <= right
    assert len(right - recorded) <= 1
    kept = {*files(werkmap / "ingekomen").values()}
    assert {data for name, data in before.items() if name != "halverwege.pdf"} <= kept

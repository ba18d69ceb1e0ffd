"""A year at the counter by keyboard alone, beside the same year by command line."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pikepdf import Pdf, Rectangle

from hulp.browser import running_browser
from hulp.inkomend import make_pdf
from hulp.ondertekenen import mayor, sign
from hulp.proeven import BRIEVEN
from hulp.retour import Uitgegeven, saved
from hulp.storing import GEMEENTEN, small_werkmap, state
from hulp.toonbank import NOW, open_counter
from hulp.uitvoeren import call_program
from hulp.wegen import BRIEF
from hulp.werkmappen import ROOT, edit, edit_word, fill_in
from overeenkomstgen.cli.afloop import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hulp.browser import Browser
    from hulp.toonbank import Toonbank

pytestmark = [pytest.mark.ongemeten, pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

ACTIVE = """
within => {
  const e = document.activeElement;
  return e.closest(within) ? e.labels?.[0]?.innerText ?? e.innerText : "";
}
"""
"""What that is called which has the focus, in a part of the page."""
NOT_COMPARED = re.compile(r"kopie/|uitvoer/proef/")
"""What a page keeps of a file that it changes; and what was only tried."""
ALLE = tuple(
    row.partition(";")[0] for row in (ROOT / "gemeenten.csv").read_text("utf-8").splitlines()[1:]
)
PERIODE = ("--ingang", "1-1-2028", "--einde", "31-12-2031", "--tarief", "0,15")


class Toetsen:
    """Who uses the counter without a mouse."""

    def __init__(self, browser: Browser, counter: Toonbank) -> None:
        self.page, self.counter = browser.page, counter
        self.page.goto(counter.adres)
        self.page.wait_for_url(f"{counter.hier}/")

    def tab_to(self, name: str, within: str = "main") -> None:
        """Press Tab until what is called so has the focus."""
        for _ in range(400):
            self.page.keyboard.press("Tab")
            if str(self.page.evaluate(ACTIVE, within)).strip().startswith(name):
                return
        pytest.fail(f"{name}: not on {self.page.url}: {self.page.inner_text('main')}")

    def enter(self, name: str, within: str = "main") -> None:
        """Go to what is called so, and press Enter."""
        self.tab_to(name, within)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, values: Mapping[str, str | Path | list[Path]]) -> None:
        """Fill in boxes by what stands above them, in the order of the page; "" ticks one."""
        for label, value in values.items():
            self.tab_to(label)
            if value == "":
                self.page.keyboard.press("Space")
            elif isinstance(value, str):
                kind = self.page.evaluate("document.activeElement.tagName")
                if kind != "SELECT":
                    self.page.keyboard.press("Control+a")
                self.page.keyboard.type(value)
            else:
                self.page.locator(":focus").set_input_files(value)  # the window is the system's

    def do(
        self, key: str, button: str, values: Mapping[str, str | Path | list[Path]] | None = None
    ) -> str:
        """Do something, say yes to what is asked, and return what the page tells of it."""
        self.page.goto(f"{self.counter.hier}/doe/{key}")
        self.fill(values or {})
        self.enter(button)
        return self.ended()

    def ended(self) -> str:
        """Wait until the work has ended, say yes to what is asked, and return what is told."""
        assert "/werk/" in self.page.url, self.page.inner_text("main")
        self.page.wait_for_selector("main:not(:has([data-stand]))", timeout=300_000)
        if self.page.query_selector(".vraag"):
            self.enter("Ja")
            return self.ended()
        told = self.page.inner_text("main")
        assert "Dit ging niet" not in told, told
        return told


def altered(content: bytes) -> bytes:
    """Put words in a paper that was issued without them."""
    words = make_pdf(["Artikel 3 geldt niet voor deze gemeente."])
    with Pdf.open(BytesIO(content)) as pdf, Pdf.open(BytesIO(words)) as other:
        pdf.pages[0].add_overlay(other.pages[0], Rectangle(0, 0, 595, 842))
        return saved(pdf)


def returns(werkmap: Path, folder: Path) -> list[Path]:
    """Make three papers that come back: signed in the PDF, with a pen, and with words put in."""
    issued = Uitgegeven(werkmap)
    papers = {
        "almelo.pdf": altered(issued.pdf("Almelo")),
        "deventer.pdf": sign(issued.place("Deventer", ".pdf").read_bytes(), mayor()),
        "zwolle.pdf": issued.pdf("Zwolle"),
    }
    folder.mkdir()
    for name, content in papers.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in papers]


def changed_template(werkmap: Path, place: Path) -> Path:
    """Make another template of the letter."""
    shutil.copytree(werkmap / "sjablonen", place / "sjablonen")
    edit_word(place, "Hebt u vragen?", "Hebt u nog vragen?", BRIEF)
    return place / "sjablonen" / BRIEF


def run(werkmap: Path, *words: str) -> str:
    """Give a command, which succeeds."""
    ran = call_program(*words, cwd=werkmap, environment=NOW)
    assert ran.code == ExitCode.OK, ran
    return ran.out


def number_of(gemeente: str, told: str) -> str:
    """Return the number of the paper of a municipality, in what was told of those that came."""
    (number,) = re.findall(rf"^(\d+)\. {gemeente}", told, re.MULTILINE)
    return str(number)


def by_command(werkmap: Path, papers: list[Path], template: Path) -> None:
    """Do all of it by command line, and by hand what a secretary does in Excel and Word."""
    edit(werkmap, ";veel;", ";101446;")
    run(werkmap, "genereer")
    run(werkmap, "genereer", "--soort", "aanbiedingsbrief")
    run(werkmap, "verzend", "aanbiedingsbrief", "--toch")
    run(werkmap, "verzonden", "aanbiedingsbrief")
    (werkmap / "inkomend").mkdir()
    for paper in papers:
        shutil.copy(paper, werkmap / "inkomend")
    run(werkmap, "inname", "--akkoord")
    zwolle = number_of("Zwolle", run(werkmap, "inname"))
    run(werkmap, "inname", "--akkoord", zwolle, "--op", "17-01-2023", "--ja")
    almelo = number_of("Almelo", run(werkmap, "inname"))
    refused = call_program("inname", "--akkoord", almelo, cwd=werkmap, environment=NOW)
    assert refused.code == ExitCode.INPUT
    run(werkmap, "bijlage3")
    run(werkmap, "zeg-op", "Deventer", "--op", "15-12-2024")
    run(werkmap, "facturen", "2024", "--proef")
    run(werkmap, "facturen", "2024", "--ja")
    run(werkmap, "crediteer", "P31-2024-001", "--reden", "dubbel")
    shutil.copy(template, werkmap / "sjablonen")
    run(werkmap, "sjabloon", "proef", f"sjablonen/{BRIEF}")
    run(werkmap, "nieuw", "../volgende", *PERIODE, "--peildatum", "1-1-2027")


def by_keyboard(
    toetsen: Toetsen, papers: list[Path], template: Path, gemeenten: Sequence[str]
) -> None:
    """Do all of it at the counter."""
    toetsen.enter("Gemeenten", "nav")
    toetsen.enter(f"{gemeenten.index('Deventer') + 2}, Deventer: verbeteren")
    toetsen.fill({"Inwoners (verplicht)": "101446"})
    with toetsen.page.expect_navigation():
        toetsen.page.keyboard.press("Enter")
    toetsen.enter("Maken", "nav")
    toetsen.enter("Nu maken")
    assert f"Gemaakt: {len(gemeenten) + 1}" in toetsen.ended()
    toetsen.enter("Deventer")
    assert toetsen.page.get_by_alt_text("Bladzijde 1 van").count() == 1
    toetsen.do("genereer", "Maken", {"Wat": "Aanbiedingsbrief"})
    toetsen.do("verzend", "Maken", {"Soort": "Aanbiedingsbrief", "Ook als er nog": ""})
    toetsen.do("verzonden", "Vastleggen", {"Soort": "Aanbiedingsbrief", "Alle concepten": ""})
    toetsen.enter("Binnengekomen", "nav")
    toetsen.fill({"Bestanden": papers})
    toetsen.enter("Nakijken")
    told = toetsen.ended()
    assert re.findall(r"\d\. (\w+)", told) == ["Almelo", "Deventer", "Zwolle"]
    assert "Dit wordt niet vastgelegd" in told
    toetsen.do("neem-in", "Vastleggen")
    told = toetsen.do("inname", "Nakijken")
    assert "Vastleggen: Almelo" not in told
    toetsen.fill({"Dag van ondertekening": "17-01-2023"})
    toetsen.enter("Vastleggen: Zwolle")
    toetsen.ended()
    toetsen.do("bijlage3", "Maken")
    toetsen.do(
        "zeg-op", "Vastleggen", {"Gemeente": "Deventer", "Dag waarop de opzegging": "15-12-2024"}
    )
    toetsen.do("facturen", "Maken", {"Jaar": "2024"})
    toetsen.do("facturen", "Maken", {"Jaar": "2024", "Eerst een proef": ""})
    toetsen.do(
        "crediteer",
        "Crediteren",
        {"Nummer": "P31-2024-001", "Reden": "dubbel", "Eerst een proef": ""},
    )
    brief = {"Sjabloon van": "Aanbiedingsbrief"}
    toetsen.do("sjabloon", "Nakijken", {**brief, "Sjabloon (": [template]})
    toetsen.do("beproef", "Uitproberen", {**brief, "Het sjabloon": ""})
    toetsen.page.goto(f"{toetsen.counter.hier}/sjablonen/{BRIEF}")
    toetsen.enter("In gebruik nemen")
    toetsen.ended()
    toetsen.do(
        "nieuw",
        "Beginnen",
        {
            "Naam van de nieuwe map": "volgende",
            "Eerste dag": "1-1-2028",
            "Laatste dag": "31-12-2031",
            "Tarief": "0,15",
            "Peildatum": "1-1-2027",
        },
    )


def left(werkmap: Path) -> dict[str, bytes]:
    """Return what stands in a werkmap in the end, and in the next one."""
    now = {name: data for name, data in state(werkmap).items() if not NOT_COMPARED.match(name)}
    then = state(werkmap.with_name("volgende"))
    return now | {f"volgende/{name}": data for name, data in then.items()}


@pytest.mark.parametrize(
    "gemeenten", [GEMEENTEN, pytest.param(ALLE, marks=pytest.mark.lang, id="alle")]
)
def test_a_year_by_keyboard_leaves_what_it_leaves_by_command(
    tmp_path: Path, gemeenten: tuple[str, ...]
) -> None:
    kinds = ("factuurbrief", "creditfactuur", "aanbiedingsbrief", *BRIEVEN)
    own = small_werkmap(tmp_path / "opdracht" / "werkmap", *kinds, gemeenten=gemeenten)
    fill_in(own)
    edit(own, ";101446;", ";veel;")
    other = tmp_path / "loket" / "werkmap"
    shutil.copytree(own, other)
    issued = Path(shutil.copytree(own, tmp_path / "uitgegeven"))
    edit(issued, ";veel;", ";101446;")
    run(issued, "genereer")
    papers = returns(issued, tmp_path / "papieren")
    template = changed_template(own, tmp_path / "anders")
    by_command(own, papers, template)
    with running_browser() as browser, open_counter(other) as counter:
        by_keyboard(Toetsen(browser, counter), papers, template, gemeenten)
    by_hand, at_counter = left(own), left(other)
    assert at_counter.keys() == by_hand.keys()
    assert [name for name, data in at_counter.items() if data != by_hand[name]] == []

"""Every command that writes, each in a werkmap that it can do its work in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from hulp.ondertekenen import mayor, sign
from hulp.storing import Plek, Proefneming, make_scan, prepare, small_werkmap
from hulp.werkmappen import edit, fill_in, know_payers, make_workbook

if TYPE_CHECKING:
    from hulp.kiemcel import Ended

LATER = {"SOURCE_DATE_EPOCH": "1735732800"}  # 1 January 2025
WORD = "uitvoer/overeenkomsten/samenwerkingsovereenkomst-deventer.docx"
PERIODE = ("--ingang", "1-1-2028", "--einde", "31-12-2031", "--tarief", "0,15")

BRIEVEN = (
    *("opzegbevestiging", "beeindigingsbevestiging", "overdrachtsbevestiging"),
    "verlengingsbrief",
)
"""The letters that are made as it is recorded what they are about."""

COMMANDS = {
    "genereer": ("genereer",),
    "genereer in Word": ("genereer", "--alleen-word"),
    "bijlage3": ("bijlage3",),
    "onderteken": ("onderteken", "Deventer", "--op", "10-01-2023", "--bestand", "scan.pdf", "--ja"),
    "onderteken namens de stichting": (
        *("onderteken", "Almelo", "--namens", "stichting", "--op", "10-01-2023"),
        *("--bestand", "scan.pdf", "--ja"),
    ),
    "inname": ("inname",),
    "inname --akkoord": ("inname", "--akkoord"),
    "zeg-op": ("zeg-op", "Zwolle", "--op", "15-12-2024"),
    "beeindig": ("beeindig", "Zwolle", "--per", "30-06-2025", "--reden", "in overleg"),
    "draag-over": ("draag-over", "Almelo", "--aan", "Zwolle", "--per", "01-01-2025"),
    "verleng": ("verleng", "--tot", "29-02-2028"),
    "corrigeer": ("corrigeer", "Almelo", "--op", "11-01-2023", "--reden", "tikfout"),
    "facturen": ("facturen", "2025"),
    "facturen, en dan e-facturen": ("facturen", "2025"),
    "crediteer": ("crediteer", "P31-2025-001", "--reden", "onjuist", "--nieuw"),
    "herstel": ("herstel", "--ja"),
    "verzend": ("verzend",),
    "verzonden": ("verzonden", "aanbiedingsbrief"),
    "genereer wat is verzonden": ("genereer", "--soort", "aanbiedingsbrief", "--alles"),
    "agenda": ("agenda", "--ics", "agenda.ics"),
    "overzicht": ("overzicht",),
    "afdrukken": ("afdrukken", "Deventer", "--pakket", "pakket.pdf"),
    "inwoners": ("inwoners", "--schrijf"),
    "begin": ("begin", "eerste"),
    "nieuw": ("nieuw", "volgende", *PERIODE, "--peildatum", "1-1-2027"),
    "sjabloon afleiden": ("sjabloon", "afleiden", WORD, "--gemeente", "Deventer"),
    "sjabloon controleer": ("sjabloon", "controleer", "sjablonen/" + "fout.docx", "--markeer"),
    "sjabloon proef": ("sjabloon", "proef"),
    "wijzig een gemeente": ("wijzig-gemeente",),
    "leg een sjabloon klaar": ("leg-klaar",),
    "neem een sjabloon": ("neem-sjabloon",),
    "vervang de tabel": ("vervang-tabel",),
    "wijzig instellingen": ("wijzig-instellingen",),
    "vergelijk": ("vergelijk", WORD, WORD.replace("deventer", "zwolle"), "-o", "verschil.docx"),
}
"""Every command that writes, as it is given."""


class Proeven:
    """Each command in a werkmap that it can do its work in; tried out when it is asked for."""

    def __init__(self, plek: Plek, cbs: dict[str, str]) -> None:
        self._plek, self._cbs, self._known = plek, cbs, dict[str, Proefneming]()
        base = small_werkmap(
            plek.new_folder() / "gemaakt",
            *("factuurbrief", "creditfactuur", "aanbiedingsbrief", *BRIEVEN),
        )
        fill_in(base)
        plek.run(base, "genereer")
        plek.run(base, "genereer", "--soort", "aanbiedingsbrief")
        make_scan(base / "scan.pdf")
        letter = (base / "sjablonen/aanbiedingsbrief.docx").read_bytes()
        (base / "sjablonen/fout.docx").write_bytes(letter)
        (base / "sjablonen/nieuw.docx").write_bytes(letter + b"\0")
        changed, signed, fewer, mailed, came, other = (
            Path(shutil.copytree(base, plek.new_folder() / name))
            for name in ("gewijzigd", "getekend", "anders", "verzonden", "terug", "ander")
        )
        make_workbook(other / "gemeenten.csv", other / "nieuw.xlsx")
        (came / "inkomend").mkdir()
        issued = (came / WORD).with_suffix(".pdf").read_bytes()
        (came / "inkomend/deventer.pdf").write_bytes(sign(issued, mayor()))
        (mailed / "bijlagen").mkdir()
        for old, new in (("73155", "73156"), ("101446", "101447"), ("130668", "130669")):
            edit(changed, old, new)
        edit(fewer, "73155", "73000")
        plek.run(signed, "onderteken", "Almelo", "Zwolle", "--op", "10-01-2023")
        invoiced = Path(shutil.copytree(signed, plek.new_folder() / "gefactureerd"))
        plek.run(invoiced, "facturen", "2025", **LATER)
        know_payers(signed)
        know_payers(invoiced)
        broken = Path(shutil.copytree(signed, plek.new_folder() / "beschadigd"))
        (broken / "register.csv").write_bytes((broken / "register.csv").read_bytes()[:-80])
        (broken / ".ketting.json").write_bytes(b"")
        next((broken / "ondertekend/uitgegeven").glob("*.pdf")).unlink()
        make_scan(mailed / "bijlagen/convenant.pdf")
        plek.run(mailed, "verzend")
        drafted = Path(shutil.copytree(mailed, plek.new_folder() / "concepten"))
        posted = Path(shutil.copytree(mailed, plek.new_folder() / "verstuurd"))
        plek.run(posted, "verzonden", "aanbiedingsbrief")
        shutil.rmtree(posted / "uitvoer/aanbiedingsbrieven")
        edit(mailed, "Hebt u vragen", "Hebt u nog vragen", "sjablonen/aanbiedingsbrief.txt")
        self._begin = dict.fromkeys(COMMANDS, base) | {"inwoners": fewer, "verzend": mailed}
        self._begin |= {"verzonden": drafted, "genereer wat is verzonden": posted}
        self._begin |= {"herstel": broken, "vervang de tabel": other}
        self._begin |= dict.fromkeys(("inname", "inname --akkoord"), came)
        self._begin |= dict.fromkeys(("genereer", "genereer in Word"), changed)
        recorded = ("zeg-op", "beeindig", "draag-over", "verleng", "corrigeer", "facturen")
        self._begin["onderteken namens de stichting"] = signed
        self._begin |= dict.fromkeys(recorded, signed)
        self._begin |= dict.fromkeys(("facturen, en dan e-facturen", "crediteer"), invoiced)
        self._late = signed, invoiced

    def __getitem__(self, name: str) -> Proefneming:
        if name not in self._known:
            begin = self._begin[name]
            late = LATER if begin in self._late else {}
            self._known[name] = prepare(
                self._plek, begin, *COMMANDS[name], environment=self._cbs | late
            )
        return self._known[name]


def told(ended: Ended) -> str:
    """Return what a run said, having seen that it is no complaint of Python's, and has names."""
    said = ended.out + ended.err
    assert "een bestand is niet te gebruiken" not in said, said
    assert "Traceback" not in said, said
    assert "niet had mogen gebeuren" not in said, said
    return said

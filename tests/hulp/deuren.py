"""What the library can write and the command line does not give, as commands for the tests."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import hoofd, main


def _table() -> None:
    werkmap = lib.Werkmap(Path.cwd())
    shown = lib.tabel_van(werkmap)
    lib.wijzig_gemeente(werkmap, 2, {"adres": "Brink; 1"}, shown.vingerafdruk)


def _workbook() -> None:
    werkmap = lib.Werkmap(Path.cwd())
    data = Path("nieuw.xlsx").read_bytes()
    lib.vervang_tabel(werkmap, "nieuw.xlsx", data, lib.tabel_van(werkmap).vingerafdruk)


def _template() -> None:
    werkmap, name = lib.Werkmap(Path.cwd()), "aanbiedingsbrief.docx"
    new = (werkmap.sjablonen / "nieuw.docx").read_bytes()
    lib.neem_sjabloon(werkmap, name, new, lib.sjabloon_van(werkmap, name).vingerafdruk)


def _draft() -> None:
    werkmap = lib.Werkmap(Path.cwd())
    new = (werkmap.sjablonen / "nieuw.docx").read_bytes()
    lib.leg_klaar(werkmap, "aanbiedingsbrief.docx", new)


def _settings() -> None:
    werkmap = lib.Werkmap(Path.cwd())
    shown = lib.instellingen_van(werkmap)
    values = {"stichting.iban": "NL95BANK0000000000", "bijdrage.tarief": "0,16"}
    lib.wijzig_instellingen(werkmap, values, shown.vingerafdruk)


DEUREN = {
    "wijzig-gemeente": _table,
    "vervang-tabel": _workbook,
    "neem-sjabloon": _template,
    "leg-klaar": _draft,
    "wijzig-instellingen": _settings,
}


class _Met(hoofd.Groep):
    """The program with these as commands of it."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one of these, or one of the program's own."""
        if cmd_name in DEUREN:
            return click.Command(cmd_name, callback=DEUREN[cmd_name])
        return super().get_command(ctx, cmd_name)


hoofd.program.__class__ = _Met

if __name__ == "__main__":
    main(sys.argv[1:])

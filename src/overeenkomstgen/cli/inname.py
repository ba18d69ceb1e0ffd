"""``overeenkomstgen inname``: what came back, and what to record of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

import overeenkomstgen as lib
from overeenkomstgen.cli import opties
from overeenkomstgen.cli.opties import DATUM, PAD, opdracht, optie, vlag
from overeenkomstgen.cli.register import tell_recorded
from overeenkomstgen.cli.scherm import ask_first, progress_bar, remarks, say, werkmap_of

_MOST = 10
"""How many differences of a paper are told; more are no longer read."""


@opdracht
@click.argument("plaatsen", nargs=-1, type=PAD, metavar="[BESTAND|MAP|NUMMER]…")
@vlag("--akkoord", "Leg vast: de nummers die u noemt, of anders alles zonder twijfel.")
@optie("--op", DATUM, "De dag van ondertekening, van papieren waarop die niet is te lezen.")
@vlag("--blijf", "Blijf kijken wat er in de map inkomend komt, tot u Ctrl-C typt.")
@opties.ja
def inname(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    plaatsen: tuple[Path, ...],
    *,
    akkoord: bool,
    op: date | None,
    blijf: bool,
    ja: bool,
) -> None:
    """Kijk na wat er terugkwam, en stel voor wat ervan wordt vastgelegd.

    Zet scans, foto's, PDF's, Word-bestanden, zips en e-mails in de map inkomend,
    of noem ze. Van elk papier ziet u van welke gemeente het is, of het er
    helemaal is, of de tekst die is van wat is uitgegeven, en of er inkt op staat
    die er niet op stond; of dat een handtekening is, ziet u zelf. Wat binnenkomt
    wordt zoals het is bewaard in de map ingekomen.

    Er wordt niets vastgelegd tot u --akkoord geeft. Zonder nummers is dat alles
    waar geen twijfel over is. Van wat u bij zijn nummer noemt wordt gevraagd wat
    niet zeker is; wat anders is dan is uitgegeven komt er niet in. Wat is
    vastgelegd gaat uit de map inkomend.

    \b
    Voorbeelden:
      overeenkomstgen inname
      overeenkomstgen inname post.eml scans/
      overeenkomstgen inname --akkoord
      overeenkomstgen inname --akkoord 3 5.2 --op 10-01-2023
    """  # noqa: D301 - Click's mark of lines that are not to be filled
    werkmap = werkmap_of(ctx)
    nummers = tuple(str(each) for each in plaatsen if akkoord and _is_number(each))
    bestanden = tuple(each for each in plaatsen if str(each) not in nummers)
    if (op or ja) and not akkoord:
        raise click.UsageError("--op en --ja horen bij --akkoord.")
    if blijf and (akkoord or plaatsen):
        raise click.UsageError("--blijf kijkt naar de map inkomend, en legt niets vast.")
    if akkoord:
        wens = lib.Innamewens(nummers, op)
        work = partial(lib.neem_in, werkmap, wens, bestanden, follow=progress_bar)
        done = ask_first(work, yes=ja)
        _tell(done.inname, done.vastgelegd)
        if done.bijgewerkt:
            tell_recorded(done.bijgewerkt)
        else:
            say("Er is niets vastgelegd.")
    elif blijf:
        for found in lib.volg_inname(werkmap, progress_bar):
            _tell(found)
    else:
        _tell(lib.bekijk_inname(werkmap, bestanden, progress_bar))


def _tell(found: lib.Inname, vastgelegd: Sequence[lib.Innamevoorstel] = ()) -> None:
    """Tell what is proposed of each paper, what was not recognised, and how to say yes."""
    for each in found.voorstellen:
        say("\n".join((*_lines(each), _verdict(each, recorded=each in vastgelegd), "")))
    if found.onherkend:
        say("Niet herkend:")
        for fault in found.onherkend:
            say(f"  {fault}")
    remarks(found.opmerkingen)
    if not (found.voorstellen or found.onherkend):
        say("Er is niets binnengekomen.")
    left = [each for each in found.voorstellen if each not in vastgelegd and not each.stuit]
    if any(each.zonder_twijfel and each.op for each in left):
        say("Leg vast wat zonder twijfel is met: overeenkomstgen inname --akkoord")
    if others := [each for each in left if not (each.zonder_twijfel and each.op)]:
        number = f"overeenkomstgen inname --akkoord {others[0].nummer}"
        day = "" if others[0].op else " --op DATUM"
        say(f"Wat u hebt nagekeken, legt u vast met zijn nummer, zoals: {number}{day}")


def _lines(each: lib.Innamevoorstel) -> Iterator[str]:
    yield f"{each.nummer}. {each.gemeente.naam}: {each.plaats}"
    day = f"{lib.format_datum(each.op)}, volgens {each.vanwaar}" if each.op else "niet te lezen"
    yield f"   Versie: {each.gezien.andere or 'die van nu'}"
    yield f"   Getekend op: {day}"
    yield f"   Door: {each.ondertekenaar or 'wie in de tabel staat'}"
    yield f"   Inkt gezien: {'; '.join(each.gezien.inkt) or 'nee'}"
    yield from (f"   {told}" for told, _ in each.gezien.digitaal)
    yield from (f"   Anders: {told}" for told in each.gezien.anders[:_MOST])
    if more := each.gezien.anders[_MOST:]:
        yield f"   Anders: en nog op {lib.count(len(more), 'plaats', 'plaatsen')}"
    yield from (f"   Voor de tabel: {place}: {value}" for place, value in each.voor_de_tabel)
    yield from (f"   Bezwaar: {bezwaar.wat}; {bezwaar.doe}" for bezwaar in each.bezwaren)


def _verdict(each: lib.Innamevoorstel, *, recorded: bool) -> str:
    if recorded:
        return "   Nu vastgelegd"
    return "   Zonder twijfel" if each.zonder_twijfel else "   Niet zonder meer vast te leggen"


def _is_number(word: Path) -> bool:
    whole, point, part = str(word).partition(".")
    return whole.isdecimal() and (not point or part.isdecimal())

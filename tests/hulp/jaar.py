"""A whole year through the library, in the werkmap that is named; it prints nothing."""

import sys
from contextlib import nullcontext, suppress
from datetime import date
from pathlib import Path
from threading import Event, Thread

import overeenkomstgen as o

werkmap = o.find_werkmap(Path(sys.argv[1]), Path.cwd())
stop = Event()


def stop_after_one() -> None:
    other = Thread(target=stop.set)
    other.start()
    other.join()


with suppress(o.AfgebrokenError), o.stoppable(stop):
    o.genereer(werkmap, o.Keuzes(), lambda *_: nullcontext(stop_after_one))
    sys.exit("the run was not stopped")
verslag = o.genereer(werkmap, o.Keuzes(("Deventer", "Zwolle")))
papier = o.Papier(date(2023, 1, 10), ondertekenaar="Anna Voorbeeld")
try:
    o.onderteken(werkmap, ["Deventer"], papier)
except o.VraagError as error:
    o.onderteken(werkmap, ["Deventer"], papier, [error.vraag])
o.onderteken(werkmap, ["Zwolle"], o.Papier(date(2023, 2, 1)))
o.corrigeer(werkmap, "Zwolle", o.Correctie(o.Gebeurtenis.ONDERTEKEND, date(2023, 2, 2), "tikfout"))
o.zeg_op(werkmap, "Zwolle", date(2023, 8, 15))
ask = [o.Vraag("2023 is voorbij. Zal ik daarover nog 2 facturen geven?")]
facturen = o.maak_facturen(werkmap, o.Factuurwens(2023), o.Keuzes(), bevestigd=ask)
lijst, stand, page = o.bijlage3(werkmap), o.status(werkmap), o.overzicht(werkmap)
assert [each.naam for each in verslag.per_soort] == ["Samenwerkingsovereenkomst"]
assert [factuur.gemeente for factuur in facturen.facturen] == ["Deventer", "Zwolle"]
assert (lijst.status, stand.aantal_getekend, page.name) == (stand, 2, "overzicht.html")

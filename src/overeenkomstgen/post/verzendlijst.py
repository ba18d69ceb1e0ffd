"""Who is to be sent which documents, how far that is, and what was sent when."""

from dataclasses import dataclass

from overeenkomstgen.kern.documentsoort import Documentsoort, Per
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.post.zendstuk import Zendstuk, soorten_of, who_gets, zendstukken
from overeenkomstgen.werkmap.invoer import Invoer, read
from overeenkomstgen.werkmap.werkmap import Werkmap


@dataclass(frozen=True, slots=True)
class Verzendlijst:
    """What is e-mailed of a documentsoort; of a year, where there is a document for each.

    Attributes:
        key: What ``convenant.toml`` calls it.
        regels: Who gets it today, in the order of the table.
        zendingen: All that was sent of it, in the order in which that was recorded.
    """

    key: str
    soort: Documentsoort
    jaar: int | None
    regels: tuple[Zendstuk, ...]
    zendingen: tuple[Zending, ...]

    @property
    def te_verzenden(self) -> tuple[Zendstuk, ...]:
        """Who has not had it."""
        return tuple(regel for regel in self.regels if not regel.verzonden)

    @property
    def te_maken(self) -> tuple[Zendstuk, ...]:
        """Who has not had it, and for whom something is yet to be made."""
        return tuple(regel for regel in self.te_verzenden if len(regel.pdfs) < len(regel.stukken))

    @property
    def klaar(self) -> tuple[Zendstuk, ...]:
        """Who has not had it, and there is a draft for."""
        return tuple(regel for regel in self.te_verzenden if regel.klaar)


def verzendlijsten(werkmap: Werkmap) -> tuple[Verzendlijst, ...]:
    """Return a list for each documentsoort with a text for an e-mail, and each year of it.

    Raises:
        InputError: Something in the input is wrong.
        RegisterError: The register, of signatures, of invoices or of what was sent, is damaged.
    """
    invoer = read(werkmap, tonen=True)
    every = invoer.periode.documentsoort.items()
    keys = [key for key, s in every if s.bericht and s.per_post.per is not Per.CONVENANT]
    return tuple(_list(invoer, key, jaar) for key in keys for jaar in _years(invoer, key))


def _years(invoer: Invoer, key: str) -> list[int | None]:
    """Return the years that something was made or given over; none where that is of no year."""
    soorten = soorten_of(invoer, key)
    if not any(soort.per is Per.JAAR for soort in soorten):
        return [None]
    names = {soort.naam for soort in soorten}
    made = {int(jaar) for naam, _, jaar, _ in invoer.regels if naam in names and jaar}
    return [*sorted(made | {f.jaar for f in invoer.facturen if soorten[0].rol.is_factuur})]


def _list(invoer: Invoer, key: str, jaar: int | None) -> Verzendlijst:
    soort = invoer.periode.documentsoort[key]
    found = zendstukken(invoer, key, who_gets(invoer, key, (), jaar), jaar)
    regels = (each for each in found if not each.is_vervallen)
    sent = (z for z in invoer.zendingen if not z.bij and (z.soort, z.jaar) == (key, jaar))
    return Verzendlijst(key, soort, jaar, tuple(regels), tuple(sent))

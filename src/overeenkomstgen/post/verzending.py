"""Drafting the e-mails that documents are sent with; sending them is for the user.

What goes along is documents as they were issued, signed papers and fixed papers. Who had a
document gets no draft of it, but of a copy where that is asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from overeenkomstgen.errors import InputError, RefusalError, refuse
from overeenkomstgen.kern.documentsoort import Documentsoort, Per, Rol
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.namen import find_gemeenten
from overeenkomstgen.kern.tabel import grouped, show_list
from overeenkomstgen.kern.waarden import adressen, nearest
from overeenkomstgen.kern.zending import Zending
from overeenkomstgen.post.eml import write_eml
from overeenkomstgen.post.zendstuk import (
    ENDING,
    Zendstuk,
    afschriften,
    every_of,
    folder_of,
    kind_of,
    who_gets,
    zendstukken,
)
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import inside, read_bytes
from overeenkomstgen.schijf.slot import locked
from overeenkomstgen.schijf.uitvoer import open_uitvoer
from overeenkomstgen.sjabloon.bericht import Bericht, Berichtsjabloon
from overeenkomstgen.uitgifte.uitgifte import is_outdated
from overeenkomstgen.velden.velden import MEEGESTUURD, merge_values
from overeenkomstgen.verwijzing import vak
from overeenkomstgen.werkmap.invoer import ALLE, Invoer, read
from overeenkomstgen.werkmap.stuk import Stuk
from overeenkomstgen.werkmap.werkmap import Werkmap

RUIM = 20_000_000
"""Bytes of an e-mail, attachments in base64 included, that many mailboxes still take."""

OpenVelden = Mapping[str, Sequence[tuple[str, str]]]
"""The fields that are open, with whose; by documentsoort, or "" for the text of the e-mail."""


class OnvolledigError(RefusalError):
    """Fields are open in what is to go out, or fixed papers are missing.

    ``acties`` make the documents anew, once all is known.
    """

    def __init__(
        self, open_velden: OpenVelden, acties: Iterable[str], ontbrekend: Sequence[str] = ()
    ) -> None:
        again = " en met: ".join(dict.fromkeys(acties))
        papers = show_list(ontbrekend, "en") if ontbrekend else ""
        steps = [f"zet {papers} in de map bijlagen"] * bool(ontbrekend)
        steps += ["vul in wat nog niet bekend is"] * any(open_velden.values())
        steps += [f"maak de stukken opnieuw met: {again}"] * bool(again)
        do = ", ".join((*steps, "en probeer het dan opnieuw"))
        super().__init__(
            "Er is geen concept gemaakt, want wat u verstuurt is nog niet volledig.",
            f"{do[0].upper()}{do[1:]}. Met {vak('toch')} komen de concepten er zoals het nu is.",
        )
        self.open_velden = open_velden


@dataclass(frozen=True, slots=True)
class Verzending:
    """What was made ready.

    Attributes:
        klaargezet: Who there is a draft for.
        ontbrekend: The fixed papers that are not in the folder for them.
        verouderd: The municipalities whose documents would say something else if made now.
        weggehaald: The drafts of an earlier run, for municipalities that get none now.
        opmerkingen: Which invoices are not due, and so are not sent, and what is too big to be
            received everywhere, in Dutch.
        verzonden: How it was sent before, to who therefore gets no draft.
        jaar: The calendar year, where there is a document for each.
    """

    soort: Documentsoort
    key: str
    folder: Path
    klaargezet: tuple[Gemeente, ...]
    open_velden: OpenVelden
    ontbrekend: tuple[str, ...]
    verouderd: tuple[str, ...]
    weggehaald: tuple[str, ...]
    opmerkingen: tuple[str, ...] = ()
    verzonden: tuple[Zending, ...] = ()
    jaar: int | None = None


def verzend(
    werkmap: Werkmap,
    woorden: Sequence[str] = (),
    jaar: int | None = None,
    *,
    toch: bool = False,
    opnieuw: bool = False,
) -> Verzending:
    """Make a draft of an e-mail for each municipality that has not had it; nothing is sent.

    ``woorden`` are a documentsoort, or none, and the municipalities asked for; ``jaar`` is the
    calendar year, where there is a document for each. With ``toch`` fields may be open, and
    fixed papers missing. ``opnieuw`` drafts what was sent last once more, as it is kept.

    Raises:
        OnvolledigError: Fields are open in the documents or in the text of the e-mail, or a
            fixed paper is missing.
        InputError: Something in the input is wrong, or a document that is to be sent is not
            there as it was made; no draft was made or removed.
        RegisterError: The register, of signatures, of invoices or of what was sent, is damaged.
        UitvoerError: The drafts cannot be written.
        BusyError: Another run is at work in the same werkmap.
    """
    with locked(werkmap.slot):
        invoer = read(werkmap, ALLE)
        key, namen = split(invoer, woorden)
        soort = kind_of(invoer, key, jaar)
        vast = [inside(werkmap.bijlagen, name) for name in soort.bijlagen]
        had = list[Zending]()
        if opnieuw:
            new = [*afschriften(invoer, key, invoer.choose(namen), jaar)]
        else:
            every = [*zendstukken(invoer, key, who_gets(invoer, key, namen, jaar), jaar)]
            had += (sent for each in every if (sent := each.verzonden))
            new = [each for each in every if not (each.verzonden or each.is_vervallen)]
        stukken = every_of(new)
        refuse(fault for stuk in stukken for fault in stuk.post_faults())
        missing = tuple(file.name for file in vast if not file.is_file()) if new else ()
        papers = tuple((file.name, file) for file in vast if file.is_file())
        along = tuple(name for name, _ in papers)
        new = [replace(z, files=z.files + papers, namen=z.namen + along) for z in new]
        sjabloon = Berichtsjabloon.load(werkmap.sjablonen / soort.bericht)
        texts = [
            sjabloon.fill(merge_values(each.onderwerp) | {MEEGESTUURD: show_list(each.namen, "en")})
            for each in new
        ]
        open_velden = _open_fields(zip(new, texts, strict=True), stukken)
        acties = [stuk.how() for stuk in stukken if any(stuk.open_velden())]
        if (acties or missing or any(open_velden.values())) and not toch:
            raise OnvolledigError(open_velden, acties, missing)
        folder = folder_of(key, jaar)
        drafts, big = dict[Path, Path](), list[tuple[int, str, str]]()
        with open_uitvoer(werkmap.uitvoer) as uitvoer:
            for each, text in zip(new, texts, strict=True):
                draft = uitvoer.staging / each.concept.name
                schijf.write(draft, _draft(each, text, big))
                drafts[draft] = each.concept
            former = () if namen or opnieuw else inside(uitvoer.folder, folder).glob(f"*{ENDING}")
            now = {*drafts.values()}
            stale = [folder / file.name for file in sorted(former) if folder / file.name not in now]
            uitvoer.publish(drafts, remove=stale)
    lapsed = (f.nummer for f in invoer.facturen if soort.rol is Rol.FACTUUR and f.jaar == jaar)
    told = (f"{invoer.vervallen[each]}." for each in lapsed if each in invoer.vervallen)
    return Verzending(
        *(soort, key, werkmap.uitvoer / folder, tuple(each.aan for each in new), open_velden),
        missing,
        tuple(each.gemeente.naam for each in new if any(map(is_outdated, each.stukken))),
        tuple(file.name for file in stale),
        (*told, *_too_big(big)),
        tuple(had),
        jaar,
    )


def split(invoer: Invoer, woorden: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return which documentsoort is sent, and to which municipalities; refuse one without text."""
    soorten = invoer.periode.documentsoort
    with_text = [key for key, soort in soorten.items() if soort.bericht]
    with_text.sort(key=lambda key: soorten[key].per is Per.CONVENANT)
    if not with_text:
        what = "geen enkele documentsoort heeft een bericht, dus er is niets om te verzenden"
        advice = 'zet bij een documentsoort bericht = "NAAM.txt", een tekst in de map sjablonen'
        raise InputError.of("convenant.toml", what, advice)
    if not woorden:
        return with_text[0], ()
    key = woorden[0]
    if key not in soorten:
        _, unknown = find_gemeenten((key,), invoer.gemeenten)
        if unknown and (near := nearest(key, with_text)):
            what = "dit is geen documentsoort in convenant.toml en geen gemeente in de tabel"
            raise InputError.of(f'"{key}"', what, f"bedoeld is misschien {near}")
        return with_text[0], tuple(woorden)
    if key not in with_text:
        what = "bij deze documentsoort staat geen bericht, dus er is geen tekst voor een e-mail"
        raise InputError.of(key, what, f"kies uit: {', '.join(with_text)}")
    return key, tuple(woorden[1:])


def _open_fields(
    texts: Iterable[tuple[Zendstuk, Bericht]], stukken: Iterable[Stuk]
) -> dict[str, Sequence[tuple[str, str]]]:
    found = [("", (veld, each.aan.naam)) for each, text in texts for veld in text.open_fields]
    found += [(stuk.soort.naam, (veld, stuk.naam)) for stuk in stukken for veld in stuk.onbekend()]
    return {**grouped(found)}


def _draft(brief: Zendstuk, text: Bericht, big: list[tuple[int, str, str]]) -> bytes:
    """Return a draft, with what goes along in order; tell of a big one."""
    known, cc = adressen(brief.aan.email or ""), adressen(brief.aan.cc or "")
    aan = [(naam or f"Gemeente {brief.aan.naam}", adres) for naam, adres in known]
    attached = [(name, read_bytes(file)) for name, file in brief.files]
    made = write_eml(aan, text.onderwerpregel, text.tekst, attached, cc)
    if len(made) > RUIM:
        name, content = max(attached, key=lambda each: len(each[1]))
        big.append((len(made), brief.aan.naam, f"{name} ({_size(len(content))})"))
    return made


def _too_big(big: Sequence[tuple[int, str, str]]) -> Iterator[str]:
    """Tell of e-mails that are too big for many mailboxes, in a sentence."""
    if big:
        size, naam, file = max(big)
        which, are, arrive = f"De e-mail aan {naam}", "is", "komt"
        if len(big) > 1:
            which, are, arrive = f"{len(big)} e-mails, zoals die aan {naam},", "zijn", "komen"
        yield (
            f"{which} {are} groter dan {_size(RUIM)} en {arrive} niet overal aan: {_size(size)}. "
            f"Het grootste stuk is {file}; maak dat kleiner, of stuur het apart."
        )


def _size(number: int) -> str:
    """Return a number of bytes in MB, as Dutch writes it."""
    return f"{number / 1_000_000:.1f} MB".replace(".", ",").replace(",0 ", " ")

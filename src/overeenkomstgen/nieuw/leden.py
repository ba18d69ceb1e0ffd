"""Who goes on from an old period to the next one, that begins on a day."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from overeenkomstgen.kern.convenant import Periode
from overeenkomstgen.kern.gemeente import Gemeente
from overeenkomstgen.kern.notatie import format_datum
from overeenkomstgen.kern.register import NIETS, Stand, holder


def find_weg(
    ingang: date, oud: Periode, gemeenten: Iterable[Gemeente], standen: Mapping[str, Stand]
) -> dict[str, str]:
    """Return who does not belong to the next period, by CBS code, with why, a sentence in Dutch.

    That is who ended its agreement before that begins, and who has a successor by then.
    """
    namen = {gemeente.cbs_code: gemeente.naam for gemeente in gemeenten}
    weg, convenant = dict[str, str](), oud.convenant
    for code, naam in namen.items():
        stand = standen.get(code, NIETS)
        last, ended = stand.einde(convenant.einde, convenant.opzeggen_voor)
        passed = stand.overdracht and stand.overdracht.datum
        why = f"haar overeenkomst is beëindigd, met {format_datum(last)} als laatste dag"
        if stand.overdracht and passed and passed <= ingang:
            heir = namen.get(stand.overdracht.aan, stand.overdracht.aan)
            why = f"zij is per {format_datum(passed)} opgegaan in {heir}"
        elif not (ended and last < ingang):
            continue
        weg[code] = f"{naam} is niet overgenomen: {why}."
    return weg


def count_leden(oud: Periode, gemeenten: Iterable[Gemeente], weg: Collection[str]) -> int:
    """Return the number of members with which the next period begins."""
    joined = sum(gemeente.toetreding is not None for gemeente in gemeenten)
    return max(1, oud.convenant.leden + joined - len(weg))


def count_vorige(
    ingang: date, gemeenten: Sequence[Gemeente], standen: Mapping[str, Stand], weg: Collection[str]
) -> dict[int, int]:
    """Return the inhabitants for which each who stays paid in the old period, by row.

    Who got an agreement paid for those of it as well; who came to be by that had none of its own.
    """
    found = Counter[str]()
    passed = (stand.overdracht for stand in standen.values())
    born = {(entry.aan, entry.datum) for entry in passed if entry}
    for each in gemeenten:
        if (each.cbs_code, each.toetreding) not in born:
            found[holder(standen, each.cbs_code, ingang)] += each.inwoners
    return {each.rij: found[each.cbs_code] for each in gemeenten if each.cbs_code not in weg}

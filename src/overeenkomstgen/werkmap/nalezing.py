"""Reading all that is kept, whatever is remembered of it."""

from __future__ import annotations

from overeenkomstgen.errors import Fault
from overeenkomstgen.progress import Progress
from overeenkomstgen.werkmap.papieren import ELDERS, HERSTEL, Papieren
from overeenkomstgen.werkmap.registers import KOPIE, herstelbestand, read_register
from overeenkomstgen.werkmap.werkmap import Werkmap


def look_deep(werkmap: Werkmap, progress: Progress) -> tuple[int, tuple[Fault, ...]]:
    """Read and hash everything that is kept; return how many files, and what is not as it was.

    Raises:
        RegisterError: The register, or the record of what was put back, is damaged.
        KluisError: A row of the account that was kept cannot be read.
    """
    herstelbestand(werkmap.ondertekend).read()
    papieren, entries = Papieren(werkmap), read_register(werkmap.register)
    known = {"ondertekend/herstel.csv", "ondertekend/.ketting.json"}
    known |= {*papieren.wanted(entries), *map(papieren.near, papieren.bewaard)}
    roots = (papieren.getekend.root, papieren.facturen.root)
    found = {papieren.near(file) for root in roots for file in root.rglob("*") if file.is_file()}
    with progress("Papieren nalezen", len(found)) as step:
        for name in found:
            papieren.sha256(name)
            step()
    wrong = {
        name: "dit bestand hoort hier niet"
        for name in found - known
        if not (name.endswith(KOPIE) or "/vervallen/" in name)
    }
    for name in papieren.damaged(entries):
        wrong[name] = f"dit bestand is {'gewijzigd' if papieren.sha256(name) else 'weg'}"
    return len(found), tuple(
        Fault(name, what, f"{HERSTEL}; {ELDERS}" if name not in known else HERSTEL)
        for name, what in sorted(wrong.items())
    )

"""Fonts that the templates of a run ask for and that are not here: nobody is to find out later."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from overeenkomstgen.uitgifte.maken import Verslag
    from overeenkomstgen.werkmap.werkmap import Werkmap


def font_remarks(werkmap: Werkmap, verslag: Verslag) -> Iterator[str]:
    """Tell of which fonts another was taken in the PDFs of a run, in Dutch sentences."""
    soorten = {made.concept.soort.sjabloon for made in verslag.gemaakt if made.pdf_sha256}
    if not soorten:
        return
    # What examines templates takes a while to load.
    from overeenkomstgen.keuring.lettertypen import find_fonts  # noqa: PLC0415
    from overeenkomstgen.keuring.sjabloonbestand import Sjabloonbestand  # noqa: PLC0415
    from overeenkomstgen.office.lettertypen import installed_fonts  # noqa: PLC0415

    installed = installed_fonts()
    for name in sorted(soorten if installed is not None else ()):
        for vondst in find_fonts(Sjabloonbestand.read(werkmap.sjablonen / name), installed or ()):
            fault = vondst.fault
            yield f"{fault.where}: {fault.what}; {fault.advice}."

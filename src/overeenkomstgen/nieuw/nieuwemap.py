"""A new folder: whole at once, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from overeenkomstgen.errors import os_reason
from overeenkomstgen.schijf import schijf
from overeenkomstgen.schijf.plaats import check_name, inside
from overeenkomstgen.schijf.schijf import UitvoerError


def build_folder(place: Path, content: Mapping[str, bytes | Path]) -> None:
    """Make a folder with files in it, in one go: whatever fails, there is none.

    Args:
        place: Where it comes; nothing stands there, or an empty folder. The folder above exists.
        content: The path of each file inside it, to what it holds or the file to copy.

    Raises:
        PlaatsError: It has a name that no folder can have.
        UitvoerError: It cannot be made.
    """
    check_name(place)
    try:
        with schijf.temporary_folder(place.parent, f".{place.name}-") as staging:
            draft = staging / place.name
            schijf.make_folders(draft)
            for name, source in content.items():
                schijf.make_folders((draft / name).parent)
                if isinstance(source, bytes):
                    schijf.write(draft / name, source)
                else:
                    schijf.copy(source, draft / name)
            schijf.remove_empty(place)  # Windows renames nothing to it
            schijf.rename(draft, place)
    except OSError as error:
        raise UitvoerError(
            f"De map {place} is niet gemaakt: {os_reason(error)}.",
            "Kijk of er schijfruimte is, of daar een map gemaakt mag worden, en of de bestanden "
            "die worden overgenomen van u gelezen mogen worden. Er is niets gewijzigd.",
        ) from error


def find_files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and the folders in it, by name; what programs hide is left out.

    Yields none when the folder is not there.
    """
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if file.is_file() and not any(part.startswith((".", "~$")) for part in path.parts):
            yield inside(folder, path)

"""Builds the package; the wheel takes the werkmap of this folder along, for ``begin``.

So there is one copy of each template in the project, and a wheel has what it had when it was built.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

PLACE = Path("overeenkomstgen", "nieuw", "werkmap")


def files() -> list[Path]:
    """Return what belongs to a first werkmap, but for what programs hide there."""
    found = [Path("convenant.toml"), Path("gemeenten.csv")]
    for folder in (Path("sjablonen"), Path("bijlagen")):
        found += sorted(file for file in folder.glob("**/*") if file.is_file())
    return [file for file in found if not file.name.startswith((".", "~$"))]


class WithWerkmap(build_py):
    """Copies the werkmap; a build that is only for use from this folder needs none."""

    def run(self) -> None:
        """Build, and then copy."""
        super().run()
        if not self.editable_mode:
            place = self.build_lib / PLACE
            shutil.rmtree(place, ignore_errors=True)  # an earlier build left what is gone now
            for file in files():
                self.mkpath(str((place / file).parent))
                self.copy_file(str(file), str(place / file))

    def get_source_files(self) -> list[str]:
        """Return what a source distribution cannot do without."""
        return [*super().get_source_files(), *map(str, files())]


setup(cmdclass={"build_py": WithWerkmap})

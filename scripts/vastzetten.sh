#!/bin/bash
# Writes constraints.txt: the exact version of everything that `make` and `make test` install with pip.
# Made with the system's Python: on Debian 12 that is 3.11.2, the oldest we run on, and some packages want 3.11.5.
set -euo pipefail
cd "$(dirname "$0")/.."
tijdelijk=$(mktemp -d)
trap 'rm -rf "$tijdelijk"' EXIT
/usr/bin/python3 -m venv "$tijdelijk/omgeving"
pip=("$tijdelijk/omgeving/bin/python" -m pip --disable-pip-version-check)
"${pip[@]}" install --quiet --upgrade setuptools
"${pip[@]}" install --quiet '.[test]'
{
  printf '# Made by make vastzetten: everything that pip installs, for use and for the tests. Not edited by hand.\n'
  "${pip[@]}" freeze --all --exclude pip --exclude overeenkomstgen
} >"$tijdelijk/constraints.txt"
mv "$tijdelijk/constraints.txt" constraints.txt

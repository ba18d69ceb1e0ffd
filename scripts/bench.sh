#!/bin/bash
# Puts what `make bench` compares with in .gereedschap/bench: docxtpl, unoserver and docx-mailmerge2 in an environment
# of their own, Carbone and docxtemplater from npm; quick when they are there. Debian's python3-uno and the readers of
# tables of LibreOffice (for its mail merge) through apt (as root, or with sudo). Nothing of it is used to make documents.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
map=.gereedschap/bench

nodig=()
/usr/bin/python3 -c 'import uno' 2>/dev/null || nodig+=(python3-uno)
[[ -e $(dirname "$(readlink -f "$(command -v soffice)")")/libflatlo.so ]] || nodig+=(libreoffice-base-drivers)
if ((${#nodig[@]})); then
  . scripts/pakketten.sh
  pakketten_of_stop "De vergelijking heeft pakketten nodig die hier niet vanzelf te installeren zijn." "${nodig[@]}"
fi

staat=$(cat benchmarks/requirements.txt benchmarks/package.json | sha256sum)
[[ $(cat "$map/staat" 2>/dev/null) != "$staat" ]] || exit 0
printf 'Installeren waarmee vergeleken wordt…\n'
rm -rf "$map"
mkdir -p "$map/node"

# The uno module belongs to the system's Python, so the environment is of that one and sees its packages.
/usr/bin/python3 -m venv --without-pip --system-site-packages "$map/python"
.venv/bin/python -m pip --python "$map/python/bin/python" install --quiet --requirement benchmarks/requirements.txt

cp benchmarks/package.json "$map/node"
PATH="$PWD/.venv/bin:$PATH" npm install --prefix "$map/node" \
  --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error

printf '%s' "$staat" >"$map/staat"

#!/bin/bash
# Installs what is missing: `installeren.sh gebruik` to make documents, `installeren.sh test` also for the tests.
# System packages through apt (as root, or with sudo); all else inside this folder, in .venv and .gereedschap.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
. scripts/pakketten.sh
doel=$1
gereedschap=.gereedschap
mkdir -p "$gereedschap/logboek"

# Says in one line what happens; shows the output only when it goes wrong.
stap() {
  local wat=$1 logboek="$gereedschap/logboek/$2.txt"
  shift 2
  printf '%s…\n' "$wat"
  if ! "$@" >"$logboek" 2>&1 </dev/null; then
    printf '\n%s is mislukt. Het einde van %s:\n\n' "$wat" "$logboek" >&2
    tail -n 20 "$logboek" >&2
    printf '\nMeestal is er dan geen verbinding met internet. Kijk dat na en typ hetzelfde opnieuw.\n' >&2
    return 1
  fi
}

# Prints the first Python that can make a virtual environment; Debian splits that off into python3-venv.
vind_python() {
  local python
  for python in python3 /usr/bin/python3; do
    if "$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$python"
      return
    fi
  done
  return 1
}

# Whoever names another LibreOffice needs none of ours.
heeft_libreoffice() {
  [[ -n ${OVEREENKOMSTGEN_SOFFICE:-} ]] || command -v soffice || command -v libreoffice
}

# The tests read the bookkeeper's workbook back with it.
heeft_calc() {
  [[ -e $(dirname "$(readlink -f "$(command -v soffice || command -v libreoffice)")")/libsclo.so ]]
}

heeft_lettertype() {
  [[ -n $(fc-list Carlito 2>/dev/null) ]]
}

# What is scanned is read with it.
heeft_nederlands() {
  [[ $(tesseract --list-langs 2>/dev/null) == *nld* ]]
}

# Becomes able to install packages, or says which ones the administrator must install.
vraag_rechten() {
  local opdracht="apt-get install --no-install-recommends $*"
  if command -v apt-get >/dev/null; then
    ((EUID)) || return 0
    if command -v sudo >/dev/null && { sudo -n true || sudo -v -p 'Uw wachtwoord, om pakketten te installeren: '; } 2>/dev/null; then
      sudo=(sudo)
      return
    fi
    printf '%s\n' "Er ontbreken pakketten, en u hebt op deze computer niet het recht om ze te installeren." \
      "Vraag uw beheerder om deze opdracht, en typ daarna opnieuw wat u typte:" "" "    $opdracht" >&2
  else
    printf '%s\n' "Er ontbreken programma's. Op Debian en Ubuntu worden ze vanzelf geïnstalleerd; hier kan dat niet." \
      "Installeer zelf wat daar deze pakketten zijn, en typ daarna opnieuw wat u typte:" "" "    $*" >&2
  fi
  exit 1
}

# The build backend is pinned too, so it is installed first and used as it stands.
omgeving() {
  local pip=(.venv/bin/python -m pip install --constraint constraints.txt)
  .venv/bin/python -m pip --version 2>/dev/null || "$python" -m venv --clear .venv || return
  "${pip[@]}" setuptools && "${pip[@]}" --no-build-isolation --editable "$1"
}

ooxml_validators() {
  mkdir -p "$gereedschap/ooxml" && cp scripts/ooxml/* "$gereedschap/ooxml" &&
    PATH="$PWD/.venv/bin:$PATH" npm install --prefix "$gereedschap/ooxml" --no-save --ignore-scripts --no-audit --no-fund
}

# A source distribution of docxtpl that holds its own tests still; they are run with the version that is in use.
docxtpl_proeven() {
  [[ ! -d $gereedschap/docxtpl/tests ]] || return 0
  mkdir -p "$gereedschap/docxtpl" &&
    .venv/bin/python -m pip download --no-deps --no-binary docxtpl --no-build-isolation \
      --dest "$gereedschap/docxtpl" docxtpl==0.5.8 &&
    tar -xzf "$gereedschap"/docxtpl/docxtpl-*.tar.gz -C "$gereedschap/docxtpl" --strip-components=1
}

# What users install the wheel with, in an environment of its own.
uitrollers() {
  local eigen=$gereedschap/uitrollen/bin/python
  "$eigen" -m pip --version 2>/dev/null || "$python" -m venv --clear "$gereedschap/uitrollen" || return
  "$eigen" -m pip install --requirement scripts/uitrollen.txt
}

# Where these are not to be had, their tests are skipped; never in CI.
testgereedschap() {
  stap "OOXML-controle installeren" ooxml ooxml_validators || { overgeslagen && [[ -z ${CI:-} ]]; }
  stap "uv en pipx installeren" uitrollen uitrollers || { overgeslagen && [[ -z ${CI:-} ]]; }
  stap "De tests van docxtpl ophalen" docxtpl docxtpl_proeven || { overgeslagen && [[ -z ${CI:-} ]]; }
}

overgeslagen() {
  printf 'De tests die dit nodig hebben, worden overgeslagen.\n' >&2
}

klein=() groot=() extra='.'
vind_python >/dev/null || klein+=(python3-venv)
heeft_libreoffice >/dev/null || groot+=(libreoffice-writer-nogui)
heeft_lettertype || groot+=(fonts-crosextra-carlito)
heeft_nederlands || groot+=(tesseract-ocr tesseract-ocr-nld)
if [[ $doel == test ]]; then
  extra='.[test]'
  command -v pdftotext >/dev/null || groot+=(poppler-utils)
  heeft_calc || groot+=(libreoffice-calc-nogui)
  command -v strace >/dev/null || groot+=(strace)
  command -v gio >/dev/null || groot+=(libglib2.0-bin)
  command -v xdg-user-dir >/dev/null || groot+=(xdg-user-dirs)
fi

alles=("${klein[@]}" "${groot[@]}")
((${#alles[@]} == 0)) || vraag_rechten "${alles[@]}"
((${#klein[@]} == 0)) || stap "Python aanvullen" python pakketten "${klein[@]}"
if ! python=$(vind_python); then
  printf 'Python 3.11 of nieuwer is nodig. Debian 12 heeft het; hier staat %s.\n' "$(python3 --version 2>&1)" >&2
  exit 1
fi
map=$(pwd -P)
[[ $(cat "$gereedschap/map" 2>/dev/null) == "$map" ]] || rm -rf .venv # a virtual environment cannot be moved

# The large system packages and the Python environment do not wait for each other. Whoever fails stops the other:
# monitor mode gives the second a process group of its own to stop.
set -m
{ stap "Python-omgeving maken" omgeving omgeving "$extra" && { [[ $doel != test ]] || testgereedschap; }; } &
bezig=$!
set +m
trap 'kill -- "-$bezig" 2>/dev/null || true' EXIT
((${#groot[@]} == 0)) || stap "Systeempakketten installeren (${groot[*]})" pakketten pakketten "${groot[@]}"
if [[ $doel == test ]]; then
  stap "veraPDF installeren" verapdf scripts/verapdf.sh
  stap "Regels van de e-factuur ophalen" nlcius scripts/nlcius.sh || { overgeslagen && [[ -z ${CI:-} ]]; }
  stap "CUPS installeren" cups scripts/cups.sh || { overgeslagen && [[ -z ${CI:-} ]]; }
  stap "Chromium installeren" chromium scripts/chromium.sh || { overgeslagen && [[ -z ${CI:-} ]]; }
  stap "LibreOffice 25.2 ernaast zetten" libreoffice-25 scripts/libreoffice-25.sh || overgeslagen
fi
wait "$bezig"
trap - EXIT

printf '%s' "$map" >"$gereedschap/map"
touch "$gereedschap/gebruik.klaar"
[[ $doel != test ]] || touch "$gereedschap/test.klaar"

#!/bin/bash
# Puts LibreOffice 25.2 of Debian's backports in .gereedschap/libreoffice-25, beside the 7.4 of Debian 12, for the
# test that both make archive PDFs; quick when it is there. Nothing is installed on the system and no right is
# needed: apt only looks up and downloads (80 MB), in a state of its own, from the mirror that this machine uses.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
map=.gereedschap/libreoffice-25
[[ ! -x $map/usr/lib/libreoffice/program/soffice ]] || exit 0

spiegel=$(apt-get indextargets --format '$(REPO_URI)' \
  'Created-By: Packages' 'Codename: bookworm' 'Label: Debian' 'Component: main' 2>/dev/null | head -n 1)
if [[ -z $spiegel ]]; then
  printf '%s\n' "LibreOffice 25.2 is alleen op Debian 12 naast de gewone LibreOffice te zetten." \
    "De test die het nodig heeft, wordt overgeslagen." >&2
  exit 1
fi

mkdir -p .gereedschap
half=$(mktemp -d "$PWD/.gereedschap/half.XXXXXX")
trap 'rm -rf "$half"' EXIT
mkdir -p "$half"/{lists,archives}/partial "$half/wortel"
sleutel=/usr/share/keyrings/debian-archive-keyring.gpg
printf "deb [signed-by=$sleutel] $spiegel %s main\n" bookworm bookworm-backports >"$half/bronnen.list"
apt() {
  apt-get -q -y -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)" \
    -o Dir::Etc::SourceList="$half/bronnen.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$half/lists" -o Dir::Cache="$half" \
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}
apt update
apt --download-only --no-install-recommends -t bookworm-backports install libreoffice-writer-nogui
for pakket in "$half"/archives/*.deb; do
  dpkg-deb --extract "$pakket" "$half/wortel"
done

# Debian ties the program to /usr and /etc; here it finds its own files and libraries, wherever this folder is.
programma=$half/wortel/usr/lib/libreoffice/program
sed -i 's|^BRAND_BASE_DIR=.*|BRAND_BASE_DIR=${ORIGIN}/..|' "$programma/fundamentalrc"
ln -sfn ../.registry/main.xcd "$programma/../share/registry/main.xcd"
for bibliotheek in "$half"/wortel/usr/lib/x86_64-linux-gnu/*.so.*; do
  naam=$(basename "$bibliotheek")
  [[ -e $programma/$naam ]] || ln -s "../../x86_64-linux-gnu/$naam" "$programma/$naam"
done
rm -rf "$map"
mv "$half/wortel" "$map"

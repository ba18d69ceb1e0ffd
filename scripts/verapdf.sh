#!/bin/bash
# Puts veraPDF, which the tests of the archive PDFs run, in .gereedschap/verapdf; quick when it is there.
# Java and Maven through apt (as root, or with sudo), veraPDF itself from Maven's own repository.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
versie=1.28.2
plugin=org.apache.maven.plugins:maven-dependency-plugin:2.8
map=.gereedschap/verapdf
jar=$map/greenfield-apps-$versie.jar

pakketten=()
command -v java >/dev/null || pakketten+=(openjdk-17-jre-headless)
[[ -f $jar ]] || command -v mvn >/dev/null || pakketten+=(maven)

if ((${#pakketten[@]})); then
  sudo=()
  ((EUID == 0)) || sudo=(sudo -n)
  if ! command -v apt-get >/dev/null || { ((EUID)) && ! sudo -n true 2>/dev/null; }; then
    printf '%s\n' "veraPDF heeft programma's nodig die hier niet vanzelf te installeren zijn." \
      "Installeer deze pakketten, of vraag dat uw beheerder:" "" "    ${pakketten[*]}" >&2
    exit 1
  fi
  apt() { "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"; }
  apt install --no-install-recommends "${pakketten[@]}" ||
    { apt update && apt install --no-install-recommends "${pakketten[@]}"; }
fi

if [[ ! -f $jar ]]; then
  mkdir -p "$map"
  half=$(mktemp -d "$map/half.XXXXXX")
  trap 'rm -rf "$half"' EXIT
  mvn --batch-mode --quiet --strict-checksums "$plugin:copy" \
    -Dartifact=org.verapdf.apps:greenfield-apps:$versie -DoutputDirectory="$PWD/$half"
  rm -f "$map"/greenfield-apps-*.jar
  mv "$half"/greenfield-apps-$versie.jar "$jar"
fi

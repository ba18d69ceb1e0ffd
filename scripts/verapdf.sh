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

nodig=()
command -v java >/dev/null || nodig+=(openjdk-17-jre-headless)
[[ -f $jar ]] || command -v mvn >/dev/null || nodig+=(maven)

if ((${#nodig[@]})); then
  . scripts/pakketten.sh
  pakketten_of_stop "veraPDF heeft programma's nodig die hier niet vanzelf te installeren zijn." "${nodig[@]}"
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

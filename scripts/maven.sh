# shellcheck shell=bash
# Read by the other scripts: a jar from Maven's own repository, held against its checksum.
. scripts/pakketten.sh

# haal_jar ZIN GROUP:ARTIFACT:VERSION MAP: puts it there, instead of any other version; quick when it is there.
# Maven through apt (as root, or with sudo); where that cannot be, it ends with that sentence.
haal_jar() {
  local zin=$1 wat=$2 map=$3 artifact versie half
  IFS=: read -r _ artifact versie <<<"$wat"
  [[ ! -f $map/$artifact-$versie.jar ]] || return 0
  command -v mvn >/dev/null || pakketten_of_stop "$zin" maven
  mkdir -p "$map"
  half=$(mktemp -d "$map/half.XXXXXX")
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$half'" EXIT
  mvn --batch-mode --quiet --strict-checksums org.apache.maven.plugins:maven-dependency-plugin:2.8:copy \
    -Dartifact="$wat" -DoutputDirectory="$PWD/$half"
  rm -f "$map/$artifact"-*.jar
  mv "$half/$artifact-$versie.jar" "$map"
  rm -rf "$half"
}

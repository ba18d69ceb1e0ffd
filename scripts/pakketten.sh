# shellcheck shell=bash
# Read by the other scripts: system packages through apt, as root or with sudo.

sudo=()

apt() {
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"
}

# Fetching the package lists takes longer than most packages: only when they turn out missing or old.
pakketten() {
  apt install --no-install-recommends "$@" || { apt update && apt install --no-install-recommends "$@"; }
}

# Installs packages without asking anything; ends with the sentence and the list of packages where that cannot be.
pakketten_of_stop() {
  local zin=$1
  shift
  ((EUID == 0)) || sudo=(sudo -n)
  if ! command -v apt-get >/dev/null || { ((EUID)) && ! sudo -n true 2>/dev/null; }; then
    printf '%s\n' "$zin" "Installeer dit, of vraag dat uw beheerder:" "" "    $*" >&2
    exit 1
  fi
  pakketten "$@"
}

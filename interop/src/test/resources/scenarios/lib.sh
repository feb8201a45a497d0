# What every shell scenario begins with: SCENARIO.sh DIRECTORY [ARGUMENT...]. A scenario works in a
# folder of its own below DIRECTORY, says what went wrong and exits non-zero, and leaves nothing behind.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
name=$(basename "$0" .sh)
base=$1/$name.$(hostname).$$
local_base=${TMPDIR:-/tmp}/$name.$$
shift

fail() {
  echo "FAILED: $name: $*"
  exit 1
}

# Fails with the description and the output if the command does not succeed.
must() {
  local what=$1
  shift
  "$@" >"$local_base.log" 2>&1 || { tail -n 40 "$local_base.log"; fail "$what (status $?)"; }
}

# The names, types, modes and contents below a folder, in one comparable listing.
listing() {
  (cd "$1" && find . -printf '%p %y %m %l\n' | LC_ALL=C sort && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum)
}

mkdir -p "$base" "$local_base"
trap 'status=$?; trap - EXIT; [ $status = 0 ] || echo "FAILED: $name ended with status $status"
  cd /; rm -rf "$base" "$local_base"* || { echo "FAILED: $name: cannot remove $base"; status=1; }; exit $status' EXIT

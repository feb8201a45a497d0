#!/bin/bash
# Limits and usage as `quota` on a client shows them, and their effect: quota.sh DIRECTORY USER. The server gives
# USER 1 MiB and 10 files, and twice that for 7 days.
source "$(dirname "$0")/lib.sh"
user=$1
as() {
  setpriv --reuid "$1" --regid "$1" --clear-groups "${@:2}"
}

# What quota says of a user, asked by another: blocks of 1 KiB, limits, seconds of grace, files, limits, seconds.
shown() {
  local asking=$1 asked=$2
  as "$asking" quota --raw-grace --no-wrap --verbose --hide-device --user "$asked" 2>&1 | tail -n 1 | tr -s ' ' | sed 's/^ //; s/ $//' || true
}

expect() {
  local what=$1 pattern=$2
  shift 2
  local line
  line=$(shown "$@")
  [[ $line =~ ^$pattern$ ]] || fail "$what: '$line' and not '$pattern'"
}

chmod 755 "$base"
install -d -o "$user" "$base/own"
expect "one directory" '[04] 1024 2048 0 1 10 20 0' "$user" "$user"

must "600 KiB" as "$user" dd if=/dev/zero of="$base/own/a" bs=1k count=600 conv=fsync
expect "600 KiB" '60[0-9] 1024 2048 0 2 10 20 0' "$user" "$user"

must "600 KiB more" as "$user" dd if=/dev/zero of="$base/own/b" bs=1k count=600 conv=fsync
now=$(date +%s)
line=$(shown 0 "$user")
[[ $line =~ ^120[0-9]\*\ 1024\ 2048\ ([0-9]+)\ 3\ 10\ 20\ 0$ ]] || fail "over the soft limit: '$line'"
left=$((BASH_REMATCH[1] - now))
((left > 6 * 86400 && left <= 7 * 86400 + 60)) || fail "grace ends in $left s"

if as "$user" dd if=/dev/zero of="$base/own/c" bs=1k count=1000 conv=fsync 2>"$local_base.dd"; then
  fail "more than the hard limit"
fi
grep -q 'Disk quota exceeded' "$local_base.dd" || fail "another error: $(cat "$local_base.dd")"

rm "$base"/own/*
for i in $(seq 12); do
  as "$user" touch "$base/own/$i"
done
line=$(shown "$user" "$user")
[[ $line =~ ^[0-9]+\ 1024\ 2048\ 0\ 13\*\ 10\ 20\ [0-9]+$ ]] || fail "over the soft limit of files: '$line'"
line=$(as "$((user + 1))" quota --raw-grace --no-wrap --verbose --user "$user" 2>&1 || true)
[[ $line != *1024* ]] || fail "another user is told: $line"

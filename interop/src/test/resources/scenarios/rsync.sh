#!/bin/bash
# rsync -aHAX onto the mount and from one folder of it to another; a checksum run finds no difference.
source "$(dirname "$0")/lib.sh"
version=${1:-4.2}
python3 "$here/source-tree.py" "$local_base/tree" 30
(cd "$local_base/tree" && ln Makefile Makefile.hard && ln -s Makefile Makefile.soft && mkfifo pipe && truncate -s 3m sparse &&
  chown 1000:1001 expected && chmod 4750 expected && touch -d '2001-02-03 04:05:06.789' Makefile)
first=$base/first second=$base/second
same() {
  local difference
  difference=$(rsync -aHAXnc --delete --itemize-changes "$1/" "$2/") || fail "comparing $1 with $2"
  [ -z "$difference" ] || fail "$1 and $2 differ: $difference"
}
must "rsync to the mount" rsync -aHAX "$local_base/tree/" "$first/"
same "$local_base/tree" "$first"
if [ "$version" = 4.2 ]; then
  setfattr -n user.colour -v green "$first/Makefile" || fail "setfattr"
  setfattr -n user.colour -v blue "$first/doc" || fail "setfattr on a directory"
fi
must "rsync within the mount" rsync -aHAX --sparse "$first/" "$second/"
same "$first" "$second"
[ "$(stat -c %h "$second/Makefile")" = 2 ] || fail "the hard link was lost"
[ "$(stat -c '%u %g %a' "$second/expected")" = '1000 1001 4750' ] || fail "owner or mode is $(stat -c '%u %g %a' "$second/expected")"
if [ "$version" = 4.2 ]; then
  [ "$(getfattr --absolute-names --only-values -n user.colour "$second/Makefile")" = green ] || fail "the extended attribute was lost"
fi

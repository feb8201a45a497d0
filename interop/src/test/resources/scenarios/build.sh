#!/bin/bash
# Unpacks a source tree, compares it with the original, builds it, runs the result, changes one file
# and builds again (make must rebuild exactly what depends on it).
source "$(dirname "$0")/lib.sh"
units=${1:-24}
python3 "$here/source-tree.py" "$local_base/tree" "$units"
tar -C "$local_base" -cf "$local_base/tree.tar" tree
cd "$base"
must "unpacking" tar xf "$local_base/tree.tar"
diff -r "$local_base/tree" tree || fail "the unpacked tree differs"
[ "$(listing "$local_base/tree")" = "$(listing tree)" ] || fail "modes or names differ after unpacking"
cd tree
must "make" make -j2
[ "$(./program)" = "$(cat expected)" ] || fail "the program printed $(./program), not $(cat expected)"
must "make again" make
grep -q 'up to date' "$local_base.log" || fail "make found work after a complete build: $(cat "$local_base.log")"
sleep 0.1
sed -i 's/Unit/&/; s/static long/static  long/' src/part3/unit3.c
must "make after a change" make
[ "$(grep -c -- ' -c -o' "$local_base.log")" = 1 ] || fail "make rebuilt more or less than one file: $(cat "$local_base.log")"
[ "$(./program)" = "$(cat expected)" ] || fail "the rebuilt program is wrong"
must "make clean" make clean
[ ! -e build ] && [ ! -e program ] || fail "make clean left files"

#!/bin/bash
# Two processes change one database at the same time; the sum, the count and the integrity must hold.
source "$(dirname "$0")/lib.sh"
rounds=${1:-60}
db=$base/test.db
sqlite3 "$db" 'CREATE TABLE t (who TEXT, n INTEGER, filler TEXT, PRIMARY KEY (who, n)); CREATE TABLE total (n INTEGER); INSERT INTO total VALUES (0);' ||
  fail "creating tables"
writer() {
  for ((i = 1; i <= rounds; i++)); do
    echo "BEGIN IMMEDIATE; INSERT INTO t VALUES ('$1', $i, hex(randomblob(300))); UPDATE total SET n = n + 1; COMMIT;"
  done | sqlite3 -bail -cmd '.timeout 240000' "$db"
}
writer a & a=$!
writer b & b=$!
wait $a || fail "writer a"
wait $b || fail "writer b"
[ "$(sqlite3 "$db" 'PRAGMA integrity_check')" = ok ] || fail "integrity check"
counts=$(sqlite3 "$db" "SELECT (SELECT n FROM total) || ' ' || count(*) || ' ' || sum(n) FROM t")
[ "$counts" = "$((2 * rounds)) $((2 * rounds)) $((rounds * (rounds + 1)))" ] || fail "counts are $counts"
sqlite3 "$db" 'DELETE FROM t WHERE n % 2 = 0; VACUUM;' || fail "VACUUM"
[ "$(sqlite3 "$db" 'PRAGMA integrity_check')" = ok ] || fail "integrity check after VACUUM"

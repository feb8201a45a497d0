#!/bin/bash
# Two clients, one SQLite database: shared-database.sh DIRECTORY create|write|check [ROUNDS]
set -euo pipefail
db=$1/shared.db
rounds=${3:-40}
case $2 in
  create) sqlite3 "$db" 'CREATE TABLE t (who TEXT, n INTEGER, PRIMARY KEY (who, n)); CREATE TABLE total (n INTEGER); INSERT INTO total VALUES (0);' ;;
  write)
    for ((i = 1; i <= rounds; i++)); do
      echo "BEGIN IMMEDIATE; INSERT INTO t VALUES ('$(hostname)', $i); UPDATE total SET n = n + 1; COMMIT;"
    done | sqlite3 -bail -cmd '.timeout 120000' "$db"
    ;;
  check)
    [ "$(sqlite3 "$db" 'PRAGMA integrity_check')" = ok ]
    counts=$(sqlite3 "$db" "SELECT (SELECT n FROM total) || ' ' || count(*) || ' ' || count(DISTINCT who) FROM t")
    [ "$counts" = "$((2 * rounds)) $((2 * rounds)) 2" ] || { echo "FAILED: counts are $counts"; exit 1; }
    rm -f "$db"
    ;;
esac

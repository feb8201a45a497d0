#!/bin/bash
# dbench with three processes; it verifies what it reads and stops at the first unexpected error.
# (It replaces the first "client" in its path by its own, so no folder above may be called so.)
source "$(dirname "$0")/lib.sh"
must "dbench" dbench -D "$base" -t "${1:-5}" 3
grep -q '^Throughput' "$local_base.log" || { tail -n 20 "$local_base.log"; fail "dbench printed no throughput"; }

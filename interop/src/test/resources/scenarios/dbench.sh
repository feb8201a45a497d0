#!/bin/bash
# dbench with a few clients; it verifies what it reads and stops at the first unexpected error.
source "$(dirname "$0")/lib.sh"
must "dbench" dbench -D "$base" -t "${1:-10}" "${2:-3}"
grep -E '^Throughput' "$local_base.log" || { tail -n 20 "$local_base.log"; fail "dbench printed no throughput"; }

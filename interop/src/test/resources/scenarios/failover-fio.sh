#!/bin/bash
# fio writes and verifies, again and again, until "stop" of failover.py has run: failover-fio.sh DIR NAME
source "$(dirname "$0")/lib.sh"
stop=$(dirname "$base")/failover.$1/stop
round=0
while [ ! -e "$stop" ]; do
  must "fio" fio --name=verify --directory="$base" --size=2m --rw=randwrite --bsrange=4k-64k --fsync=16 --rate=256k \
    --verify=crc32c --verify_fatal=1 --do_verify=1 --ioengine=psync --group_reporting
  rm -f "$base"/verify.*
  round=$((round + 1))
  echo "round $round"
done

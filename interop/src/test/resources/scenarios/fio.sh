#!/bin/bash
# fio writes and verifies: sequential and random, buffered and O_DIRECT, with fsync. fio.sh DIR [MIB]
source "$(dirname "$0")/lib.sh"
size=${1:-16}m
# (A second run cannot find the blocks of random sizes again, so it is not asked to.)
job() {
  local what=$1
  shift
  must "fio $what" fio --name="$what" --directory="$base" --size="$size" --verify=crc32c --verify_fatal=1 --do_verify=1 \
    --ioengine=psync --end_fsync=1 --group_reporting "$@"
  must "fio $what, read back without cache" sh -c "echo 3 >/proc/sys/vm/drop_caches"
  [ "$what" = unaligned ] || must "fio $what, verified again" fio --name="$what" --directory="$base" --size="$size" --verify=crc32c --verify_fatal=1 \
    --ioengine=psync --verify_only "$@"
  rm -f "$base/$what".*
}
job sequential --rw=write --bs=1m
job random --rw=randwrite --bs=4k --io_size=6m --fsync=64
job direct --rw=randwrite --bs=64k --direct=1
job unaligned --rw=write --bsrange=5000-70000 --bs_unaligned=1

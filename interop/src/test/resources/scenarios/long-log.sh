#!/bin/bash
# Writes small synchronous blocks, which a server keeps in its log, until logs of usual length no longer reach
# back to the beginning: long-log.sh DIR [MIB]
source "$(dirname "$0")/lib.sh"
must "fio" fio --name=log --directory="$base" --size=4m --io_size=$((${1:-768} / 16))m --rw=randwrite --bs=32k --sync=1 --numjobs=16 \
  --ioengine=psync --group_reporting

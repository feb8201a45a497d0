#!/bin/bash
# Asks a server's address, and nothing else, where its programs are, and mounts without naming ports:
# service-address.sh DIRECTORY ADDRESS [automounter]
source "$(dirname "$0")/lib.sh"
address=$1
mounted=/mnt/asked
mkdir -p $mounted

told=$(rpcinfo -p "$address")
for program in 100000 100003 100005 100011 100021 100024; do
  for transport in tcp udp; do
    grep -Eq "^ +$program +[0-9]+ +$transport " <<<"$told" || fail "rpcinfo -p: no program $program over $transport in: $told"
  done
done
# NFS, MOUNT, rquota, NLM, NSM
for program in 100003:3 100005:3 100011:2 100021:4 100024:1; do
  for transport in tcp udp; do
    must "rpcinfo -T $transport" rpcinfo -T $transport "$address" ${program/:/ }
  done
  must "rpcinfo -u" rpcinfo -u "$address" ${program/:/ }
done

exported=$(showmount -e --no-headers "$address")
[ "$exported" = '/ *' ] || fail "showmount -e: $exported"

mount.nfs "$address:/" $mounted -o vers=3,mountproto=udp,timeo=50
trap 'umount $mounted' ERR
options=$(nfsstat -m | grep -A1 "^$mounted from $address:/" | tail -n 1)
for option in vers=3 proto=tcp mountproto=udp mountport=2049 "mountaddr=$address" "addr=$address" local_lock=none; do
  [[ "${options// Flags:/},," =~ [,$'\t ']$option, ]] || fail "nfsstat -m: no $option in: $options"
done
own=$(basename "$base")
[ -d "$mounted/$own" ] || fail "another folder is mounted"
client=$(ip -4 -o addr show dev vec0 | awk '{sub("/.*", "", $4); print $4; exit}')
showmount -a --no-headers "$address" | grep -q "^$client:/\$" || fail "showmount -a: $(showmount -a "$address")"
umount $mounted
trap - ERR

[ "${2:-}" = automounter ] || exit 0

# In a session of its own: the kernel knows an automounter by its process group, and process 1 has none.
modprobe -d /run/modules autofs4
cat >/run/auto.master <<MASTER
/mnt/map /run/auto.map
/mnt/net -hosts
MASTER
echo "files -fstype=nfs,vers=3 $address:/" >/run/auto.map
setsid automount --foreground --dont-check-daemon /run/auto.master >"$local_base.automount" 2>&1 &
daemon=$!
within() {
  for _ in $(seq 100); do
    [ ! -d "$1/$own" ] || return 0
    sleep 0.2
  done
  cat "$local_base.automount"
  fail "nothing at $1"
}
within /mnt/map/files
within "/mnt/net/$address"
kill -TERM $daemon
wait $daemon || true

#!/bin/bash
# ACLs as programs use them: getfacl and setfacl over NFSv3, nfs4_getfacl and nfs4_setfacl over NFSv4; who
# is let in is tried as real users.
source "$(dirname "$0")/lib.sh"
version=${1:-4.2}
umask 022

# as USER COMMAND...: as a user who is in the group of the same number only.
as() {
  local user=$1
  shift
  setpriv --reuid="$user" --regid="$user" --clear-groups "$@"
}
may() { as "$@" >/dev/null 2>&1 || fail "user $1 may not: ${*:2}"; }
may_not() { ! as "$@" >/dev/null 2>&1 || fail "user $1 may: ${*:2}"; }
mode() { [ "$(stat -c %a "$1")" = "$2" ] || fail "$3: the mode is $(stat -c %a "$1"), not $2"; }
has() { grep -qxF -- "$2" <<<"$1" || fail "$3: no '$2' in
$1"; }

# The POSIX ACL with what the mask leaves of it.
effective() { getfacl -nce "$1" | sed 's/[[:space:]]*#/ #/'; }

posix() {
  local acl
  echo text >file
  chown 1000:1000 file && chmod 640 file
  acl=$(getfacl -nc file) && [ "$acl" = "$(printf 'user::rw-\ngroup::r--\nother::---')" ] || fail "the ACL of a mode is $acl"
  [[ $(ls -l file) != *+\ * ]] || fail "ls shows an ACL where there is none"
  may_not 1001 cat file
  must "setfacl" setfacl -m u:1001:rw-,g:1002:r-- file
  mode file 660 "after setfacl"
  [[ $(ls -l file) == *+\ * ]] || fail "ls shows no ACL: $(ls -l file)"
  may 1001 sh -c 'cat file && echo more >>file'
  may 1002 cat file
  may_not 1002 sh -c 'echo more >>file'
  may_not 1003 cat file

  must "chmod" chmod 640 file
  acl=$(effective file)
  has "$acl" 'user:1001:rw- #effective:r--' "chmod changes the mask"
  has "$acl" 'mask::r--' "chmod changes the mask"
  may 1001 cat file
  may_not 1001 sh -c 'echo more >>file'
  must "setfacl on behalf of the owner" as 1000 setfacl -m u:1003:--- file
  may_not 1001 setfacl -m u:1001:rwx file
  getfacl -n file >"$local_base.acl"
  must "removal" setfacl -b file
  [ "$(getfacl -nc file | wc -l)" = 4 ] || fail "setfacl -b leaves $(getfacl -nc file)"
  must "setfacl --restore" setfacl --restore="$local_base.acl"
  getfacl -n file | cmp - "$local_base.acl" || fail "--restore gives another ACL"

  inherited
  copied
}

inherited() {
  local acl
  mkdir folder && chmod 755 folder
  must "default ACL" setfacl -d -m u:1001:rwx,g:1002:r-x,o::- folder
  echo text >folder/new
  mkdir folder/below
  # The umask (022) does not count under a default ACL.
  mode folder/new 660 "a new file's mask"
  acl=$(effective folder/new)
  has "$acl" 'user:1001:rwx #effective:rw-' "a new file inherits"
  has "$acl" 'group:1002:r-x #effective:r--' "a new file inherits"
  has "$acl" 'other::---' "a new file inherits"
  may 1001 sh -c 'echo more >>folder/new'
  may_not 1003 cat folder/new
  acl=$(getfacl -ncE folder/below)
  has "$acl" 'user:1001:rwx' "a new folder inherits"
  has "$acl" 'default:user:1001:rwx' "a new folder passes on"
  may 1001 touch folder/below/of-1001
  must "removal of the default ACL" setfacl -k folder
  echo text >folder/plain
  mode folder/plain 644 "without a default ACL"
}

# The ACLs of all that is below a folder.
all_acls() { (cd "$1" && find . -print0 | LC_ALL=C sort -z | xargs -0 getfacl -n); }

copied() {
  local want
  want=$(all_acls folder)
  must "cp -a" cp -a folder copy
  same "cp -a" copy
  must "rsync -A" rsync -aA folder/ synced/
  same "rsync -A" synced
  must "tar" tar --acls -cf archive.tar folder
  mkdir unpacked
  must "tar -x" tar --acls -xpf archive.tar -C unpacked --strip-components=1
  same "tar" unpacked
}

same() {
  local now
  now=$(all_acls "$2")
  [ "$now" = "$want" ] || fail "$1 gives $now
instead of $want"
}

nfs4() {
  local acl
  echo text >file
  chown 1000:1000 file && chmod 640 file
  acl=$(nfs4_getfacl file | grep -v '^#')
  [ "$acl" = "$(printf 'A::OWNER@:rwatTnNcCy\nA::GROUP@:rtncy\nA::EVERYONE@:tcy')" ] || fail "the ACL of a mode is $acl"
  may_not 1001 cat file
  must "nfs4_setfacl" nfs4_setfacl -a A::1001:rwa file
  may 1001 sh -c 'cat file && echo more >>file'
  may_not 1002 cat file
  must "a deny ACE" nfs4_setfacl -a D::1001:wa file
  may 1001 cat file
  may_not 1001 sh -c 'echo more >>file'
  has "$(nfs4_getfacl file)" 'D::1001:wa' "a deny ACE"
  must "a group" nfs4_setfacl -a A:g:1002:r file
  may 1002 cat file
  must "chmod" chmod 600 file
  mode file 600 "after chmod"
  may_not 1001 cat file
  may_not 1002 cat file
  may 1000 cat file
  may_not 1001 nfs4_setfacl -a A::1001:r file
  must "an ACL by its owner" as 1000 nfs4_setfacl -s A::OWNER@:rwatTnNcCy,A::GROUP@:rtncy,A::EVERYONE@:rtncy file
  mode file 644 "an ACL sets the mode"
  [ "$(nfs4_getfacl file | grep -c '^[AD]:')" = 3 ] || fail "the ACL is $(nfs4_getfacl file)"
  nfs4_inherited
}

nfs4_inherited() {
  mkdir folder && chmod 755 folder
  must "an inherited ACE" nfs4_setfacl -a A:fd:1001:rwax folder
  echo text >folder/new
  mkdir folder/below
  may 1001 cat folder/new
  # Over 4.2 the server knows the umask, and keeps it from entries that are inherited.
  if [ "$version" = 4.2 ]; then
    may 1001 sh -c 'echo more >>folder/new'
    may 1001 touch folder/below/of-1001
  fi
  mode folder/new 644 "a new file under an inherited ACE"
  nfs4_getfacl folder/below | grep -q '^A:fdi:1001:rwax' || fail "a new folder passes on $(nfs4_getfacl folder/below)"
  must "an ACE for files only" nfs4_setfacl -s A:fi:1002:r,A::OWNER@:rwaxtTnNcCy,A::EVERYONE@:rxtncy folder
  echo text >folder/newer
  may 1002 cat folder/newer
  may_not 1001 sh -c 'echo more >>folder/newer'
}

cd "$base"
if [ "$version" = 3 ]; then
  posix
else
  nfs4
fi

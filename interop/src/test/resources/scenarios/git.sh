#!/bin/bash
# A repository lives on the mount: commits, branches, clone, checkout, gc, fsck; contents are compared.
source "$(dirname "$0")/lib.sh"
git config --global user.name tester
git config --global user.email tester@example.org
git config --global init.defaultBranch main
git config --global gc.auto 0
python3 "$here/source-tree.py" "$local_base/tree" "${1:-20}"
cd "$base"
cp -r "$local_base/tree" work
cd work
must "git init" git init
must "git add" git add -A
must "git commit" git commit -m first
must "git checkout -b" git checkout -b other
sed -i 's/Unit/Chapter/' doc/*/*.txt
git rm -rq data/part1
must "git commit on the branch" git commit -am second
must "git checkout main" git checkout main
diff -r --exclude .git "$local_base/tree" . || fail "main's work tree is not what was committed"
must "git clone" git clone --no-hardlinks . ../clone
must "git clone with hard links" git clone . ../linked
cd ../clone
must "git checkout other" git checkout other
[ "$(grep -l Chapter doc/*/*.txt | wc -l)" = "$(find doc -name '*.txt' | wc -l)" ] || fail "the branch's contents are wrong"
[ ! -e data/part1 ] || fail "a removed folder is there"
must "git merge" git merge origin/main
must "git gc" git gc --quiet
must "git fsck" git fsck --strict --full
[ -z "$(git status --porcelain)" ] || fail "git status is not clean: $(git status --porcelain)"
must "git checkout of the first commit" git checkout origin/main
diff -r --exclude .git "$local_base/tree" . || fail "the clone differs"
cd ../linked
must "git fsck of the linked clone" git fsck --full

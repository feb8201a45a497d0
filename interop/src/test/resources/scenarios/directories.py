"""Large folders, and folders that change while they are listed."""

import os
import sys

from checks import *

ENTRIES = 2000


def check_listing_while_it_changes():
    stay = {f"stay{n:05}" for n in range(ENTRIES)}
    for name in stay:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    for n in range(300):
        write(f"go{n:05}")
    seen = []
    with os.scandir(".") as entries:
        for count, entry in enumerate(entries):
            seen.append(entry.name)
            if count % 16 == 0 and count // 16 < 300:
                os.unlink(f"go{count // 16:05}")
                write(f"come{count // 16:05}")
    expect_equal(len(seen), len(set(seen)), "number of names listed, against distinct ones")
    missing = stay - set(seen)
    expect(not missing, f"{len(missing)} names that were there throughout are missing, as {sorted(missing)[:3]}")
    expect_equal(len([name for name in os.listdir(".") if name.startswith("stay")]), ENTRIES, "names afterwards")


def check_telldir_and_seekdir():
    names = [f"n{n:04}" for n in range(500)]
    for name in names:
        write(name)
    with os.scandir(".") as first, os.scandir(".") as second:
        one = [entry.name for entry in first]
        two = [entry.name for entry in second]
    expect_equal(sorted(one), names, "listing")
    expect_equal(one, two, "the second listing")
    inodes = {entry.name: entry.inode() for entry in os.scandir(".")}
    for name in names[::50]:
        expect_equal(inodes[name], os.stat(name).st_ino, f"inode of {name} in the listing")


def check_remove_while_listing():
    for n in range(1200):
        write(f"long-name-that-fills-replies-quickly-{n:050}")
    with os.scandir(".") as entries:
        for entry in entries:
            os.unlink(entry.name)
    expect_equal(os.listdir("."), [], "what is left of the folder")


def check_folder_times():
    os.mkdir("d")
    before = os.stat("d").st_mtime_ns
    write("d/f")
    after = os.stat("d").st_mtime_ns
    expect(after > before, "creating a file did not change the folder's mtime")
    os.unlink("d/f")
    expect(os.stat("d").st_mtime_ns > after, "removing a file did not change the folder's mtime")


if __name__ == "__main__":
    run(sys.modules[__name__])

"""Owners, modes, times, permissions, statfs, extended attributes."""

import errno
import os
import stat
import sys
import time

from checks import *


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def check_times():
    write("f", b"x")
    for when in (0, 1_000_000_001, 1_000_000_000_123_456_789, 2_147_483_647_999_999_998):
        os.utime("f", ns=(when, when + (when > 0)))
        status = os.stat("f")
        expect_equal((status.st_atime_ns, status.st_mtime_ns), (when, when + (when > 0)), "atime and mtime")
    os.utime("f")
    expect(abs(time.time() - os.stat("f").st_mtime) < 60, "the server's clock is not ours")
    changed = os.stat("f").st_ctime_ns
    os.chmod("f", 0o600)
    expect(os.stat("f").st_ctime_ns > changed, "chmod did not change ctime")
    before = os.stat("f").st_mtime_ns
    with open("f", "ab") as file:
        file.write(b"y")
    expect(os.stat("f").st_mtime_ns > before, "writing did not change mtime")


def check_times_of_a_symbolic_link():
    os.symlink("x", "link")
    os.utime("link", ns=(10**18 + 1, 10**18 + 2), follow_symlinks=False)
    expect_equal(os.lstat("link").st_mtime_ns, 10**18 + 2, "mtime of the link")


def check_times_before_1970_and_after_2106(version=NFS4):
    write("f")
    for seconds in (-1, -86400 * 365 * 60, 2**32 + 5, 2**33):
        os.utime("f", ns=(seconds * 10**9 + 5, seconds * 10**9 + 7))
        expect_equal(os.stat("f").st_mtime_ns, seconds * 10**9 + 7, "mtime")


def check_utime_permissions():
    write("f", mode=0o644)
    write("w")
    os.chmod("w", 0o666)
    expect_equal(as_user(1000, 1000, lambda: os.utime("f")), errno.EACCES, "utime(now) by another")
    expect_equal(as_user(1000, 1000, lambda: os.utime("w")), 0, "utime(now) by a writer")
    expect_equal(as_user(1000, 1000, lambda: os.utime("w", (1, 1))), errno.EPERM, "utime(1) by a writer")


def check_owner_and_mode():
    write("f")
    os.chown("f", 1000, 1001)
    expect_equal((os.stat("f").st_uid, os.stat("f").st_gid), (1000, 1001), "owner")
    os.chown("f", 2**32 - 3, 2**31 + 1)
    expect_equal((os.stat("f").st_uid, os.stat("f").st_gid), (2**32 - 3, 2**31 + 1), "large owner")
    for bits in (0, 0o777, 0o7777, 0o4711, 0o1000):
        os.chmod("f", bits)
        expect_equal(mode("f"), bits, "mode")
    os.chown("f", 1000, 1000)
    os.chmod("f", 0o600)
    expect_equal(as_user(1000, 1000, lambda: os.chown("f", 1001, -1)), errno.EPERM, "giving away")
    expect_equal(as_user(1000, 1000, lambda: os.chown("f", -1, 50), groups=[50]), 0, "chgrp to an own group")
    expect_equal(as_user(1000, 1000, lambda: os.chown("f", -1, 51), groups=[50]), errno.EPERM, "chgrp to another")
    expect_equal(as_user(1001, 1000, lambda: os.chmod("f", 0o666)), errno.EPERM, "chmod by another")


def check_set_id_bits_are_cleared():
    for bits in (0o6777, 0o4755, 0o2775):
        write("f")
        os.chown("f", 1000, 1000)
        os.chmod("f", bits)
        as_user(1001, 1001, lambda: None)

        def append():
            descriptor = os.open("f", os.O_WRONLY | os.O_APPEND)
            os.write(descriptor, b"x")
            os.fsync(descriptor)
            os.close(descriptor)

        result = as_user(1001, 1001, append)
        if bits & 0o002:
            expect_equal(result, 0, "appending by another")
            expect_equal(mode("f"), bits & ~0o6000, f"mode {bits:o} after a write by another")
        else:
            expect_equal(result, errno.EACCES, "appending by another")
        os.unlink("f")


def check_setgid_folder():
    os.mkdir("d")
    os.chown("d", 0, 1234)
    os.chmod("d", 0o2777)
    as_user(1000, 1000, lambda: (write("d/f"), os.mkdir("d/sub"), os.symlink("x", "d/link")))
    for name in ("f", "sub", "link"):
        expect_equal(os.lstat(f"d/{name}").st_gid, 1234, f"group of {name}")
    expect(mode("d/sub") & 0o2000, "the new folder did not inherit setgid")
    expect_equal(os.stat("d/f").st_uid, 1000, "owner of f")


def check_sticky_folder():
    os.mkdir("d")
    os.chmod("d", 0o1777)
    as_user(1000, 1000, lambda: write("d/mine"))
    expect(as_user(1001, 1001, lambda: os.unlink("d/mine")) in (errno.EPERM, errno.EACCES), "removed another's file")
    expect(as_user(1001, 1001, lambda: os.rename("d/mine", "d/x")) in (errno.EPERM, errno.EACCES), "renamed another's")
    expect_equal(as_user(1000, 1000, lambda: os.unlink("d/mine")), 0, "removing one's own")


def check_permissions():
    write("f", b"secret")
    os.chown("f", 1000, 2000)

    def reader():
        os.close(os.open("f", os.O_RDONLY))

    def writer():
        os.close(os.open("f", os.O_WRONLY))

    for bits, who, may_read, may_write in (
        (0o600, (1000, 1), True, True), (0o060, (1000, 1), False, False), (0o060, (1, 2000), True, True),
        (0o640, (1, 2000), True, False), (0o606, (1, 2000), False, False), (0o604, (1, 1), True, False), (0o000, (0, 0), True, True),
    ):
        os.chmod("f", bits)
        expect_equal(as_user(*who, reader), 0 if may_read else errno.EACCES, f"reading mode {bits:o} as {who}")
        expect_equal(as_user(*who, writer), 0 if may_write else errno.EACCES, f"writing mode {bits:o} as {who}")
    os.chmod("f", 0o040)
    expect_equal(as_user(1, 1, reader, groups=[7, 2000]), 0, "reading by a supplementary group")
    os.mkdir("d", 0o755)
    expect_equal(as_user(1, 1, lambda: write("d/x")), errno.EACCES, "creating in another's folder")
    os.chmod("d", 0o711)
    expect_equal(as_user(1, 1, lambda: os.listdir("d")), errno.EACCES, "listing without read")
    write("d/x")
    os.chmod("d", 0o744)
    expect_equal(as_user(1, 1, lambda: os.stat("d/x")), errno.EACCES, "looking up without search")


def check_write_after_the_mode_is_taken_away():
    with open("f", "wb") as file:
        os.chmod("f", 0o000)
        file.write(b"still writing")
    expect_equal(read("f"), b"still writing", "content")
    expect_equal(as_user(1000, 1000, lambda: None), 0, "child")


def check_statfs():
    status = os.statvfs(".")
    expect(status.f_blocks > status.f_bavail > 0, f"blocks {status.f_blocks}, available {status.f_bavail}")
    expect(status.f_files > status.f_ffree > 0, f"files {status.f_files}, free {status.f_ffree}")
    expect_equal(status.f_namemax, 255, "longest name")


def user_attributes(path):
    return sorted(name for name in os.listxattr(path) if name.startswith("user."))


def check_extended_attributes(version=NFS42):
    write("f", b"x")
    os.mkdir("d")
    for path in ("f", "d"):
        expect_equal(user_attributes(path), [], "attributes of a new file")
        changed = os.stat(path).st_ctime_ns
        os.setxattr(path, "user.one", b"1")
        expect(os.stat(path).st_ctime_ns > changed, "setxattr did not change ctime")
        os.setxattr(path, "user.empty", b"")
        os.setxattr(path, "user.big", b"v" * 30000)
        os.setxattr(path, "user.one", b"2", os.XATTR_REPLACE)
        expect_error(errno.EEXIST, os.setxattr, path, "user.one", b"3", os.XATTR_CREATE)
        expect_error(errno.ENODATA, os.setxattr, path, "user.none", b"3", os.XATTR_REPLACE)
        expect_error(errno.ENODATA, os.getxattr, path, "user.none")
        expect_equal(os.getxattr(path, "user.one"), b"2", "value")
        expect_equal(os.getxattr(path, "user.empty"), b"", "empty value")
        expect_equal(os.getxattr(path, "user.big"), b"v" * 30000, "big value")
        expect_equal(user_attributes(path), ["user.big", "user.empty", "user.one"], "names")
        os.removexattr(path, "user.one")
        expect_error(errno.ENODATA, os.removexattr, path, "user.one")
        expect_equal(user_attributes(path), ["user.big", "user.empty"], "names after removal")
    for n in range(200):
        os.setxattr("f", f"user.many.{n:03}", str(n).encode())
    expect_equal(len(user_attributes("f")), 202, "number of attributes")
    os.rename("f", "g")
    expect_equal(os.getxattr("g", "user.many.117"), b"117", "value after rename")
    os.chmod("g", 0o644)
    expect_equal(as_user(1, 1, lambda: os.getxattr("g", "user.many.001")), 0, "reading by another")
    expect_equal(as_user(1, 1, lambda: os.setxattr("g", "user.x", b"")), errno.EACCES, "setting by another")


if __name__ == "__main__":
    run(sys.modules[__name__])

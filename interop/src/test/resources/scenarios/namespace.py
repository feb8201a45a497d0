"""Names, kinds of files, links, renames and removals."""

import errno
import os
import stat
import sys

from checks import *

ODD_NAMES = [
    b" ", b"a b", b" leading", b"trailing ", b"...", b"..a", b"-rf", b"*", b"?", b"back\\slash", b"quote'\"",
    b"new\nline", b"tab\t", b"\x01", b"\x7f", b"\xff\xfe", b"\xc3\x28", "größe".encode(), "e\u0301".encode(), "\u00e9".encode(),
    "日本語".encode(), "🐧".encode(), b"CON", b"a:b", b"a;b", b"$(x)", b"%s%n", b".nfs", b"x" * 255, b"\xe2\x82\xac" * 85,
]


def check_odd_names():
    for name in ODD_NAMES:
        write(name, name)
    for name in ODD_NAMES:
        expect_equal(read(name), name, f"content of {name!r}")
    expect_equal(sorted(os.listdir(b".")), sorted(ODD_NAMES), "listing")
    for name in ODD_NAMES:
        os.rename(name, b"moved")
        expect_equal(read(b"moved"), name, f"content of {name!r} after rename")
        os.rename(b"moved", name)
        os.unlink(name)
    expect_equal(os.listdir(b"."), [], "listing after removal")


def check_case_matters():
    write("case", b"lower")
    write("CASE", b"upper")
    expect_equal(read("case"), b"lower", "case")


def check_too_long_names():
    expect_error(errno.ENAMETOOLONG, os.mkdir, "x" * 256)
    expect_error(errno.ENAMETOOLONG, os.open, "x" * 256, os.O_CREAT | os.O_WRONLY)


def check_deep_path():
    for _ in range(60):
        os.mkdir("d" * 50)
        os.chdir("d" * 50)
    write("bottom", b"x")
    for _ in range(60):
        os.chdir("..")
    expect_equal(len([0 for _, _, files in os.walk(".") if files]), 1, "folders with a file")


def check_special_files():
    os.mkfifo("fifo", 0o640)
    expect(stat.S_ISFIFO(os.stat("fifo").st_mode), "fifo is none")
    for kind, name in ((stat.S_IFCHR, "char"), (stat.S_IFBLK, "block")):
        os.mknod(name, kind | 0o600, os.makedev(259, 65538))
        status = os.stat(name)
        expect_equal(stat.S_IFMT(status.st_mode), kind, name)
        expect_equal((os.major(status.st_rdev), os.minor(status.st_rdev)), (259, 65538), f"device of {name}")
    os.mknod("socket", stat.S_IFSOCK | 0o755)
    expect(stat.S_ISSOCK(os.stat("socket").st_mode), "socket is none")
    child = os.fork()
    if child == 0:
        with open("fifo", "wb") as pipe:
            pipe.write(b"through the pipe")
        os._exit(0)
    expect_equal(read("fifo"), b"through the pipe", "what came through the fifo")
    os.waitpid(child, 0)


def check_symbolic_links():
    for target in ("plain", "/absolute/../path", "x" * 1000, "with space\nand line", "a/" * 400):
        os.symlink(target, "link")
        expect_equal(os.readlink("link"), target, "target")
        expect(stat.S_ISLNK(os.lstat("link").st_mode), "link is none")
        expect_equal(os.lstat("link").st_size, len(target.encode()), "size of the link")
        os.unlink("link")
    os.symlink("loop", "loop")
    expect_error(errno.ELOOP, os.open, "loop", os.O_RDONLY)
    os.symlink("missing", "dangling")
    expect_error(errno.ENOENT, os.open, "dangling", os.O_RDONLY)
    expect_error(errno.EEXIST, os.symlink, "x", "dangling")
    os.chown("dangling", 12, 34, follow_symlinks=False)
    expect_equal((os.lstat("dangling").st_uid, os.lstat("dangling").st_gid), (12, 34), "owner of the link")


def check_hard_links():
    write("one", b"x")
    for n in range(100):
        os.link("one", f"link{n}")
    expect_equal(os.stat("one").st_nlink, 101, "link count")
    expect_equal(len({os.stat(name).st_ino for name in os.listdir(".")}), 1, "number of inodes")
    with open("link7", "ab") as file:
        file.write(b"y")
    expect_equal(read("one"), b"xy", "content through another name")
    for n in range(0, 100, 2):
        os.unlink(f"link{n}")
    expect_equal(os.stat("one").st_nlink, 51, "link count after removals")
    os.mkdir("folder")
    expect_error(errno.EPERM, os.link, "folder", "folder2")
    expect_error(errno.EEXIST, os.link, "one", "link1")
    os.symlink("one", "soft")
    os.link("soft", "soft2", follow_symlinks=False)
    expect_equal(os.lstat("soft2").st_ino, os.lstat("soft").st_ino, "inode of the linked symlink")
    # Renaming one name of a file onto another does nothing.
    os.rename("one", "link1")
    expect(os.path.exists("one") and os.path.exists("link1"), "rename between two links removed a name")


def check_directories():
    os.mkdir("a")
    os.mkdir("a/b")
    expect_equal(os.stat("a").st_nlink, 3, "link count of a folder with one folder")
    expect_equal(os.stat("a/b/..").st_ino, os.stat("a").st_ino, "inode of ..")
    expect_error(errno.ENOTEMPTY, os.rmdir, "a")
    expect_error(errno.EEXIST, os.mkdir, "a")
    write("file")
    expect_error(errno.ENOTDIR, os.rmdir, "file")
    expect_error(errno.EISDIR, os.unlink, "a")
    expect_error(errno.ENOTDIR, os.mkdir, "file/x")
    expect_error(errno.ENOENT, os.rmdir, "missing")
    os.rmdir("a/b")
    expect_equal(os.stat("a").st_nlink, 2, "link count of an empty folder")
    os.rmdir("a")
    expect_error(errno.ENOENT, os.stat, "a")


def check_rename():
    write("f", b"f")
    write("g", b"g")
    os.mkdir("d")
    os.mkdir("e")
    os.mkdir("e/full")
    os.rename("f", "g")
    expect_equal(read("g"), b"f", "content after replacing")
    expect_error(errno.ENOENT, os.rename, "missing", "x")
    expect_error(errno.EISDIR, os.rename, "g", "d")
    expect_error(errno.ENOTDIR, os.rename, "d", "g")
    expect_error(errno.ENOTEMPTY, os.rename, "d", "e")
    expect_error(errno.EINVAL, os.rename, "e", "e/full/e")
    os.rename("e/full", "d")
    os.rename("d", "e/moved")
    expect_equal(os.stat("e/moved/..").st_ino, os.stat("e").st_ino, "parent of the moved folder")
    expect_equal(os.stat(".").st_nlink, 3, "link count after moves")
    expect_equal(sorted(os.listdir(".")), ["e", "g"], "listing")


def check_unlinked_while_open():
    with open("gone", "w+b") as file:
        file.write(b"first")
        file.flush()
        os.unlink("gone")
        expect(not os.path.exists("gone"), "the name is still there")
        write("gone", b"another file")
        file.write(b" second")
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        expect_equal(file.read(), b"first second", "content of the removed file")
        expect_equal(os.fstat(file.fileno()).st_size, 12, "size of the removed file")
    expect_equal(read("gone"), b"another file", "content of the new file")
    expect_listing(["gone"], "leftovers of the removed file")


def check_replaced_while_open():
    write("old", b"old")
    write("new", b"new")
    with open("old", "rb") as file:
        os.rename("new", "old")
        expect_equal(file.read(), b"old", "content of the replaced file")
        expect_equal(read("old"), b"new", "content by name")
    expect_listing(["old"], "leftovers")


def check_folder_removed_while_open():
    os.mkdir("d")
    descriptor = os.open("d", os.O_RDONLY | os.O_DIRECTORY)
    os.rmdir("d")
    expect_error(errno.ENOENT, os.stat, "d")
    os.close(descriptor)


def check_create_exclusive():
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    for mode in (0o600, 0o644, 0o4755, 0o444):
        os.close(os.open("x", flags, mode))
        expect_equal(stat.S_IMODE(os.stat("x").st_mode), mode & ~0o022, f"mode after creating with {mode:o}")
        expect_error(errno.EEXIST, os.open, "x", flags, mode)
        os.unlink("x")
    os.symlink("nowhere", "link")
    expect_error(errno.EEXIST, os.open, "link", flags)


if __name__ == "__main__":
    run(sys.modules[__name__])

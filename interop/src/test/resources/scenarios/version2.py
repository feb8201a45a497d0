"""What NFSv2 can do, and where its 32 bits end: version2.py DIRECTORY."""

import errno
import os
import stat
import sys

from checks import *

os.chdir(sys.argv[1])
content = b"hello " * 5000
with open("a", "wb") as file:
    file.write(content)
expect_equal(read("a"), content, "what was written")
os.rename("a", "b")
os.link("b", "c")
expect_equal(os.stat("b").st_nlink, 2, "links")
os.symlink("b", "link")
expect_equal(os.readlink("link"), "b", "the link's text")
os.truncate("b", 7)
expect_equal(os.path.getsize("c"), 7, "size after cutting off")
os.utime("b", (5.5, 6.25))
expect_equal(os.stat("b").st_mtime, 6.25, "time of the change")
os.chmod("b", 0o4750)
expect_equal(stat.S_IMODE(os.stat("b").st_mode), 0o4750, "mode")
os.mkfifo("pipe")
expect(stat.S_ISFIFO(os.stat("pipe").st_mode), "a pipe is none")
os.mknod("device", 0o020600, os.makedev(5, 1))
expect_equal(os.stat("device").st_rdev, os.makedev(5, 1), "device number")
os.mkdir("folder")
names = {f"file{number:04}" for number in range(600)}
for name in names:
    with open(f"folder/{name}", "w"):
        pass
expect_equal(set(os.listdir("folder")), names, "names listed in many pieces")
for name in names:
    os.unlink(f"folder/{name}")
os.rmdir("folder")
with open("large", "wb") as file:
    os.pwrite(file.fileno(), b"end", (1 << 31) - 4)
    try:
        os.pwrite(file.fileno(), b"beyond", (1 << 31) + 4)
        os.fsync(file.fileno())
    except OSError as error:
        expect(error.errno in (errno.EFBIG, errno.EINVAL), f"writing beyond 2 GiB: {error}")
    else:
        raise AssertionError("written beyond 2 GiB")
expect(os.statvfs(".").f_blocks > 0, "no space at all")
for name in ("b", "c", "link", "pipe", "device", "large"):
    os.unlink(name)
expect_equal(os.listdir("."), [], "names left")

"""Contents: holes, truncation, large offsets, mapped files, O_APPEND, allocation, copying, locks of one client."""

import errno
import fcntl
import mmap
import os
import random
import subprocess
import sys

from checks import *

MIB = 1 << 20


def open_rw(path):
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)


def check_random_writes_against_memory():
    chance = random.Random(7)
    model = bytearray()
    descriptor = open_rw("f")
    for _ in range(300):
        kind = chance.randrange(10)
        if kind < 6:
            offset, data = chance.randrange(300_000), chance.randbytes(chance.choice((1, 100, 4096, 30_000)))
            os.pwrite(descriptor, data, offset)
            model.extend(bytes(max(0, offset + len(data) - len(model))))
            model[offset : offset + len(data)] = data
        elif kind < 7:
            size = chance.randrange(330_000)
            os.ftruncate(descriptor, size)
            del model[size:]
            model.extend(bytes(size - len(model)))
        elif kind < 9:
            offset = chance.randrange(330_000)
            expect_equal(os.pread(descriptor, 5000, offset), bytes(model[offset : offset + 5000]), f"5000 bytes at {offset}")
        else:
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)
    expect_equal(read("f"), bytes(model), "content at the end")


def check_sparse_file():
    descriptor = open_rw("f")
    for offset in (0, 5 * MIB, 2**31 - 10, 2**32 + 3, 2**40):
        os.pwrite(descriptor, b"island", offset)
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    status = os.fstat(descriptor)
    expect_equal(status.st_size, 2**40 + 6, "size")
    expect(status.st_blocks * 512 < 64 * MIB, f"a sparse file takes {status.st_blocks} blocks")
    for offset in (0, 5 * MIB, 2**31 - 10, 2**32 + 3, 2**40):
        expect_equal(os.pread(descriptor, 6, offset), b"island", f"bytes at {offset}")
    expect_equal(os.pread(descriptor, 4096, 2**33), bytes(4096), "bytes of a hole")
    os.ftruncate(descriptor, 2**62)
    expect_equal(os.fstat(descriptor).st_size, 2**62, "size after extending")
    os.close(descriptor)


def check_truncated_bytes_do_not_come_back():
    write("f", b"x" * 10_000)
    os.truncate("f", 5_001)
    os.truncate("f", 20_000)
    expect_equal(read("f"), b"x" * 5_001 + bytes(14_999), "content")
    with open("f", "wb") as file:
        file.write(b"short")
    expect_equal(read("f"), b"short", "content after O_TRUNC")


def check_append():
    write("f", b"0")
    one = os.open("f", os.O_WRONLY | os.O_APPEND)
    two = os.open("f", os.O_WRONLY | os.O_APPEND)
    for n in range(50):
        os.write(one, b"a")
        os.write(two, b"b")
    os.close(one)
    os.close(two)
    expect_equal(read("f"), b"0" + b"ab" * 50, "content")


def check_mapped_file():
    write("f", bytes(3 * MIB))
    with open("f", "r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
        memory[100:105] = b"hello"
        memory[2 * MIB : 2 * MIB + 5] = b"world"
        memory.flush()
    expect_equal(read("f")[100:105], b"hello", "mapped bytes")
    expect_equal(read("f")[2 * MIB : 2 * MIB + 5], b"world", "mapped bytes")


def check_direct():
    buffer = mmap.mmap(-1, 64 * 1024)
    buffer.write(random.Random(3).randbytes(64 * 1024))
    descriptor = os.open("f", os.O_RDWR | os.O_CREAT | os.O_DIRECT, 0o644)
    for n in range(16):
        os.pwrite(descriptor, buffer, n * 64 * 1024)
    back = mmap.mmap(-1, 64 * 1024)
    expect_equal(os.preadv(descriptor, [back], 5 * 64 * 1024), 64 * 1024, "bytes read")
    expect_equal(back[:], buffer[:], "bytes")
    os.close(descriptor)


def check_synchronous():
    descriptor = os.open("f", os.O_WRONLY | os.O_CREAT | os.O_SYNC, 0o644)
    for n in range(100):
        os.write(descriptor, bytes([n]) * 3000)
    os.close(descriptor)
    expect_equal(read("f"), b"".join(bytes([n]) * 3000 for n in range(100)), "content")


def check_locks_within_a_client():
    descriptor = open_rw("f")
    fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 10, 100)

    def try_lock(kind, length, start):
        def action():
            other = os.open("f", os.O_RDWR)
            fcntl.lockf(other, kind | fcntl.LOCK_NB, length, start)

        os.chmod("f", 0o666)
        return as_user(1000, 1000, action)

    expect_equal(try_lock(fcntl.LOCK_EX, 1, 105), errno.EAGAIN, "locking a locked byte")
    expect_equal(try_lock(fcntl.LOCK_SH, 1, 109), errno.EAGAIN, "sharing a locked byte")
    expect_equal(try_lock(fcntl.LOCK_EX, 100, 0), 0, "locking up to the locked byte")
    expect_equal(try_lock(fcntl.LOCK_EX, 0, 110), 0, "locking behind the locked byte")
    fcntl.lockf(descriptor, fcntl.LOCK_UN, 4, 103)
    expect_equal(try_lock(fcntl.LOCK_EX, 4, 103), 0, "locking the hole in the middle")
    expect_equal(try_lock(fcntl.LOCK_EX, 5, 103), errno.EAGAIN, "locking more than the hole")
    fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, 10, 100)
    expect_equal(try_lock(fcntl.LOCK_SH, 10, 100), 0, "sharing after the downgrade")
    os.close(descriptor)
    expect_equal(try_lock(fcntl.LOCK_EX, 0, 0), 0, "locking everything after the close")


def check_flock():
    one = open_rw("f")
    two = open_rw("f")
    fcntl.flock(one, fcntl.LOCK_EX)
    expect_error(errno.EAGAIN, fcntl.flock, two, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(one, fcntl.LOCK_UN)
    fcntl.flock(two, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(one)
    os.close(two)


def check_holes_are_found(version=NFS42):
    descriptor = open_rw("f")
    os.pwrite(descriptor, b"d" * 65536, 0)
    os.pwrite(descriptor, b"d" * 65536, 4 * MIB)
    os.ftruncate(descriptor, 8 * MIB)
    os.fsync(descriptor)
    hole = os.lseek(descriptor, 0, os.SEEK_HOLE)
    expect(65536 <= hole <= 4 * MIB, f"the first hole is at {hole}")
    data = os.lseek(descriptor, hole, os.SEEK_DATA)
    expect(hole <= data <= 4 * MIB, f"data after the hole is at {data}")
    expect_equal(os.lseek(descriptor, 8 * MIB - 1, os.SEEK_HOLE), 8 * MIB - 1, "hole at the end")
    expect_error(errno.ENXIO, os.lseek, descriptor, 8 * MIB, os.SEEK_DATA)
    os.close(descriptor)


def fallocate(*arguments):
    return subprocess.run(["fallocate", *arguments], capture_output=True, text=True)


def check_allocation(version=NFS42):
    descriptor = open_rw("f")
    os.posix_fallocate(descriptor, 0, 2 * MIB)
    expect_equal(os.fstat(descriptor).st_size, 2 * MIB, "size after allocating")
    expect_equal(os.pread(descriptor, 100, MIB), bytes(100), "allocated bytes")
    os.pwrite(descriptor, b"x" * (2 * MIB), 0)
    os.fsync(descriptor)
    done = fallocate("--punch-hole", "--offset", "4096", "--length", str(MIB), "f")
    expect_equal((done.returncode, done.stderr), (0, ""), "punching a hole")
    expected = b"x" * 4096 + bytes(MIB) + b"x" * (MIB - 4096)
    expect_equal(read("f"), expected, "content with the hole")
    expect_equal(os.fstat(descriptor).st_size, 2 * MIB, "size after punching")
    done = fallocate("--punch-hole", "--offset", "10", "--length", "100", "f")
    expect_equal((done.returncode, done.stderr), (0, ""), "punching a small hole")
    expect_equal(os.pread(descriptor, 200, 0), b"x" * 10 + bytes(100) + b"x" * 90, "content with the small hole")
    os.close(descriptor)


def check_copy_range(version=NFS42):
    data = random.Random(5).randbytes(3 * MIB + 123)
    write("source", data)
    source = os.open("source", os.O_RDONLY)
    target = open_rw("target")
    done = 0
    while done < len(data):
        count = os.copy_file_range(source, target, len(data) - done, done, done)
        expect(count > 0, "copy_file_range copied nothing")
        done += count
    expect_equal(os.copy_file_range(source, target, 100, len(data), 0), 0, "bytes copied at the end of the file")
    os.close(source)
    os.close(target)
    expect_equal(read("target"), data, "the copy")


if __name__ == "__main__":
    run(sys.modules[__name__])

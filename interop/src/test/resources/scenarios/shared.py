"""What two clients do to each other on the same folder: shared.py DIRECTORY ROLE [ARGUMENT...].

Both run the same race and leave what they won in a file of their own; the role that checks runs
afterwards. Locks that a test has to hold are held until a file appears in the holder's /run.
"""

import errno
import fcntl
import os
import socket
import sys
import time

from checks import *

NAMES = 150
LINES = 150
client = socket.gethostname()


def race(action):
    """Runs the action for each number; records the numbers for which it did not raise FileExistsError or so."""
    won = []
    for n in range(NAMES):
        try:
            action(n)
            won.append(n)
        except (FileExistsError, FileNotFoundError):
            pass
    write(f"won.{client}", "\n".join(map(str, won)).encode())


def check_race():
    results = [name for name in os.listdir(".") if name.startswith("won.")]
    expect_equal(len(results), 2, "clients that took part")
    won = [int(line) for name in results for line in read(name).split()]
    expect_equal(sorted(won), list(range(NAMES)), "what the clients won together")
    print("won", [len(read(name).split()) for name in results])


def role_create():
    race(lambda n: os.close(os.open(f"x{n}", os.O_CREAT | os.O_EXCL | os.O_WRONLY)))


def role_mkdir():
    race(lambda n: os.mkdir(f"x{n}"))


def role_link():
    write(f"own.{client}")
    race(lambda n: os.link(f"own.{client}", f"x{n}"))


def role_prepare(kind):
    os.makedirs("pool")
    for n in range(NAMES):
        os.mkdir(f"pool/x{n}") if kind == "folders" else write(f"pool/x{n}")


def role_rename():
    os.makedirs(f"mine.{client}", exist_ok=True)
    race(lambda n: os.rename(f"pool/x{n}", f"mine.{client}/x{n}"))


def role_unlink():
    race(lambda n: os.unlink(f"pool/x{n}"))


def role_append():
    """Lines appended under a lock: none lost, none torn."""
    with open("log", "ab", buffering=0) as log:
        for n in range(LINES):
            fcntl.lockf(log, fcntl.LOCK_EX)
            log.seek(0, os.SEEK_END)
            log.write(f"{client} {n} {'.' * (n % 90)}\n".encode())
            fcntl.lockf(log, fcntl.LOCK_UN)


def role_check_append():
    lines = read("log").decode().splitlines()
    for name in {line.split()[0] for line in lines}:
        own = [line for line in lines if line.startswith(name + " ")]
        expect_equal([line.rstrip(" ") for line in own], [f"{name} {n} {'.' * (n % 90)}".rstrip(" ") for n in range(LINES)], f"lines of {name}")
    expect_equal(len(lines), 2 * LINES, "lines")


def role_counter():
    """A counter that both increase under a lock."""
    descriptor = os.open("counter", os.O_RDWR | os.O_CREAT, 0o644)
    for _ in range(LINES):
        fcntl.lockf(descriptor, fcntl.LOCK_EX, 8, 0)
        value = int(os.pread(descriptor, 8, 0) or b"0")
        os.pwrite(descriptor, b"%08d" % (value + 1), 0)
        fcntl.lockf(descriptor, fcntl.LOCK_UN, 8, 0)
    os.close(descriptor)


def role_check_counter():
    expect_equal(int(read("counter")), 2 * LINES, "counter")


def role_hold(kind, start, length):
    """Holds a lock until /run/release is there; says so on a line. What it writes is on the server first if "durable"."""
    descriptor = os.open("locked", os.O_RDWR | os.O_CREAT, 0o666)
    if kind == "flock":
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    else:
        fcntl.lockf(descriptor, fcntl.LOCK_SH if kind == "shared" else fcntl.LOCK_EX, int(length), int(start))
    os.pwrite(descriptor, b"written under the lock", 0)
    if kind == "durable":
        os.fsync(descriptor)
    print("locked", flush=True)
    while not os.path.exists("/run/release"):
        time.sleep(0.05)
    os.unlink("/run/release")
    os.close(descriptor)


def role_lose():
    """Holds a lock that is taken away, and gives up."""
    descriptor = os.open("locked", os.O_RDWR | os.O_CREAT, 0o666)
    fcntl.lockf(descriptor, fcntl.LOCK_EX, 100, 0)
    print("locked", flush=True)
    while not os.path.exists("/run/release"):
        time.sleep(0.05)
    os.unlink("/run/release")
    os.close(descriptor)


def role_release():
    write("/run/release")


def role_conflict(kind, start, length):
    """A lock that another client holds is refused."""
    descriptor = os.open("locked", os.O_RDWR)
    expect_error(errno.EAGAIN, take, descriptor, kind, start, length)
    os.close(descriptor)


def role_free(kind, start, length):
    """A lock that nobody holds is given."""
    descriptor = os.open("locked", os.O_RDWR)
    take(descriptor, kind, start, length)
    os.close(descriptor)


def take(descriptor, kind, start, length):
    if kind == "flock":
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        fcntl.lockf(
            descriptor, (fcntl.LOCK_EX if kind == "exclusive" else fcntl.LOCK_SH) | fcntl.LOCK_NB, int(length), int(start)
        )


def role_wait():
    """Waits for the lock that another client holds, and sees what was written under it."""
    descriptor = os.open("locked", os.O_RDWR)
    print("waiting", flush=True)
    fcntl.lockf(descriptor, fcntl.LOCK_EX, 100, 0)
    expect_equal(os.pread(descriptor, 22, 0), b"written under the lock", "bytes")
    os.close(descriptor)


def role_inherit():
    """Waits for the lock that another client holds, and then holds it until /run/release is there."""
    descriptor = os.open("locked", os.O_RDWR)
    print("waiting", flush=True)
    fcntl.lockf(descriptor, fcntl.LOCK_EX, 100, 0)
    expect_equal(os.pread(descriptor, 22, 0), b"written under the lock", "bytes")
    print("locked", flush=True)
    while not os.path.exists("/run/release"):
        time.sleep(0.05)
    os.unlink("/run/release")
    os.close(descriptor)


def role_publish():
    """Close-to-open: what was closed is seen by whoever opens afterwards."""
    for n in range(20):
        write(f"page{n}", f"first {n}".encode())


def role_republish():
    for n in range(20):
        expect_equal(read(f"page{n}"), f"first {n}".encode(), f"page {n} of the other client")
        write(f"page{n}", f"second edition {n}".encode())


def role_reread():
    for n in range(20):
        expect_equal(read(f"page{n}"), f"second edition {n}".encode(), f"page {n} after the other client changed it")


if __name__ == "__main__":
    folder, role, *arguments = sys.argv[1:]
    os.makedirs(os.path.join(folder, "shared"), exist_ok=True)
    os.chdir(os.path.join(folder, "shared"))
    if role == "check_race":
        check_race()
    elif role == "clear":
        os.chdir(folder)
        import shutil

        shutil.rmtree("shared")
    else:
        globals()[f"role_{role}"](*arguments)

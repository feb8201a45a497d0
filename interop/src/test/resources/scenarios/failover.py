"""What must stay true while the service moves from node to node: failover.py DIRECTORY ROLE NAME.

Roles of one NAME run at the same time, on one client or several, until "stop" has run:
  hold     keeps locks, an append-only log, and a file that is open but removed, until "release"
  contend  wants the locks that "hold" of other clients have, and must never get them
  count    counts up a number that all clients share, under a lock that it tries for again and again
  queue    the same, but waits for the lock until it is granted
  steady   creates, writes, renames and removes without pause; says how long it had to wait
  storm    makes and removes many folders at a time
  lone     appends to a log, says what is acknowledged, and ends with "home" rather than "stop"
  fill     writes new files until there is no room, waits for room, and writes on; ends by itself,
           also when it has written a lot
  stop     ends the others but "hold" and "lone"
  tally    afterwards: the number is what all have counted together
  release  ends "hold"
  home     ends "lone"
While /run/tmp/pause exists on a client its roles stand still, but for "fill" and "lone".
"""

import collections
import errno
import fcntl
import glob
import os
import socket
import sys
import time

from checks import *

directory, role, name = sys.argv[1:4]
base = os.path.join(directory, f"failover.{name}")
LOCKED = [(0, 10), (100, 50), (1 << 40, 1)]
STALL_SECONDS = 0.05
KEPT_FILES = 200
STORM_FOLDERS = 20
FILLED_FILES = 600
PAUSE = "/run/tmp/pause"


def until(word):
    """Counts until the word is said; says how far it has got, and when it stands still."""
    step = 0
    while not os.path.exists(os.path.join(base, word)):
        yield step
        step += 1
        if step % 10 == 0:
            print(f"step {step}", flush=True)
        if os.path.exists(PAUSE):
            print("paused now", flush=True)
            while os.path.exists(PAUSE):
                time.sleep(0.05)


def hold():
    lock_file = os.open(lock_name(), os.O_RDWR | os.O_CREAT, 0o666)
    for start, length in LOCKED:
        fcntl.lockf(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
    removed_name = os.path.join(base, "removed")
    removed = os.open(removed_name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(removed, b"still here" * 1000)
    os.fsync(removed)
    os.unlink(removed_name)
    log_name = os.path.join(base, f"log.{socket.gethostname()}")
    log = os.open(log_name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    print("held", flush=True)
    lines = []
    for step in until("release"):
        line = f"{step:08} {'x' * (step % 90)}\n".encode()
        expect_equal(os.write(log, line), len(line), "bytes appended")
        if step % 4 == 0:
            os.fsync(log)
        lines.append(line)
        os.posix_fadvise(removed, 0, 0, os.POSIX_FADV_DONTNEED)
        expect_equal(os.pread(removed, 10, 10 * (step % 1000)), b"still here", "the removed file")
        os.write(lock_file, b"mine")
        time.sleep(0.05)
    os.fsync(log)
    expect_equal(read(log_name), b"".join(lines), "the log")
    for start, length in LOCKED:
        fcntl.lockf(lock_file, fcntl.LOCK_UN, length, start)
    os.close(lock_file)
    os.close(removed)


def contend():
    for step in until("stop"):
        start, length = LOCKED[step % len(LOCKED)]
        for name in glob.glob(os.path.join(base, "locks.*")):
            if name != lock_name():
                with open(name, "r+b") as lock_file:
                    expect(not try_lock(lock_file, start, length), f"step {step}: got a lock of {name}")
        time.sleep(0.05)


def lock_name():
    return os.path.join(base, f"locks.{socket.gethostname()}")


def try_lock(lock_file, start, length):
    """Whether it is ours now."""
    try:
        fcntl.lockf(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
    except OSError as error:
        expect(error.errno in (errno.EAGAIN, errno.EACCES), f"locking: {error}")
        return False
    return True


def count():
    def poll(counter):
        while not try_lock(counter, 0, 1):
            time.sleep(0.02)

    count_under(poll)


def queue():
    count_under(lambda counter: fcntl.lockf(counter, fcntl.LOCK_EX, 1, 0))


def count_under(lock):
    """Reads, adds one, and writes; others that did the same meanwhile would be overwritten."""
    counter = os.open(os.path.join(base, "counter"), os.O_RDWR | os.O_CREAT, 0o666)
    counted = 0
    for _ in until("stop"):
        lock(counter)
        number = int(os.pread(counter, 20, 0) or b"0")
        os.pwrite(counter, f"{number + 1:020}".encode(), 0)
        fcntl.lockf(counter, fcntl.LOCK_UN, 1, 0)
        counted += 1
        time.sleep(0.1)
    os.close(counter)
    create(os.path.join(base, f"tally.{role}.{socket.gethostname()}"), str(counted).encode())
    print(f"counted {counted}")


def tally():
    tallies = {name: int(read(name)) for name in glob.glob(os.path.join(base, "tally.*"))}
    print(tallies)
    expect(all(tallies.values()), f"somebody never got the lock: {tallies}")
    expect_equal(int(read(os.path.join(base, "counter"))), sum(tallies.values()), "the number that all counted up")


def create(name, content):
    """Of a file that must not exist; what is written is on stable storage."""
    descriptor = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def steady():
    folder = os.path.join(base, f"steady.{socket.gethostname()}")
    os.mkdir(folder)
    os.chdir(folder)
    kept, longest = collections.OrderedDict(), 0.0
    for step in until("stop"):
        begin = time.monotonic()
        name, content = f"f{step:07}", f"{step} ".encode() * (1 + step * 37 % 3000)
        create(name, content)
        os.rename(name, f"{name}.kept")
        if step % 10:
            os.unlink(f"{name}.kept")
        else:
            kept[f"{name}.kept"] = content
            if len(kept) > KEPT_FILES:
                oldest, expected = kept.popitem(last=False)
                expect_equal(read(oldest), expected, f"content of {oldest}")
                os.unlink(oldest)
        took = time.monotonic() - begin
        if took > STALL_SECONDS:
            print(f"stall {int(1000 * took)} ms", flush=True)
        longest = max(longest, took)
        time.sleep(0.01)
    expect_listing(kept, "names left")
    for name, content in kept.items():
        expect_equal(read(name), content, f"content of {name}")
    print(f"longest {int(1000 * longest)} ms")


def storm():
    folder = os.path.join(base, f"storm.{socket.gethostname()}")
    os.mkdir(folder)
    os.chdir(folder)
    for step in until("stop"):
        names = [f"d{step}.{number}" for number in range(STORM_FOLDERS)]
        for name in names:
            os.mkdir(name)
        os.mkdir(f"{names[0]}/inner")
        os.rename(f"{names[0]}/inner", f"{names[1]}/moved")
        expect_equal(sorted(os.listdir(".")), sorted(names), "folders")
        os.rmdir(f"{names[1]}/moved")
        for name in names:
            os.rmdir(name)
        expect_equal(os.listdir("."), [], "folders left")
        time.sleep(0.2)


def lone():
    log_name = os.path.join(base, f"lone.{socket.gethostname()}")
    log = os.open(log_name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
    lines = []
    while not os.path.exists(os.path.join(base, "home")):
        line = f"{len(lines):08}\n".encode()
        expect_equal(os.write(log, line), len(line), "bytes appended")
        os.fsync(log)
        lines.append(line)
        print(f"acknowledged {len(lines)}", flush=True)
        time.sleep(0.02)
    os.close(log)
    expect_equal(read(log_name), b"".join(lines), "the log")
    os.unlink(log_name)
    os.unlink(os.path.join(base, "home"))


def fill():
    folder = os.path.join(base, f"fill.{socket.gethostname()}")
    os.mkdir(folder)
    os.chdir(folder)
    print("ready now", flush=True)
    kept, refused, after = {}, 0, 0
    while after < 5 and len(kept) < FILLED_FILES:
        name, content = f"f{len(kept) + refused:05}", os.urandom(100_000)
        try:
            create(name, content)
            kept[name] = content
            after += refused > 0
        except OSError as error:
            expect_equal(errno.errorcode[error.errno], "ENOSPC", f"refusal of {name}")
            if os.path.exists(name):
                os.unlink(name)
            refused += 1
            if refused == 3:
                print("full now", flush=True)
            time.sleep(0.1)
    expect_listing(kept, "names left")
    for name, content in kept.items():
        expect_equal(read(name), content, f"content of {name}")
        os.unlink(name)
    os.chdir(base)
    os.rmdir(folder)
    print(f"{len(kept)} files, {refused} refused")


def say(word):
    with open(os.path.join(base, word), "w"):
        pass


os.makedirs(base, exist_ok=True)
if role in ("stop", "release", "home"):
    say(role)
else:
    roles = [hold, contend, count, queue, steady, storm, tally, lone, fill]
    {role.__name__: role for role in roles}[role]()

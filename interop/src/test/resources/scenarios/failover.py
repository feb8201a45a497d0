"""What must stay true while the service moves from node to node: failover.py DIRECTORY ROLE NAME.

Roles of one NAME run at the same time, on one client or several, until "stop" has run:
  hold     keeps locks, an append-only log, and a file that is open but removed, until "release"
  contend  wants the locks that "hold" has, and must never get them
  steady   creates, writes, renames and removes without pause; says how long the longest wait was
  stop     ends the others but "hold"
  release  ends "hold"
"""

import errno
import fcntl
import os
import socket
import sys
import time

from checks import *

directory, role, name = sys.argv[1:4]
base = os.path.join(directory, f"failover.{name}")
LOCKED = [(0, 10), (100, 50), (1 << 40, 1)]
STALL_SECONDS = 0.05


def until(word):
    step = 0
    while not os.path.exists(os.path.join(base, word)):
        yield step
        step += 1
        if step % 20 == 0:
            print(f"step {step}", flush=True)


def hold():
    lock_file = os.open(os.path.join(base, "locks"), os.O_RDWR | os.O_CREAT, 0o666)
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
    expect_equal(read(log_name), b"".join(lines), "the log")
    for start, length in LOCKED:
        fcntl.lockf(lock_file, fcntl.LOCK_UN, length, start)
    os.close(lock_file)
    os.close(removed)


def contend():
    with open(os.path.join(base, "locks"), "r+b") as lock_file:
        for step in until("stop"):
            start, length = LOCKED[step % len(LOCKED)]
            try:
                fcntl.lockf(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
            except OSError as error:
                expect(error.errno in (errno.EAGAIN, errno.EACCES), f"locking: {error}")
                time.sleep(0.01)
            else:
                raise AssertionError(f"step {step}: got a lock that another client holds")


def steady():
    folder = os.path.join(base, f"steady.{socket.gethostname()}")
    os.mkdir(folder)
    os.chdir(folder)
    kept, last, longest = {}, time.monotonic(), 0.0
    for step in until("stop"):
        name, content = f"f{step:07}", f"{step} ".encode() * (1 + step % 3000)
        descriptor = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.write(descriptor, content)
        os.fsync(descriptor)
        os.close(descriptor)
        os.rename(name, f"{name}.kept")
        if step % 10:
            os.unlink(f"{name}.kept")
        else:
            kept[f"{name}.kept"] = content
        now = time.monotonic()
        if now - last > STALL_SECONDS:
            print(f"stall {int(1000 * (now - last))} ms", flush=True)
        longest, last = max(longest, now - last), now
    expect_equal(sorted(os.listdir(".")), sorted(kept), "names left")
    for name, content in kept.items():
        expect_equal(read(name), content, f"content of {name}")
    print(f"longest {int(1000 * longest)} ms")


def say(word):
    with open(os.path.join(base, word), "w"):
        pass


os.makedirs(base, exist_ok=True)
if role in ("stop", "release"):
    say(role)
else:
    {"hold": hold, "contend": contend, "steady": steady}[role]()

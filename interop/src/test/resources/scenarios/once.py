"""Things that may be done only once, again and again: once.py DIRECTORY STEPS.

Each step would fail, or leave a trace, if the server executed it twice or forgot that it did it: a
retransmitted exclusive creation must not find "its own" file, nor a removal miss it. The server is
meant to crash meanwhile; every 50 steps a line says so, for whoever is to crash it. At the end the folder holds exactly what the acknowledged steps made.
"""

import os
import socket
import sys
import time

from checks import *

directory, steps = sys.argv[1], int(sys.argv[2])
base = os.path.join(directory, f"once.{socket.gethostname()}.{os.getpid()}")
os.makedirs(base)
os.chdir(base)
kept = {}
slowest = 0.0

for step in range(steps):
    if step % 50 == 0:
        print(f"step {step}", flush=True)
    begin = time.monotonic()
    name = f"f{step:06}"
    content = name.encode() * (1 + step % 700)
    try:
        descriptor = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.write(descriptor, content)
        if step % 3 == 0:
            os.fsync(descriptor)
        os.close(descriptor)
        os.mkdir(f"d{step}")
        os.rename(name, f"d{step}/{name}")
        os.link(f"d{step}/{name}", f"{name}.link")
        os.symlink(name, f"d{step}/soft")
        os.unlink(f"d{step}/soft")
        os.unlink(f"d{step}/{name}")
        os.rmdir(f"d{step}")
        os.rename(f"{name}.link", name)
        expect_equal(os.stat(name).st_nlink, 1, f"link count of {name}")
        if step % 2:
            os.unlink(name)
        else:
            kept[name] = content
    except OSError as error:
        raise AssertionError(f"step {step}: {error}; a step was executed twice or lost") from error
    slowest = max(slowest, time.monotonic() - begin)

expect_equal(sorted(os.listdir(".")), sorted(kept), "names left")
for name, content in kept.items():
    expect_equal(read(name), content, f"content of {name}")
    os.unlink(name)
os.chdir("/")
os.rmdir(base)
print(f"{steps} steps, the slowest took {slowest:.1f} s")

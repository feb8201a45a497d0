"""What every scenario in Python uses: SCENARIO.py DIRECTORY VERSION.

A scenario is a module with functions whose names begin with "check_"; run() calls each in a fresh
folder of its own, prints what failed with its traceback, and exits non-zero when anything did.
"""

import errno
import os
import shutil
import socket
import sys
import time
import traceback

NFS4 = 4.0
NFS42 = 4.2


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def expect_equal(actual, expected, what):
    expect(actual == expected, f"{what} is {actual!r}, not {expected!r}")


def expect_error(code, action, *arguments, **named):
    """The action must fail with this errno."""
    try:
        action(*arguments, **named)
    except OSError as error:
        expect_equal(errno.errorcode[error.errno], errno.errorcode[code], f"error of {action.__name__}{arguments!r}")
        return
    raise AssertionError(f"{action.__name__}{arguments!r} succeeded; expected {errno.errorcode[code]}")


def expect_listing(names, what):
    """The current folder has these entries, at the latest after the client's background removals."""
    deadline = time.monotonic() + 10
    while sorted(os.listdir(".")) != sorted(names) and time.monotonic() < deadline:
        time.sleep(0.05)
    expect_equal(sorted(os.listdir(".")), sorted(names), what)


def write(path, data=b"", mode=0o644):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
    finally:
        os.close(descriptor)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def as_user(uid, gid, action, groups=()):
    """Runs the action in a child with these credentials; its exception's errno (or 0) is returned."""
    child = os.fork()
    if child == 0:
        status = 0
        try:
            os.setgroups(list(groups))
            os.setgid(gid)
            os.setuid(uid)
            action()
        except OSError as error:
            status = error.errno
        except BaseException:
            traceback.print_exc()
            status = 255
        os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run(module):
    directory, version = sys.argv[1], float(sys.argv[2])
    name = os.path.splitext(os.path.basename(sys.argv[0]))[0]
    failed = 0
    for title, check in list(vars(module).items()):
        if not title.startswith("check_"):
            continue
        needed = check.__defaults__[0] if check.__defaults__ else 3
        if version < needed:
            continue
        base = os.path.join(directory, f"{name}.{socket.gethostname()}.{os.getpid()}.{title}")
        os.makedirs(base, 0o777)
        os.chmod(base, 0o777)
        os.chdir(base)
        try:
            os.umask(0o022)
            check()
            os.chdir(directory)
            shutil.rmtree(base)
        except Exception:
            failed += 1
            print(f"FAILED: {name}.{title}")
            traceback.print_exc(file=sys.stdout)
            os.chdir(directory)
            shutil.rmtree(base, ignore_errors=True)
    sys.exit(1 if failed else 0)

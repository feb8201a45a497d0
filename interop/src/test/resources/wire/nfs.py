"""Arguments of NFSv3, MOUNT, NLM and NFSv4.0, and a client that asks and looks."""

from rpc import *

NFS, MOUNT, NLM = 100003, 100005, 100021
GETATTR, SETATTR, LOOKUP, CREATE, MKDIR, SYMLINK, MKNOD, REMOVE, RMDIR, RENAME, LINK = 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15
TEST, LOCK, CANCEL, UNLOCK, SHARE, UNSHARE, NM_LOCK = 1, 2, 3, 4, 20, 21, 22
OK, NOENT, EXIST, NOT_SYNC = 0, 2, 17, 10002
GRANTED, DENIED, BLOCKED = 0, 1, 3
MODE = u32(1, 0o644, 0, 0, 0, 0, 0)
NO_ATTRIBUTES = u32(0, 0)


class Client:
    """One connection for everything that is not to be lost."""

    def __init__(self, server, address, port):
        self.wire, self.xid = Tcp(server, address, port), port << 16

    def call(self, program, version, procedure, arguments):
        self.xid += 1
        request = call(self.xid, program, version, procedure, arguments)
        return results(self.wire.sure(request))

    def root(self):
        mounted = self.call(MOUNT, 3, 1, opaque("/"))
        assert mounted.u32() == OK, "not mounted"
        return mounted.opaque()

    def v3(self, procedure, arguments):
        """Results that must be a success."""
        done = self.call(NFS, 3, procedure, arguments)
        status = done.u32()
        assert status == OK, f"NFSv3 procedure {procedure}: {status}"
        return done

    def made(self, procedure, arguments):
        done = self.v3(procedure, arguments)
        assert done.u32() == 1
        return done.opaque()

    def lookup(self, directory, name):
        return self.call(NFS, 3, LOOKUP, opaque(directory) + opaque(name)).u32()

    def attributes(self, file):
        return self.v3(GETATTR, opaque(file)).fixed(84)

    def nlm(self, procedure, arguments):
        done = self.call(NLM, 4, procedure, arguments)
        done.opaque()
        return done.u32()

    def v4(self, *operations):
        done = self.call(NFS, 4, 1, compound(*operations))
        status, last = last_result(done, len(operations))
        assert status == OK, f"NFSv4.0 compound: {status}"
        return last


def compound(*operations):
    return opaque("") + u32(0, len(operations)) + b"".join(operations)


def last_result(done, count):
    """Status of the compound, and the results of its last operation, which all others precede by 8 bytes each."""
    status = done.u32()
    done.opaque()
    done.u32()
    done.fixed(8 * count)
    return status, done


def create(directory, name, how, extra=MODE):
    return opaque(directory) + opaque(name) + u32(how) + extra


def lock(file, host):
    return opaque(host) + opaque(file) + opaque("owner") + u32(7) + u64(0, 10)


def lock_request(file, host):
    return opaque("c") + u32(0, 1) + lock(file, host) + u32(0, 1)


def unlock_request(file, host):
    return opaque("c") + lock(file, host)


def cancel_request(file, host):
    return opaque("c") + u32(1, 1) + lock(file, host)


def blocking_request(file, host):
    return opaque("c") + u32(1, 1) + lock(file, host) + u32(0, 1)


def test_request(file, host):
    return opaque("c") + u32(1) + lock(file, host)


def share_request(file, host):
    return opaque("c") + opaque(host) + opaque(file) + opaque("owner") + u32(3, 3, 0)


def v4_at(*names):
    """Operations that go there from the root."""
    return [u32(24)] + [u32(15) + opaque(name) for name in names]


def v4_setclientid(name):
    return u32(35) + b"verifier" + opaque(name) + u32(0x40000000) + opaque("tcp") + opaque("0.0.0.0.0.0") + u32(1)


def v4_open(seqid, client, owner, name, access=3):
    return u32(18, seqid, access, 0) + client + opaque(owner) + u32(1, 0) + NO_ATTRIBUTES + u32(0) + opaque(name)


def v4_open_confirm(state, seqid):
    return u32(20) + state + u32(seqid)


def v4_downgrade(state, seqid):
    return u32(21) + state + u32(seqid, 1, 0)


def v4_close(seqid, state):
    return u32(4, seqid) + state


def v4_lock(client, owner, open_seqid, state):
    return u32(12, 2, 0) + u64(0, 10) + u32(1, open_seqid) + state + u32(0) + client + opaque(owner)


def v4_unlock(seqid, state):
    return u32(14, 2, seqid) + state + u64(0, 10)

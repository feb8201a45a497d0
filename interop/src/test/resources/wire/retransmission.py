"""Requests whose replies are lost are sent again: retransmission.py SERVER ADDRESS OTHER DEVICE ROUND PORT.

A row for each procedure that must not be executed twice. All are sent from ADDRESS, each from a port of its own (PORT
and up), while a filter drops what comes back; once all replies have been lost (seen before the filter, so all were
executed; and somebody at the address OTHER sees what they did) this prints "lost" and reads a line: time for a
failover. Then each is sent again, twice, with the same bytes from the same port. The replies must be those that were
lost. The same xid from another port or with other arguments is another request.
"""

import subprocess
import sys

from nfs import *

SERVER, ADDRESS, OTHER, DEVICE, ROUND, FIRST_PORT = *sys.argv[1:6], int(sys.argv[6])


class Row:
    """A request, its program, and what is to be seen of it.

    elsewhere: what the same request from another port is answered; others: other arguments, with which it succeeds;
    effect: what it did, for somebody else; undo: what takes that back, so that a second execution would be seen;
    use: what is done with the last reply, where each may be another one.
    """

    def __init__(self, name, protocol, procedure, arguments, elsewhere=None, others=None, effect=None, undo=None, use=None):
        self.name, self.protocol, self.procedure, self.arguments = name, protocol, procedure, arguments
        self.elsewhere, self.others, self.effect, self.undo, self.use = elsewhere, others, effect, undo, use

    def place(self, kind, port):
        self.kind, self.port, self.xid = kind, port, 0x51000000 + port
        self.request = self.bytes(self.arguments)
        self.wire = kind(SERVER, ADDRESS, port)

    def bytes(self, arguments):
        return call(self.xid, *self.protocol, self.procedure, arguments)

    def status(self, reply):
        done = results(reply)
        if self.protocol[0] == NLM:
            done.opaque()
        return done.u32()

    def expect(self, reply, status, what):
        found = self.status(reply)
        assert found == status, f"{self}: {what}: status {found} instead of {status}"

    def __str__(self):
        return f"{ROUND}, {self.kind.__name__} {self.name}"


def rows3(setup, see, root, directory):
    """NFSv3, in a new directory."""
    d = setup.made(MKDIR, opaque(root) + opaque(directory) + MODE)
    file = lambda name: setup.made(CREATE, create(d, name, 1))
    at = lambda name: opaque(d) + opaque(name)
    has = lambda name: lambda: see.lookup(d, name) == OK
    lacks = lambda name: lambda: see.lookup(d, name) == NOENT
    for name in "removed", "removed2", "renamed", "renamed2", "linked":
        file(name)
    folders = [setup.made(MKDIR, at(name) + MODE) for name in ("gone", "gone2")]
    assert all(folders)
    guarded, linked = file("guarded"), file("linked2")
    guard = lambda: see.attributes(guarded)[76:84]
    set_mode = lambda mode: opaque(guarded) + u32(1, mode, 0, 0, 0, 0, 0) + u32(1) + before
    before = guard()
    v3 = lambda *row, **more: Row(row[0], (NFS, 3), *row[1:], **more)
    return [
        v3("SETATTR", SETATTR, set_mode(0o600), NOT_SYNC, effect=lambda: see.attributes(guarded)[4:8] == u32(0o600)),
        v3("CREATE guarded", CREATE, create(d, "a", 1), EXIST, create(d, "a2", 1), has("a")),
        v3("CREATE exclusive", CREATE, create(d, "b", 2, b"12345678"), OK, create(d, "b", 2, b"12345678"), has("b")),
        v3("CREATE unchecked", CREATE, create(d, "c", 0), OK, create(d, "c2", 0), has("c")),
        v3("MKDIR", MKDIR, at("e") + MODE, EXIST, at("e2") + MODE, has("e")),
        v3("SYMLINK", SYMLINK, at("f") + MODE + opaque("a"), EXIST, at("f2") + MODE + opaque("a"), has("f")),
        v3("MKNOD", MKNOD, at("g") + u32(7) + MODE, EXIST, at("g2") + u32(7) + MODE, has("g")),
        v3("REMOVE", REMOVE, at("removed"), NOENT, at("removed2"), lacks("removed")),
        v3("RMDIR", RMDIR, at("gone"), NOENT, at("gone2"), lacks("gone")),
        v3("RENAME", RENAME, at("renamed") + at("h"), NOENT, at("renamed2") + at("h2"), has("h")),
        v3("LINK", LINK, opaque(linked) + at("i"), EXIST, opaque(linked) + at("i2"), has("i")),
    ]


def rows_nlm(setup, see, root, directory):
    """NLM, with files of its own: each file's lock belongs to "host" or nobody."""
    d = setup.made(MKDIR, opaque(root) + opaque(directory) + MODE)
    file = lambda name: setup.made(CREATE, create(d, name, 1))
    locked = lambda f: lambda: see.nlm(TEST, test_request(f, "other")) == DENIED
    free = lambda f: lambda: see.nlm(TEST, test_request(f, "other")) == GRANTED
    f, g, h, i, j, k = [file(name) for name in "fghijk"]

    def reserved(which):
        if see.nlm(SHARE, share_request(which, "other")) == DENIED:
            return True
        assert see.nlm(UNSHARE, share_request(which, "other")) == GRANTED
        return False

    def did(procedure, arguments):
        assert setup.nlm(procedure, arguments) == GRANTED, f"NLM procedure {procedure}"

    did(LOCK, lock_request(h, "host"))
    did(SHARE, share_request(j, "host"))
    assert see.nlm(LOCK, lock_request(k, "other")) == GRANTED
    assert setup.nlm(LOCK, blocking_request(k, "host")) == BLOCKED
    nlm = lambda *row, **more: Row(row[0], (NLM, 4), *row[1:], **more)
    lock_f, lock_g, lock_h = [lock_request(each, "host") for each in (f, g, h)]
    unlock_f, unlock_g, unlock_h = [unlock_request(each, "host") for each in (f, g, h)]
    share_i, share_j = share_request(i, "host"), share_request(j, "host")
    return [
        nlm("LOCK", LOCK, lock_f, GRANTED, effect=locked(f), undo=lambda: did(UNLOCK, unlock_f)),
        nlm("NM_LOCK", NM_LOCK, lock_g, GRANTED, effect=locked(g), undo=lambda: did(UNLOCK, unlock_g)),
        nlm("UNLOCK", UNLOCK, unlock_h, GRANTED, effect=free(h), undo=lambda: did(LOCK, lock_h)),
        nlm("SHARE", SHARE, share_i, GRANTED, effect=lambda: reserved(i), undo=lambda: did(UNSHARE, share_i)),
        nlm("UNSHARE", UNSHARE, share_j, GRANTED, effect=lambda: not reserved(j), undo=lambda: did(SHARE, share_j)),
        nlm("CANCEL", CANCEL, cancel_request(k, "host"), DENIED),
    ]


def rows4(setup, see, root, directory):
    """NFSv4.0: each row has a client or an owner of its own, whose last request it is."""
    d = setup.made(MKDIR, opaque(root) + opaque(directory) + MODE)
    has = lambda name: lambda: see.lookup(d, name) == OK
    lacks = lambda name: lambda: see.lookup(d, name) == NOENT
    there = v4_at(directory)
    introduced = lambda name: setup.v4(v4_setclientid(directory + name)).fixed(16)
    confirm = lambda sixteen: u32(36) + sixteen
    introduce = lambda reply: setup.v4(confirm(last_result(reply, len(there) + 1)[1].fixed(16)))
    known = introduced("client")
    setup.v4(confirm(known))
    client = known[:8]
    for name in "removed", "removed2", "renamed", "renamed2", "linked":
        setup.made(CREATE, create(d, name, 1))

    def unconfirmed(owner):
        return setup.v4(*there, v4_open(0, client, owner, owner)).fixed(16)

    def opened(owner):
        return setup.v4(*there, u32(15) + opaque(owner), v4_open_confirm(unconfirmed(owner), 1)).fixed(16)

    def opened_twice(owner):
        assert opened(owner)
        return setup.v4(*there, v4_open(2, client, owner, owner, access=1)).fixed(16)

    def locked(owner):
        return setup.v4(*there, u32(15) + opaque(owner), v4_lock(client, owner, 2, opened(owner))).fixed(16)

    def v4(name, operations, elsewhere=None, others=None, effect=None, use=None):
        others = compound(*there, *others) if others else None
        return Row("4.0 " + name, (NFS, 4), 1, compound(*there, *operations), elsewhere, others, effect, use=use)

    at = lambda owner: u32(15) + opaque(owner)
    attributes = NO_ATTRIBUTES
    link = lambda name: [at("linked"), u32(32), *there, u32(11) + opaque(name)]
    rename = lambda old, new: [u32(32), u32(29) + opaque(old) + opaque(new)]
    mkdir = lambda name: [u32(6, 2) + opaque(name) + attributes]
    remove = lambda name: [u32(28) + opaque(name)]
    known_owner = opened("o3") and v4_open(2, client, "o3", "o3b")
    setup.v4(*there, at("o8"), v4_unlock(1, locked("o8")))
    return [
        v4("SETCLIENTID", [v4_setclientid(directory + "new")], use=introduce),
        v4("SETCLIENTID_CONFIRM", [confirm(introduced("confirmed"))]),
        v4("OPEN", [v4_open(0, client, "o1", "o1")], effect=has("o1")),
        v4("OPEN_CONFIRM", [at("o2"), v4_open_confirm(unconfirmed("o2"), 1)]),
        v4("OPEN of a known owner", [known_owner], effect=has("o3b")),
        v4("LOCK", [at("o4"), v4_lock(client, "o4", 2, opened("o4"))]),
        v4("LOCKU", [at("o5"), v4_unlock(1, locked("o5"))]),
        v4("OPEN_DOWNGRADE", [at("o6"), v4_downgrade(opened_twice("o6"), 3)]),
        v4("CLOSE", [at("o7"), v4_close(2, opened("o7"))]),
        v4("SETATTR", [at("linked"), u32(34) + bytes(16) + u32(2, 0, 2, 4, 0o600)]),
        v4("RELEASE_LOCKOWNER", [u32(39) + client + opaque("o8")]),
        v4("CREATE", mkdir("x"), EXIST, mkdir("x2"), has("x")),
        v4("REMOVE", remove("removed"), NOENT, remove("removed2"), lacks("removed")),
        v4("RENAME", rename("renamed", "y"), NOENT, rename("renamed2", "y2"), has("y")),
        v4("LINK", link("z"), EXIST, link("z2"), has("z")),
    ]


def filtered(rule):
    subprocess.run(["nft", rule], check=True)


def lose(rows):
    """Sends all; returns the replies that did not arrive."""
    lost = Lost(SERVER, ADDRESS, DEVICE)
    filtered(
        "table inet lost { chain replies { type filter hook input priority 0; "
        f"ip saddr {SERVER} ip daddr {ADDRESS} drop; }}; }}"
    )
    for row in rows:
        row.wire.send(row.request)
    replies = lost.wait({(row.kind, row.port) for row in rows})
    for row in rows:
        row.lost = replies[row.kind, row.port]
        row.expect(row.lost, OK, "the lost reply")
        assert row.effect is None or row.effect(), f"{row}: nothing is seen of it"


def repeat(row):
    """The same bytes again."""
    for time_sent in "second", "third":
        reply = row.wire.again(row.request)
        row.expect(reply, OK, f"sent a {time_sent} time")
        assert reply == row.lost or row.use, f"{row}: another reply than the lost one\n{row.lost.hex()}\n{reply.hex()}"
        if row.undo and time_sent == "second":
            row.undo()
    if row.undo:
        assert not row.effect(), f"{row}: executed again"
    if row.use:
        row.use(results(reply))


def differ(row, port):
    """The same xid, but another request."""
    if row.elsewhere is not None:
        elsewhere = row.kind(SERVER, ADDRESS, port)
        row.expect(elsewhere.sure(row.request), row.elsewhere, "from another port")
        elsewhere.close()
        assert not row.undo or row.effect(), f"{row}: not executed from another port"
    if row.others is not None:
        row.expect(row.wire.sure(row.bytes(row.others)), OK, "with other arguments")


setup, see = Client(SERVER, ADDRESS, FIRST_PORT), Client(SERVER, OTHER, FIRST_PORT + 1)
root = setup.root()
rows = []
for kind in Tcp, Udp:
    made = rows3(setup, see, root, f"{ROUND}-{kind.__name__}-3") + rows_nlm(setup, see, root, f"{ROUND}-{kind.__name__}-nlm")
    made += rows4(setup, see, root, f"{ROUND}-4") if kind is Tcp else []
    for row in made:
        row.place(kind, FIRST_PORT + 2 + len(rows))
        rows.append(row)
try:
    lose(rows)
    print("lost", flush=True)
    sys.stdin.readline()
finally:
    filtered("delete table inet lost")
for row in rows:
    repeat(row)
for row in rows:
    differ(row, FIRST_PORT + 2 + len(rows))
print(f"{len(rows)} requests were executed once")

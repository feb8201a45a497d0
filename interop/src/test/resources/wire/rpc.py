"""ONC RPC by hand, for clients that must send a request twice: XDR, and sockets with a chosen address and port."""

import socket
import struct
import time

PORT = 2049
LIMIT = 60.0
PATIENCE = 3.0


def u32(*values):
    return struct.pack(f">{len(values)}I", *values)


def u64(*values):
    return struct.pack(f">{len(values)}Q", *values)


def opaque(data):
    data = data.encode() if isinstance(data, str) else data
    return u32(len(data)) + data + bytes(-len(data) % 4)


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def fixed(self, length):
        self.at += length
        return self.data[self.at - length : self.at]

    def u32(self):
        return struct.unpack(">I", self.fixed(4))[0]

    def opaque(self):
        length = self.u32()
        return self.fixed(length + -length % 4)[:length]


def call(xid, program, version, procedure, arguments):
    """The bytes of a call by root."""
    user = u32(0) + opaque("wire") + u32(0, 0, 0)
    return u32(xid, 0, 2, program, version, procedure, 1) + opaque(user) + u32(0, 0) + arguments


def results(reply):
    """What follows the header of a reply, which must be a success."""
    reader = Reader(reply)
    reader.u32()
    assert (reader.u32(), reader.u32()) == (1, 0), f"not accepted: {reply.hex()}"
    reader.u32()
    reader.opaque()
    assert reader.u32() == 0, f"not executed: {reply.hex()}"
    return Reader(reader.data[reader.at :])


class Udp:
    """A socket; a request is sent again from it, as it is."""

    def __init__(self, server, address, port):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((address, port))
        self.socket.connect((server, PORT))
        self.socket.settimeout(1.0)

    def send(self, request):
        self.socket.send(request)

    def again(self, request):
        """The reply to the request, sent until there is one."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            try:
                self.send(request)
                reply = self.socket.recv(65536)
                if reply[:4] == request[:4]:
                    return reply
            except OSError:
                time.sleep(0.05)
        raise AssertionError("no reply over UDP")

    ask = sure = again

    def close(self):
        self.socket.close()


class Tcp:
    """A connection; a request is sent again over a new one from the same port."""

    def __init__(self, server, address, port):
        self.server, self.own, self.socket = server, (address, port), None
        self.connect()

    def connect(self):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.settimeout(PATIENCE)
        self.socket.bind(self.own)
        self.socket.connect((self.server, PORT))

    def send(self, request):
        self.socket.sendall(u32(len(request) | 0x80000000) + request)

    def exactly(self, length):
        data = b""
        while len(data) < length:
            more = self.socket.recv(length - len(data))
            if not more:
                raise ConnectionError("closed")
            data += more
        return data

    def ask(self, request):
        self.send(request)
        length = struct.unpack(">I", self.exactly(4))[0]
        assert length & 0x80000000, "a reply in fragments"
        return self.exactly(length & 0x7FFFFFFF)

    def sure(self, request):
        """The reply, over this connection or a new one."""
        try:
            return self.ask(request)
        except OSError:
            return self.again(request)

    def again(self, request):
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            self.close()
            try:
                self.connect()
                return self.ask(request)
            except OSError:
                time.sleep(0.05)
        raise AssertionError("no reply over TCP")

    def close(self):
        self.socket.close()


class Lost:
    """Sees what comes for an address from the server, though the filter drops it behind this."""

    def __init__(self, server, address, device):
        self.ends = socket.inet_aton(server) + socket.inet_aton(address)
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
        self.socket.bind((device, 0x0800))
        self.socket.settimeout(1.0)
        self.replies = {}

    def wait(self, wanted):
        """Returns the replies to these (kind of socket, port), once all are there."""
        end = time.monotonic() + LIMIT
        while not wanted <= self.replies.keys():
            assert time.monotonic() < end, f"no reply to {wanted - self.replies.keys()}"
            try:
                self.see(self.socket.recv(65536))
            except TimeoutError:
                pass
        return self.replies

    def see(self, packet):
        packet = packet[: struct.unpack(">H", packet[2:4])[0]]
        segment = packet[(packet[0] & 15) * 4 :]
        if packet[12:20] != self.ends or len(segment) < 8:
            return
        source, port = struct.unpack(">HH", segment[:4])
        if source == PORT and packet[9] == socket.IPPROTO_UDP:
            self.replies.setdefault((Udp, port), segment[8:])
        elif source == PORT and packet[9] == socket.IPPROTO_TCP:
            data = segment[(segment[12] >> 4) * 4 :]
            if len(data) > 4:
                self.replies.setdefault((Tcp, port), data[4:])

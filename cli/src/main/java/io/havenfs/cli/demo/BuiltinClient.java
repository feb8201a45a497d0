package io.havenfs.cli.demo;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.xdr.XdrReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A small NFSv3 client: a connection a folder. */
final class BuiltinClient implements Client {
  static final CallHeader NFS =
      new CallHeader(100003, 3, new Credential.Sys(0, "havenfs-demo", 0, 0));

  private static final CallHeader MOUNT =
      new CallHeader(100005, 3, new Credential.Sys(0, "havenfs-demo", 0, 0));
  private static final int MNT = 1;
  private static final int MAX_HANDLE = 64;
  private static final int XIDS_PER_CONNECTION = 1 << 24;

  private final InetSocketAddress server;
  private final AtomicInteger connections = new AtomicInteger();
  private final Stalls watch = new Stalls();
  private final byte[] root;

  BuiltinClient(InetSocketAddress server) throws IOException {
    this.server = server;
    try (RpcSocket socket = connect()) {
      byte[] path = "/".getBytes(StandardCharsets.US_ASCII);
      XdrReader mounted = socket.call(MOUNT, MNT, out -> out.opaque(path));
      int status = mounted.int32();
      if (status != 0) {
        throw new IOException("mount refused with status " + status);
      }
      root = mounted.opaque(MAX_HANDLE);
    }
  }

  /** A connection of its own, whose calls are watched like all others. */
  RpcSocket connect() throws IOException {
    int first = connections.incrementAndGet() * XIDS_PER_CONNECTION;
    return new RpcSocket(server, first, watch);
  }

  @Override
  public String description() {
    return "built-in NFSv3 client";
  }

  /** How many calls had to be sent again. */
  long retransmissions() {
    return watch.repeated();
  }

  /** How its calls go. */
  Stalls stalls() {
    return watch;
  }

  @Override
  public BuiltinFolder makeFolder(String name) throws IOException {
    return BuiltinFolder.make(connect(), root, name);
  }

  @Override
  public BuiltinFolder openFolder(String name) throws IOException {
    return BuiltinFolder.open(connect(), root, name);
  }

  @Override
  public void close() {}
}

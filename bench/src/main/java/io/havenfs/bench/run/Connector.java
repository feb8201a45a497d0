package io.havenfs.bench.run;

import io.havenfs.bench.BenchException;
import io.havenfs.bench.protocol.Client;
import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.protocol.Nfs3;
import io.havenfs.bench.protocol.Nfs3Client;
import io.havenfs.bench.protocol.Nfs41;
import io.havenfs.bench.protocol.Nfs41Client;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.client.RpcClient;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionException;

/** Makes connections to the server, as root by AUTH_SYS, and finds the export's root. */
final class Connector {
  private static final Credential ROOT = new Credential.Sys(0, "bench", 0, 0);

  private final RpcClient rpc;
  private final BenchSettings settings;
  private final long runId;
  private final FileHandle root = new FileHandle();

  Connector(RpcClient rpc, BenchSettings settings, long runId) {
    this.rpc = rpc;
    this.settings = settings;
    this.runId = runId;
  }

  /** A new connection to NFS. */
  Lane lane() {
    int version = settings.version() == Version.V3 ? Nfs3.VERSION : Nfs41.VERSION;
    return new Lane(connect(settings.server()), new CallHeader(Nfs3.PROGRAM, version, ROOT));
  }

  /** The protocol spoken over a connection, the {@code index}th. */
  Client client(Lane lane, int index) {
    return switch (settings.version()) {
      case V3 -> new Nfs3Client();
      case V4_1 -> {
        String owner = "havenfs-bench-" + Long.toHexString(runId) + "-" + index;
        Nfs41Client client = new Nfs41Client(lane, owner, runId, settings.depth(), false);
        if (index == 0) {
          client.findRoot(settings.export(), root);
        }
        yield client;
      }
    };
  }

  /** The export's root; with NFSv4 known when the first client is. */
  FileHandle root() {
    if (settings.version() == Version.V3) {
      mount();
    }
    return root;
  }

  private void mount() {
    InetSocketAddress address =
        new InetSocketAddress(settings.server().getAddress(), settings.mountPort());
    RpcConnection connection = connect(address);
    CallHeader header = new CallHeader(Nfs3.MOUNT_PROGRAM, Nfs3.MOUNT_VERSION, ROOT);
    new Lane(connection, header).make(Nfs3.mount(settings.export(), root));
    connection.close();
  }

  private RpcConnection connect(InetSocketAddress address) {
    try {
      return rpc.connect(address).join();
    } catch (CompletionException e) {
      throw new BenchException("cannot connect to " + address + ": " + e.getCause());
    }
  }
}

package io.havenfs.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The tools of libnfs, a user-space NFSv3 client that shares no code with Linux. */
final class LibNfs {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Network network;
  private final ServerProcess.Endpoint server;

  LibNfs(Network network, ServerProcess.Endpoint server) {
    this.network = network;
    this.server = server;
  }

  /** Lists a folder. */
  String list(String path) {
    return succeed("nfs-ls", url(path));
  }

  /** A file's contents. */
  String cat(String path) {
    return succeed("nfs-cat", url(path));
  }

  /** Copies a local file onto the server. */
  void put(Path local, String path) {
    succeed("nfs-cp", local.toString(), url(path));
  }

  /** Copies a file from the server. */
  void get(String path, Path local) {
    succeed("nfs-cp", url(path), local.toString());
  }

  private String url(String path) {
    // What is before the last slash is mounted, so the root needs a slash of its own.
    String folder = server.path();
    return "nfs://%s%s/%s?version=3&nfsport=%d&mountport=%d&uid=0&gid=0"
        .formatted(server.host(), folder, path, server.port(), server.mountPort());
  }

  private String succeed(String... words) {
    List<String> all = network.inside(words);
    Command.Outcome outcome = new Command(all).run(LIMIT);
    if (outcome.status() != 0) {
      throw new AssertionError(String.join(" ", all) + ":\n" + outcome.output());
    }
    return outcome.output();
  }
}

package io.havenfs.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network with a running server in it and a folder for what they leave: {@code
 * target/interop/NAME}, with the server's log, its store and the guests' consoles.
 */
final class Lab implements AutoCloseable {
  private static final String[] PROGRAMS = {
    "ip", "linux.uml", "unshare", "mount.nfs", "modprobe", "busybox", "python3"
  };

  private final Path folder;
  private final Network network;
  private final ServerProcess server;

  private Lab(Path folder, Network network, ServerProcess server) {
    this.folder = folder;
    this.network = network;
    this.server = server;
  }

  /** Starts a server on an empty store; skips the test where the machine cannot. */
  static Lab open(String name) {
    Path folder = folder(name);
    Network network = Network.create();
    ServerProcess server = ServerProcess.underTest(network, folder);
    try {
      server.start();
    } catch (RuntimeException | AssertionError e) {
      network.close();
      throw e;
    }
    return new Lab(folder, network, server);
  }

  /** An empty folder for logs and stores; skips the test where the machine cannot have a lab. */
  static Path folder(String name) {
    Requirements.assume(PROGRAMS);
    assumeTrue(
        HavenFsProcess.isBuilt(), "the havenfs command is not built; 'mvn verify' builds it first");
    Path folder = Path.of("target", "interop", name).toAbsolutePath();
    Disk.unmountBelow(folder);
    delete(folder);
    create(folder);
    return folder;
  }

  /** Deletes what is large, unless it is to be kept. */
  static void deleteStores(List<Path> stores) {
    if (!Boolean.getBoolean("interop.keep")) {
      stores.forEach(Lab::delete);
    }
  }

  Network network() {
    return network;
  }

  ServerProcess server() {
    return server;
  }

  /** Where logs go. */
  Path folder() {
    return folder;
  }

  /** Boots a client that has mounted the server. */
  UmlClient client(String name, String version, String... options) {
    UmlClient client = UmlClient.boot(network, name, folder);
    client.mount(server.endpoint(), version, options);
    return client;
  }

  /** SIGKILL and a new start on the same store. */
  void crash() {
    server.kill();
    server.start();
  }

  /** The server's machine dies and is booted again; what was written happens to be all there. */
  void crashMachine() {
    server.kill();
    server.reboot();
    server.start();
  }

  /** Stops the server as an administrator would; the store is deleted, the logs stay. */
  @Override
  public void close() {
    try (network) {
      server.stop();
      deleteStores(List.of(folder.resolve("store")));
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

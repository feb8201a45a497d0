package io.havenfs.cli.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** This machine's own NFS client: the server mounted on a temporary directory. */
final class KernelClient implements Client {
  private static final List<String> VERSIONS = List.of("4.2", "4.1", "3");
  private static final int MOUNT_SECONDS = 30;

  private final Path directory;
  private final String version;
  private final InetSocketAddress server;

  private KernelClient(Path directory, String version, InetSocketAddress server) {
    this.directory = directory;
    this.version = version;
    this.server = server;
  }

  /** Mounts the server, if this machine and this user can. */
  static Optional<Client> mount(InetSocketAddress server, Path directory) throws IOException {
    if (!"root".equals(System.getProperty("user.name")) || !kernelKnowsNfs()) {
      return Optional.empty();
    }
    Files.createDirectories(directory);
    for (String version : VERSIONS) {
      if (run(mountCommand(server, version, directory)) == 0) {
        return Optional.of(new KernelClient(directory, version, server));
      }
    }
    return Optional.empty();
  }

  private static boolean kernelKnowsNfs() throws IOException {
    return Files.readAllLines(Path.of("/proc/filesystems")).stream()
            .anyMatch(line -> line.strip().endsWith("nfs") || line.strip().endsWith("nfs4"))
        || (Files.exists(Path.of("/sbin/modprobe")) && run(List.of("modprobe", "nfsv4")) == 0);
  }

  /** The command that mounts. */
  static List<String> mountCommand(InetSocketAddress server, String version, Path directory) {
    String options = "vers=" + version + ",proto=tcp,port=" + server.getPort() + ",hard,timeo=10";
    if (version.equals("3")) {
      options += ",mountport=" + server.getPort() + ",mountproto=tcp,nolock";
    }
    return List.of(
        "mount",
        "-t",
        "nfs",
        "-o",
        options,
        server.getAddress().getHostAddress() + ":/",
        directory.toString());
  }

  private static int run(List<String> command) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException missing) {
      return 127;
    }
    try {
      if (process.waitFor(MOUNT_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      return 124;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public String description() {
    return "the Linux kernel's NFS client, version " + version;
  }

  @Override
  public Folder makeFolder(String name) throws IOException {
    return new MountedFolder(Files.createDirectory(directory.resolve(name)));
  }

  /** Mounting again empties the client's cache. */
  @Override
  public Folder openFolder(String name) throws IOException {
    remountOnce();
    return new MountedFolder(directory.resolve(name));
  }

  private boolean remounted;

  private synchronized void remountOnce() throws IOException {
    if (!remounted) {
      remounted = true;
      if (run(List.of("umount", directory.toString())) != 0
          || run(mountCommand(server, version, directory)) != 0) {
        throw new IOException("cannot mount again");
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (run(List.of("umount", directory.toString())) != 0) {
      run(List.of("umount", "-l", directory.toString()));
    }
    Files.deleteIfExists(directory);
  }
}

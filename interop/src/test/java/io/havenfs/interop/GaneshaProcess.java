package io.havenfs.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * NFS-Ganesha on a local folder: a known server, to judge the scenarios themselves. It gets a mount
 * namespace of its own, in which its rpcbind and state files are.
 */
final class GaneshaProcess implements ServerProcess {
  private static final int PORT = 2049;
  private static final int MOUNT_PORT = 20048;
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Network network;
  private final Path folder;
  private Optional<OsProcess> running = Optional.empty();

  GaneshaProcess(Network network, Path folder) {
    this.network = network;
    this.folder = folder;
  }

  @Override
  public void start() {
    Path state = folder.resolve("state");
    Path log = folder.resolve("server.log");
    writeConfiguration(state);
    String script =
        """
        mount -t tmpfs tmpfs /run; mkdir -p /run/rpcbind /run/ganesha
        mount --bind %s /var/lib/nfs; rpcbind -w
        exec ganesha.nfsd -F -f %s/ganesha.conf -L %s -p %s/pid
        """
            .formatted(state, state, log, state);
    running =
        Optional.of(
            OsProcess.start(
                "ganesha.nfsd",
                network.inside(
                    "unshare", "-m", "--pid", "--fork", "--kill-child", "bash", "-c", script),
                Map.of(),
                log));
    Command probe =
        new Command(
            network.inside(
                "bash", "-c", "exec 3<>/dev/tcp/" + network.serverAddress() + "/" + MOUNT_PORT));
    Awaitility.await().atMost(START_LIMIT).until(() -> probe.run(START_LIMIT).status() == 0);
  }

  private void writeConfiguration(Path state) {
    String text =
        """
        NFS_CORE_PARAM { Protocols = 3, 4; NFS_Port = %d; MNT_Port = %d; Enable_UDP = false;
          mount_path_pseudo = true; }
        NFSv4 { Graceless = %b; Grace_Period = 5; Lease_Lifetime = 20; Minor_Versions = 0, 1, 2; }
        EXPORT { Export_Id = 1; Path = %s; Pseudo = /export; Access_Type = RW;
          Squash = No_Root_Squash; Protocols = 3, 4; SecType = sys; FSAL { Name = VFS; } }
        """
            .formatted(
                PORT,
                MOUNT_PORT,
                Files.notExists(folder.resolve("store")),
                folder.resolve("store"));
    try {
      Files.createDirectories(state);
      Files.createDirectories(folder.resolve("store"));
      Files.writeString(state.resolve("ganesha.conf"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void reboot() {
    throw new UnsupportedOperationException("what Ganesha forgets it forgets at any start");
  }

  @Override
  public void kill() {
    running.ifPresent(OsProcess::kill);
    running = Optional.empty();
  }

  /** Ganesha is process 1 of its namespace and hears no SIGTERM; it is killed. */
  @Override
  public void stop() {
    kill();
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint(network.serverAddress(), PORT, MOUNT_PORT, "/export");
  }

  @Override
  public void close() {
    kill();
  }
}

package io.havenfs.host.address;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process that puts an address on a device, and takes it away again when this process says
 * so, dies, or is silent for too long.
 *
 * <p>It is a few lines of shell (some hundred KiB of memory) in a session of its own, so that a
 * signal to the daemon's process group does not reach it. Its standard input is a pipe from the
 * daemon: whatever ends the daemon ends the pipe. A daemon that is stopped (SIGSTOP), swapped out
 * or in an endless pause keeps the pipe open but does not {@linkplain #renew renew}; then the
 * address goes when the patience, which is the node's lease, has run out: about when another node
 * may take it.
 *
 * <p>Where {@code nft} is installed, the keeper also sees to it that clients learn nothing from a
 * daemon's death. Its kernel would reset their connections; they would call again at once, sooner
 * than the address can go, and be refused, after which a Linux NFS client waits for 3 seconds, or,
 * were only the refusal held back, wait for an answer for one. So no reset leaves that ends a
 * connection ({@code RST} with {@code ACK}, which is what a closing socket and a refusal send), and
 * no segment comes in for which there is no socket. The clients go on waiting for replies, until
 * the next node's tickle ({@link Tickler}) makes them call it, which they do at once. A {@code RST}
 * without {@code ACK} is let through: it answers clients that have been tickled.
 *
 * <p>The keeper's end says that the address is gone. Its filter goes a little later, so it is one
 * of its own; filters of keepers that were killed go when the next one starts.
 */
final class AddressKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AddressKeeper.class);
  private static final long END_PATIENCE_SECONDS = 5;

  /**
   * Arguments: address with prefix, device, patience in seconds, port, options of {@code ip addr
   * add}.
   */
  private static final String SCRIPT =
      """
      trap '' TERM INT HUP QUIT PIPE TSTP
      address=$1 device=$2 patience=$3 port=$4; shift 4
      ip addr replace "$address" dev "$device" "$@" || exit 1
      echo up
      exec >/dev/null 2>&1
      ip=${address%/*} family=ip
      case $ip in *:*) family=ip6 ;; esac
      name=havenfs_${ip//:/_} table=havenfs_${ip//:/_}_$$
      for old in $(nft list tables inet | grep -o "${name}_[0-9]*"); do
        nft delete table inet "$old"
      done
      nft "add table inet $table
        add chain inet $table out { type filter hook output priority 0; }
        add rule inet $table out $family saddr $ip tcp sport $port \\
          tcp flags & (rst | ack) == (rst | ack) counter drop"
      nft "add chain inet $table in { type filter hook input priority 0; }
        add rule inet $table in $family daddr $ip tcp dport $port \\
          socket transparent { 0, 1 } accept
        add rule inet $table in $family daddr $ip tcp dport $port counter drop"
      while IFS= read -r -t "$patience" _; do :; done
      ip addr del "$address" dev "$device"
      nft delete table inet "$table" &
      exit 0
      """;

  private static final byte[] STAY = {'\n'};

  private final Alias address;
  private final Process process;
  private final OutputStream pipe;
  private final CompletableFuture<Void> ended;

  private AddressKeeper(Alias address, Process process) {
    this.address = address;
    this.process = process;
    this.pipe = process.getOutputStream();
    this.ended = process.onExit().thenApply(_ -> null);
  }

  /** Starts a keeper; returns when the address is there. */
  static AddressKeeper start(Alias address, int port, long patienceMillis) throws IOException {
    NetworkInterface device = Place.of(address);
    ProcessBuilder builder =
        new ProcessBuilder(
            "setsid",
            "bash",
            "-c",
            SCRIPT,
            "havenfs-address-keeper",
            withPrefix(address),
            device.getName(),
            "%d.%03d".formatted(patienceMillis / 1000, patienceMillis % 1000),
            Integer.toString(port));
    if (address.address() instanceof Inet6Address) {
      // No duplicate address detection: the network may only use it when it has answered.
      builder.command().add("nodad");
    }
    AddressKeeper keeper = new AddressKeeper(address, builder.redirectErrorStream(true).start());
    String answer = keeper.firstLine();
    if (!answer.equals("up")) {
      keeper.close();
      throw new IOException(
          "%s: ip addr add on %s: %s".formatted(address, device.getName(), answer));
    }
    return keeper;
  }

  /**
   * Starts a process as {@link #start} does, which ends at once, and forgets what it says: what a
   * JVM does at the first time only is done then.
   */
  static void rehearse() throws IOException {
    Process process =
        new ProcessBuilder("setsid", "bash", "-c", "echo up").redirectErrorStream(true).start();
    AddressKeeper keeper = new AddressKeeper(Alias.parse("127.0.0.1"), process);
    keeper.firstLine();
    keeper.close();
  }

  private String firstLine() throws IOException {
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    return line == null ? "the keeper ended" : line.strip();
  }

  private static String withPrefix(Alias address) {
    String literal = address.address().getHostAddress();
    int scope = literal.indexOf('%');
    return (scope < 0 ? literal : literal.substring(0, scope)) + "/" + address.prefix();
  }

  /** Removes the address where it is as a host address. */
  static boolean clear(Alias address) throws IOException {
    Optional<NetworkInterface> device = Place.holderOf(address.address());
    if (device.isEmpty()) {
      return false;
    }
    List<String> command =
        List.of("ip", "addr", "del", withPrefix(address), "dev", device.get().getName());
    Process ip = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!answer.isEmpty()) {
      throw new IOException(address + ": " + String.join(" ", command) + ": " + answer);
    }
    return true;
  }

  synchronized void renew() {
    try {
      pipe.write(STAY);
      pipe.flush();
    } catch (IOException gone) {
      LOG.warn("{}: the address keeper is gone: {}", address, gone.getMessage());
    }
  }

  CompletableFuture<Void> ended() {
    return ended.copy();
  }

  @Override
  public void close() {
    try {
      pipe.close();
    } catch (IOException gone) {
      LOG.debug("{}: the address keeper was gone already", address, gone);
    }
    try {
      if (!process.waitFor(END_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("{}: the address keeper, pid {}, does not end", address, process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

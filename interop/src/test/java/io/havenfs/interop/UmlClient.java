package io.havenfs.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Linux kernel in User-Mode Linux on a tap of the network, with the host's file system as its
 * root. It stays up and runs the scripts it is given, several at a time; orders and results travel
 * on its serial line, kernel messages go to {@code NAME.console} in the log folder.
 *
 * <p>One test thread gives orders; a thread of the client's own reads the answers.
 */
final class UmlClient implements AutoCloseable {
  /** An option of mounts: names that others make are seen within a second, not half a minute. */
  static final String SEE_SOON = "acdirmin=1,acdirmax=1";

  /** Where {@link #mount} mounts. */
  static final String MOUNT_POINT = "/mnt/nfs";

  private static final Duration BOOT_LIMIT = Duration.ofMinutes(3);
  private static final Duration MOUNT_LIMIT = Duration.ofMinutes(3);

  private final OsProcess process;
  private final Network.Tap tap;
  private final Writer orders;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final AtomicInteger lastJob = new AtomicInteger();
  private final Job boot;

  private UmlClient(OsProcess process, Network.Tap tap, String name) {
    this.process = process;
    this.tap = tap;
    this.orders = process.process().outputWriter(StandardCharsets.UTF_8);
    this.boot = new Job("boot of " + name);
  }

  /** Boots a guest of this host name; returns when it takes orders. */
  static UmlClient boot(Network network, String name, Path logs) {
    return boot(network.addTap(), name, logs);
  }

  /** Boots a guest on a tap. */
  static UmlClient boot(Network.Tap tap, String name, Path logs) {
    return boot(tap, name, logs, List.of());
  }

  /**
   * Boots a guest that keeps what its status monitor knows in a directory, from one boot to the
   * next: then it tells servers that it has restarted, as a machine does.
   */
  static UmlClient bootWithMemory(Network.Tap tap, String name, Path logs, Path memory) {
    return boot(tap, name, logs, List.of("guest_state=" + memory));
  }

  private static UmlClient boot(Network.Tap tap, String name, Path logs, List<String> parameters) {
    List<String> words = new ArrayList<>(words(tap, name));
    words.addAll(words.indexOf("init=/bin/bash"), parameters);
    Path console = logs.resolve(name + ".console");
    UmlClient client =
        new UmlClient(OsProcess.start("guest " + name, words, Map.of(), console), tap, name);
    Thread.ofPlatform().daemon().name("guest-" + name).start(client::readAnswers);
    try {
      client.boot.awaitLine("ready", BOOT_LIMIT);
    } catch (AssertionError e) {
      client.close();
      throw new AssertionError(e.getMessage() + "; its console is " + console, e);
    }
    return client;
  }

  private static List<String> words(Network.Tap tap, String name) {
    return tap.where()
        .inside(
            "unshare",
            "--fork",
            "--pid",
            "--kill-child",
            "linux.uml",
            "mem=384M",
            "rootfstype=hostfs",
            "rootflags=/",
            "rw",
            "quiet",
            "vec0:transport=tap,ifname=" + tap.device() + ",depth=128,gro=1",
            "con=null",
            "con0=null,fd:2",
            "ssl0=fd:0,fd:1",
            "guest_name=" + name,
            "guest_address=" + tap.address(),
            "init=/bin/bash",
            "--",
            resource("guest/init"));
  }

  /** Where it is attached. */
  Network.Tap tap() {
    return tap;
  }

  /** Mounts the server on {@link #MOUNT_POINT}, hard, with these further options. */
  void mount(ServerProcess.Endpoint server, String version, String... options) {
    String all = String.join(",", options);
    start(
            "guest/mount",
            version,
            server.host(),
            Integer.toString(server.port()),
            server.path(),
            MOUNT_POINT,
            Integer.toString(server.mountPort()),
            all)
        .succeed(MOUNT_LIMIT);
  }

  /** Unmounts; fails if the mount is busy. */
  void unmount() {
    start("guest/unmount", MOUNT_POINT).succeed(MOUNT_LIMIT);
  }

  /** Starts a scenario on the mounted folder: {@code NAME.sh} or {@code NAME.py}. */
  Job scenario(String file, String... arguments) {
    List<String> all = new ArrayList<>(List.of(MOUNT_POINT));
    all.addAll(List.of(arguments));
    return start("scenarios/" + file, all.toArray(String[]::new));
  }

  /** Starts a script of the test resources; its arguments must not contain blanks. */
  Job start(String script, String... arguments) {
    String id = Integer.toString(lastJob.incrementAndGet());
    Job job = new Job(script + " " + String.join(" ", arguments));
    jobs.put(id, job);
    order("run " + id + " " + resource(script) + " " + String.join(" ", arguments));
    return job;
  }

  /** Kills the guest: for the server a client that has vanished. */
  @Override
  public void close() {
    process.kill();
  }

  private void order(String line) {
    try {
      orders.write(line + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readAnswers() {
    try (BufferedReader answers =
        new BufferedReader(
            new InputStreamReader(process.process().getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        take(line.strip());
      }
    } catch (IOException e) {
      boot.print(String.valueOf(e.getMessage()));
    }
    boot.lose("the guest has ended");
    jobs.values().forEach(job -> job.lose("the guest has ended"));
  }

  private void take(String line) {
    String[] words = line.split(" ", 3);
    if (line.equals("ready")) {
      boot.print(line);
    } else if (words.length >= 2 && jobs.containsKey(words[1])) {
      Job job = Objects.requireNonNull(jobs.get(words[1]));
      String text = words.length == 3 ? words[2] : "";
      if (words[0].equals("done")) {
        job.end(Integer.parseInt(text));
      } else {
        job.print(text);
      }
    }
  }

  private static String resource(String name) {
    URL url = Objects.requireNonNull(UmlClient.class.getResource("/" + name), name);
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

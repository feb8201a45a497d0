package io.havenfs.cli.demo;

import io.havenfs.node.store.FileTrees;
import io.havenfs.quorum.model.DeadAfter;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code havenfs demo}. */
@Command(
    name = "demo",
    description = {
      "Starts a cluster of three nodes on loopback, works on a service of two copies through NFS",
      "clients, kills, freezes and moves the primary again and again meanwhile, and verifies",
      "every acknowledged byte and that nothing was done twice. With --single: one server that is",
      "killed and started again."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final int MIN_SECONDS = 2;
  private static final int MAX_SECONDS = 600;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--keep", description = "Leaves the server running and tells how to mount it.")
  private boolean keep;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "40",
      description = "How long to work. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--single", description = "One server instead of a cluster.")
  private boolean single;

  @Option(names = "--json", description = "Prints one JSON object a line, the summary last.")
  private boolean json;

  @Option(
      names = "--dead-after",
      paramLabel = "PRESET",
      defaultValue = "NORMAL",
      description = "fast (1 s), normal (2 s) or slow (10 s) of silence. Default: normal.")
  private DeadAfter deadAfter = DeadAfter.NORMAL;

  @Override
  public Integer call() throws IOException {
    if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
      throw new ParameterException(
          spec.commandLine(),
          "--seconds: '%d' is not within %d and %d".formatted(seconds, MIN_SECONDS, MAX_SECONDS));
    }
    PrintWriter out = spec.commandLine().getOut();
    Screen screen = new Screen(out, Ansi.AUTO.enabled());
    Path directory = Files.createTempDirectory("havenfs-demo-");
    return single
        ? single(screen, directory)
        : cluster(json ? new JsonOutput(out) : new ScreenOutput(screen), directory);
  }

  private int cluster(DemoOutput out, Path directory) throws IOException {
    ClusterDemo demo = new ClusterDemo(out, directory, Duration.ofSeconds(seconds), deadAfter);
    boolean good = false;
    try {
      good = demo.run();
    } finally {
      if (!good) {
        demo.close();
        out.fact("logs", directory.toString());
      }
    }
    if (good && keep) {
      tellHowToMount(out, demo.cluster());
    } else if (good) {
      demo.close();
      FileTrees.delete(directory);
    }
    return good ? 0 : 1;
  }

  private static void tellHowToMount(DemoOutput out, DemoCluster cluster) {
    out.title("The cluster stays");
    out.fact(
        "mount",
        String.join(" ", KernelClient.mountCommand(cluster.address(), "4.2", Path.of("/mnt"))));
    out.fact(
        "status", "havenfs cluster status --admin " + cluster.admin(DemoCluster.DATA.getFirst()));
  }

  private int single(Screen screen, Path directory) throws IOException {
    Demo demo = new Demo(screen, directory, Duration.ofSeconds(seconds));
    boolean kept = false;
    try {
      boolean good = demo.run();
      kept = keep && good;
      if (kept) {
        tellHowToMount(screen, demo.server(), directory);
      }
      return good ? 0 : 1;
    } finally {
      if (!kept) {
        end(screen, demo, directory);
      }
    }
  }

  private static void tellHowToMount(Screen screen, ServerProcess server, Path directory) {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort());
    screen.title("The server stays");
    screen.fact(
        "mount", String.join(" ", KernelClient.mountCommand(address, "4.2", Path.of("/mnt"))));
    screen.fact("or", String.join(" ", KernelClient.mountCommand(address, "3", Path.of("/mnt"))));
    screen.fact("status", "havenfs status --admin " + server.admin());
    screen.fact("stop", "kill " + server.pid() + "; then rm -r " + directory);
  }

  private static void end(Screen screen, Demo demo, Path directory) throws IOException {
    int code = demo.server().stop();
    screen.check(code == 0, "server stopped by SIGTERM with exit code " + code);
    if (code != 0) {
      screen.fact("log", demo.log().toString());
      return;
    }
    FileTrees.delete(directory);
  }
}

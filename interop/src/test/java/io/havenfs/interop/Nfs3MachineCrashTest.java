package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The machine of the server dies, and with it every lock over NLM. The server tells the clients'
 * status monitors, and Linux reclaims what it holds before anybody else can have it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Nfs3MachineCrashTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** As short as settings allow, as nobody says over NLM that he has reclaimed all. */
  private static final String SHORT_GRACE =
      "nfs: {versions: [3], lease-seconds: 10, grace-seconds: 10}\n";

  private Path folder;
  @AutoClose private Network network;
  private HavenFsProcess server;
  private UmlClient one;
  private UmlClient two;

  @SuppressWarnings("NullAway.Init") // start() sets the rest before any test
  Nfs3MachineCrashTest() {}

  @BeforeAll
  void start() throws IOException {
    folder = Lab.folder(getClass().getSimpleName());
    Requirements.assume("tcpdump", "tshark");
    Path settings = Files.writeString(folder.resolve("havenfs.yaml"), SHORT_GRACE);
    network = Network.create();
    server =
        new HavenFsProcess(
            network, folder, "--rpcbind", "builtin", "--config", settings.toString());
    server.start();
    one = client("guest1");
    two = client("guest2");
  }

  private UmlClient client(String name) {
    UmlClient client = UmlClient.boot(network, name, folder);
    client.mount(server.endpoint(), "3");
    return client;
  }

  @AfterAll
  void stop() {
    server.stop();
    Lab.deleteStores(List.of(folder.resolve("store")));
  }

  @Test
  void locksAreReclaimedBeforeAnybodyElseCanTakeThem() {
    Job first = holder(one, "0", "100");
    Job second = holder(two, "200", "50");
    try (Capture capture = Capture.start(network, server.endpoint().port(), folder)) {
      crashMachine();
      theyHoldAndNobodyElseGetsIt(first, second);
      List<String> reclaims = capture.packets("nlm.reclaim == 1");
      assertThat(reclaims).as("reclaims").anyMatch(by(one)).anyMatch(by(two));
    }
  }

  private static Predicate<String> by(UmlClient client) {
    String address = client.tap().address().split("/", -1)[0];
    return packet -> packet.contains(" " + address + " ");
  }

  private void crashMachine() {
    server.kill();
    server.reboot();
    server.start();
  }

  private void theyHoldAndNobodyElseGetsIt(Job first, Job second) {
    Job waiter = two.scenario("shared.py", "wait");
    on(two, "conflict", "exclusive", "50", "1");
    on(one, "conflict", "exclusive", "249", "1");
    on(two, "free", "exclusive", "100", "100");
    assertThat(server.ask("locks")).contains("0-99").contains("200-249");
    waiter.assertRunning();
    release(one, first);
    waiter.succeed(LIMIT);
    release(two, second);
    on(one, "free", "exclusive", "0", "0");
    on(two, "free", "exclusive", "0", "0");
  }

  private static Job holder(UmlClient client, String start, String length) {
    Job holder = client.scenario("shared.py", "hold", "durable", start, length);
    holder.awaitLine("locked", LIMIT);
    return holder;
  }

  private static void release(UmlClient client, Job holder) {
    on(client, "release");
    holder.succeed(LIMIT);
  }

  private static void on(UmlClient client, String... arguments) {
    client.scenario("shared.py", arguments).succeed(LIMIT);
  }
}

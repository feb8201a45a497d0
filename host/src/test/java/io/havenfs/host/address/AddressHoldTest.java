package io.havenfs.host.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Real addresses on real devices, in namespaces made for it: needs root and {@code ip}. */
@EnabledIf("isPossible")
class AddressHoldTest {
  private static final String ADDRESS = "10.91.0.100";
  private static final String LONG = "60000";

  private Namespaces hosts = new Namespaces();

  AddressHoldTest() throws IOException {}

  static boolean isPossible() {
    return "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/usr/sbin/ip"));
  }

  @BeforeEach
  void theOtherHostKnowsAnOldStation() throws IOException {
    hosts.ipSecond(
        "neigh", "replace", ADDRESS, "lladdr", "02:00:00:00:00:99", "dev", "eth0", "nud", "stale");
  }

  @AfterEach
  void close() throws IOException {
    hosts.close();
  }

  @Test
  void isThereAnnouncedAndTakenAway() throws IOException {
    Process probe = hosts.java(AddressProbe.class, ADDRESS, LONG);
    assertThat(line(probe)).isEqualTo("up");
    assertThat(addresses()).contains("inet 10.91.0.100/32");
    String link = hosts.ipFirst("-o", "link", "show", "eth0");
    String mac = link.replaceFirst("(?s).*link/ether ([0-9a-f:]+).*", "$1");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(hosts.ipSecond("neigh", "show", ADDRESS)).contains("lladdr " + mac));

    probe.getOutputStream().close();
    assertThat(line(probe)).isEqualTo("down");
    assertThat(addresses()).doesNotContain(ADDRESS);
  }

  @Test
  void goesWhenItsProcessIsKilled() throws IOException {
    Process probe = hosts.java(AddressProbe.class, ADDRESS, LONG);
    assertThat(line(probe)).isEqualTo("up");
    probe.destroyForcibly();
    awaitGone();
  }

  @Test
  void goesWhenItsProcessIsFrozen() throws IOException {
    Process probe = hosts.java(AddressProbe.class, ADDRESS, "3000");
    assertThat(line(probe)).isEqualTo("up");
    assertThat(addresses()).contains(ADDRESS);
    Namespaces.run("kill", "-STOP", Long.toString(probe.pid()));
    awaitGone();
    probe.destroyForcibly();
  }

  /** Otherwise clients would call a host on which nobody listens, and wait for seconds after. */
  @Test
  @EnabledIf("hasFilter")
  void clientsLearnNothingFromTheEndOfAProcess() throws IOException {
    assertThat(line(hosts.java(AddressProbe.class, ADDRESS, LONG))).isEqualTo("up");
    awaitFilter(ADDRESS);
    Process server = hosts.java(ConnectionProbe.class, "listen", ADDRESS);
    assertThat(line(server)).isEqualTo("listening");
    Process client = hosts.javaSecond(ConnectionProbe.class, "call", ADDRESS);
    assertThat(line(client)).isEqualTo("connected");
    assertThat(line(server)).isEqualTo("accepted");

    server.destroyForcibly();
    awaitDropped("rst,ack");
    assertThat(answer(client, "send")).isEqualTo("1");
    awaitDropped("dport 2049");
    assertThat(answer(client, "look")).isEqualTo("silence");
  }

  @Test
  @EnabledIf("hasFilter")
  void theFilterIsThereForBothKindsOfAddressAndGoesWithThem() throws IOException {
    for (String address : List.of(ADDRESS, "fd91::100@eth0")) {
      Process probe = hosts.java(AddressProbe.class, address, LONG);
      assertThat(line(probe)).isEqualTo("up");
      awaitFilter(address.replaceFirst("@.*", ""));
      probe.getOutputStream().close();
      assertThat(line(probe)).isEqualTo("down");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> !hosts.first("nft", "list", "ruleset").contains("havenfs"));
    }
  }

  @Test
  @EnabledIf("hasFilter")
  void theFilterOfAKeeperThatWasKilledGoesWithTheNext() throws IOException {
    String left = "havenfs_" + ADDRESS + "_1";
    hosts.first("nft", "add", "table", "inet", left);
    assertThat(line(hosts.java(AddressProbe.class, ADDRESS, LONG))).isEqualTo("up");
    awaitFilter(ADDRESS);
    assertThat(hosts.first("nft", "list", "tables").lines())
        .singleElement(InstanceOfAssertFactories.STRING)
        .doesNotEndWith(left);
  }

  @Test
  void aRehearsalLeavesNothingBehind() throws IOException {
    String before = hosts.ipFirst("-4", "addr", "show");
    Process probe = hosts.java(AddressProbe.class, "rehearse");
    assertThat(line(probe)).isEqualTo("rehearsed");
    assertThat(hosts.ipFirst("-4", "addr", "show")).isEqualTo(before);
    assertThat(hosts.first("nft", "list", "tables")).isEmpty();
  }

  static boolean hasFilter() {
    return isPossible() && Files.exists(Path.of("/usr/sbin/nft"));
  }

  private void awaitFilter(String address) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> hosts.first("nft", "list", "ruleset").contains("daddr " + address + " tcp"));
  }

  private void awaitDropped(String what) {
    Pattern dropped = Pattern.compile(what + " counter packets [1-9]");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> dropped.matcher(hosts.first("nft", "list", "ruleset")).find());
  }

  private static String answer(Process probe, String order) throws IOException {
    probe.outputWriter(StandardCharsets.UTF_8).append(order).append('\n').flush();
    return line(probe);
  }

  @Test
  void aDeviceThatIsNotThereIsNamed() {
    Alias address = Alias.parse("10.91.0.100@nowhere0");
    assertThatThrownBy(() -> AddressHold.acquire(address, 2049, 1000))
        .hasMessageContaining("nowhere0")
        .hasMessageContaining("lo");
  }

  private void awaitGone() {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(addresses()).doesNotContain(ADDRESS));
  }

  private String addresses() throws IOException {
    return hosts.ipFirst("-o", "addr", "show", "dev", "eth0");
  }

  private static String line(Process process) throws IOException {
    return String.valueOf(process.inputReader(StandardCharsets.UTF_8).readLine());
  }
}

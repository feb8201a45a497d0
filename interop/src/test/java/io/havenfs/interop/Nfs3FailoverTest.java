package io.havenfs.interop;

import java.time.Duration;

/** Linux clients over NFSv3 on a cluster. */
final class Nfs3FailoverTest extends FailoverScenarios {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  Nfs3FailoverTest() {
    super("3");
  }

  /** At port 111 of the service's address; an automounter does the same, in the long form. */
  @Override
  void find(UmlClient client) {
    String more = Boolean.getBoolean("interop.long") ? "automounter" : "";
    client.scenario("service-address.sh", lab().address(), more).succeed(LIMIT);
  }
}

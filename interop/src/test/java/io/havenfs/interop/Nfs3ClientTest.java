package io.havenfs.interop;

import org.junit.jupiter.api.Test;

/** A Linux client over NFSv3. */
final class Nfs3ClientTest extends ClientScenarios {
  Nfs3ClientTest() {
    super("3");
  }

  @Test
  void quotasAsTheClientShowsThem() {
    client().scenario("quota.sh", HavenFsProcess.LIMITED_USER).succeed(LIMIT);
  }
}

package io.havenfs.interop;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Linux clients over NFSv4.0 on a cluster; in the long form, {@code -Dinterop.long=true}. */
@EnabledIfSystemProperty(named = "interop.long", matches = "true")
final class Nfs40FailoverTest extends FailoverScenarios {
  Nfs40FailoverTest() {
    super("4.0");
  }
}

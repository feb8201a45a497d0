package io.havenfs.interop;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Linux clients over NFSv4.2 on a cluster; in the long form, {@code -Dinterop.long=true}. */
@EnabledIfSystemProperty(named = "interop.long", matches = "true")
final class Nfs42FailoverTest extends FailoverScenarios {
  Nfs42FailoverTest() {
    super("4.2");
  }
}

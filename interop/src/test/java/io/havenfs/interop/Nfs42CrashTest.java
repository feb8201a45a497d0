package io.havenfs.interop;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A Linux client over NFSv4.2, whose server crashes; in the long form. */
@EnabledIfSystemProperty(named = "interop.long", matches = "true")
final class Nfs42CrashTest extends CrashScenarios {
  Nfs42CrashTest() {
    super("4.2");
  }
}

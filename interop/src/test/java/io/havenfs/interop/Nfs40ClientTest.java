package io.havenfs.interop;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A Linux client over NFSv4.0; in the long form, {@code -Dinterop.long=true}. */
@EnabledIfSystemProperty(named = "interop.long", matches = "true")
final class Nfs40ClientTest extends ClientScenarios {
  Nfs40ClientTest() {
    super("4.0");
  }
}

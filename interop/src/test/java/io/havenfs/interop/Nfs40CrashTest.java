package io.havenfs.interop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A Linux client over NFSv4.0, whose server crashes. What only this version has, its memory of
 * requests, shows in {@link #nothingIsDoneTwiceOrLost}; the rest is in the long form, {@code
 * -Dinterop.long=true}.
 */
final class Nfs40CrashTest extends CrashScenarios {
  Nfs40CrashTest() {
    super("4.0");
  }

  @Test
  @Override
  @EnabledIfSystemProperty(named = "interop.long", matches = "true")
  void workCarriesOn() {
    super.workCarriesOn();
  }
}

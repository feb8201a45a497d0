package io.havenfs.interop;

/** A Linux client over NFSv4.1, whose server crashes. */
final class Nfs41CrashTest extends CrashScenarios {
  Nfs41CrashTest() {
    super("4.1");
  }
}

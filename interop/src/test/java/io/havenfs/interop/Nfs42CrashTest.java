package io.havenfs.interop;

/** A Linux client over NFSv4.2, whose server crashes. */
final class Nfs42CrashTest extends CrashScenarios {
  Nfs42CrashTest() {
    super("4.2");
  }
}

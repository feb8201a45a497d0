package io.havenfs.interop;

/** A Linux client over NFSv4.0, whose server crashes. */
final class Nfs40CrashTest extends CrashScenarios {
  Nfs40CrashTest() {
    super("4.0");
  }
}

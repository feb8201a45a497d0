package io.havenfs.interop;

/** A Linux client over NFSv3, whose server crashes. */
final class Nfs3CrashTest extends CrashScenarios {
  Nfs3CrashTest() {
    super("3");
  }
}

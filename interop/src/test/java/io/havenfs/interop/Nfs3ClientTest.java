package io.havenfs.interop;

/** A Linux client over NFSv3. */
final class Nfs3ClientTest extends ClientScenarios {
  Nfs3ClientTest() {
    super("3");
  }
}

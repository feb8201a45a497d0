package io.havenfs.interop;

/** A Linux client over NFSv4.2. */
final class Nfs42ClientTest extends ClientScenarios {
  Nfs42ClientTest() {
    super("4.2");
  }
}

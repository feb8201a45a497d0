package io.havenfs.interop;

/** A Linux client over NFSv4.1. */
final class Nfs41ClientTest extends ClientScenarios {
  Nfs41ClientTest() {
    super("4.1");
  }
}

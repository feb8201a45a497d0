package io.havenfs.interop;

/** Two clients over NFSv4.0. */
final class Nfs40TwoClientsTest extends LockingScenarios {
  Nfs40TwoClientsTest() {
    super("4.0");
  }
}

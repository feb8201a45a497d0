package io.havenfs.interop;

/** Two clients over NFSv4.1. */
final class Nfs41TwoClientsTest extends LockingScenarios {
  Nfs41TwoClientsTest() {
    super("4.1");
  }
}

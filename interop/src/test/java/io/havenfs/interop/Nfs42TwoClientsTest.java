package io.havenfs.interop;

/** Two clients over NFSv4.2. */
final class Nfs42TwoClientsTest extends LockingScenarios {
  Nfs42TwoClientsTest() {
    super("4.2");
  }
}

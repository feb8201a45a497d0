package io.havenfs.interop;

/** Two clients over NFSv3, which lock over NLM. */
final class Nfs3TwoClientsTest extends LockingScenarios {
  Nfs3TwoClientsTest() {
    super("3");
  }
}

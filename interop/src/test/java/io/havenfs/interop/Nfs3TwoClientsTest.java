package io.havenfs.interop;

/** Two clients over NFSv3. Locks over version 3 are a protocol of their own (NLM). */
final class Nfs3TwoClientsTest extends TwoClientScenarios {
  Nfs3TwoClientsTest() {
    super("3");
  }
}

package io.havenfs.interop;

/** Linux clients over NFSv4.1 on a cluster to which everything happens. */
final class Nfs41FailoverTest extends FaultScenarios {
  Nfs41FailoverTest() {
    super("4.1");
  }
}

package io.havenfs.interop;

/** Linux clients over NFSv4.1 on a cluster. */
final class Nfs41FailoverTest extends FailoverScenarios {
  Nfs41FailoverTest() {
    super("4.1", true);
  }
}

package io.havenfs.interop;

/** Linux clients over NFSv4.2 on a cluster. */
final class Nfs42FailoverTest extends FailoverScenarios {
  Nfs42FailoverTest() {
    super("4.2", true);
  }
}

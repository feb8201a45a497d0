package io.havenfs.interop;

/** Linux clients over NFSv3 on a cluster. */
final class Nfs3FailoverTest extends FailoverScenarios {
  Nfs3FailoverTest() {
    super("3");
  }
}

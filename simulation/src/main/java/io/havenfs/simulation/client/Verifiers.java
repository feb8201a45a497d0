package io.havenfs.simulation.client;

/** The write verifier that clients see: changes only where unstable writes may have been lost. */
public final class Verifiers {
  private long last;
  private int changes = -1;

  void seen(long verifier) {
    if (changes < 0 || verifier != last) {
      changes++;
      last = verifier;
    }
  }

  /** How often it changed. */
  public int changes() {
    return Math.max(0, changes);
  }
}

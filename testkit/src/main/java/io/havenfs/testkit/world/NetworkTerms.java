package io.havenfs.testkit.world;

/**
 * How a network behaves; all times in nanoseconds.
 *
 * @param delayMin the shortest time that a message is on its way
 * @param delayMax the longest, when nothing is wrong
 * @param hiccupsPerThousand how many messages of a thousand are late
 * @param hiccupMax how late at most
 * @param retransmitMax how long after a cut is healed the bytes held up by it arrive, at most
 * @param connectRetry the time between two attempts of a connect that gets no answer
 * @param connectAttempts how many attempts there are
 */
public record NetworkTerms(
    long delayMin,
    long delayMax,
    int hiccupsPerThousand,
    long hiccupMax,
    long retransmitMax,
    long connectRetry,
    int connectAttempts) {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;

  /** A local network. */
  public static final NetworkTerms LAN =
      new NetworkTerms(50 * MICRO, 400 * MICRO, 10, 20 * MILLI, 400 * MILLI, 250 * MILLI, 8);

  public NetworkTerms {
    if (delayMin < 0 || delayMax <= delayMin || hiccupMax < 1 || retransmitMax < 1) {
      throw new IllegalArgumentException("delays of a network");
    }
    if (connectRetry < 1 || connectAttempts < 1) {
      throw new IllegalArgumentException("attempts to connect");
    }
  }
}

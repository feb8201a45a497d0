package io.havenfs.engine.client.open;

/**
 * The access and deny modes of the opens of one owner, as a set: bit {@code access * 4 + deny} is
 * set when the owner has opened the file like that. The set, not just its union, decides to what an
 * open can be downgraded (RFC 8881 §18.18.3). Pure.
 */
public final class ShareModes {
  /** Bit of reading in access and deny modes. */
  public static final int READ = 1;

  /** Bit of writing in access and deny modes. */
  public static final int WRITE = 2;

  /** Both bits. */
  public static final int BOTH = READ | WRITE;

  private ShareModes() {}

  /** The set of one open. */
  static int of(int access, int deny) {
    return 1 << (access * 4 + deny);
  }

  /** The union of the access modes in the set. */
  static int access(int modes) {
    int union = 0;
    for (int access = READ; access <= BOTH; access++) {
      if ((modes >>> (access * 4) & 0xf) != 0) {
        union |= access;
      }
    }
    return union;
  }

  /** The union of the deny modes in the set. */
  static int deny(int modes) {
    int union = 0;
    for (int bit = 0; bit < 16; bit++) {
      if ((modes & 1 << bit) != 0) {
        union |= bit & BOTH;
      }
    }
    return union;
  }

  /** The opens in the set that ask for no more than {@code access} and {@code deny}. */
  static int within(int modes, int access, int deny) {
    int subset = 0;
    for (int bit = 0; bit < 16; bit++) {
      boolean fits = (bit >>> 2 & ~access) == 0 && (bit & BOTH & ~deny) == 0;
      if (fits) {
        subset |= modes & 1 << bit;
      }
    }
    return subset;
  }

  /** The sequence after {@code sequence}; never 0, which means "current" (RFC 8881 §8.2.2). */
  static int nextSequence(int sequence) {
    return sequence == -1 ? 1 : sequence + 1;
  }
}

package io.havenfs.engine.client.open;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShareModesTest {
  private static boolean isUnionOfSome(int modes, int access, int deny) {
    for (int subset = modes; subset != 0; subset = (subset - 1) & modes) {
      if (ShareModes.access(subset) == access && ShareModes.deny(subset) == deny) {
        return true;
      }
    }
    return false;
  }

  /** Every set of opens against every downgrade, compared with trying all subsets. */
  @Test
  void aDowngradeIsTheUnionOfSomeOpens() {
    for (int modes = 1; modes < 1 << 16; modes += 7) {
      int real = modes & 0xfff0; // there is no open without access
      for (int access = 1; access <= 3; access++) {
        for (int deny = 0; deny <= 3; deny++) {
          int kept = ShareModes.within(real, access, deny);
          boolean possible =
              kept != 0 && ShareModes.access(kept) == access && ShareModes.deny(kept) == deny;
          if (possible || Integer.bitCount(real) < 6) {
            assertThat(possible).isEqualTo(isUnionOfSome(real, access, deny));
          }
        }
      }
    }
  }

  @Test
  void sequencesSkipZero() {
    assertThat(ShareModes.nextSequence(1)).isEqualTo(2);
    assertThat(ShareModes.nextSequence(-1)).isEqualTo(1);
  }
}

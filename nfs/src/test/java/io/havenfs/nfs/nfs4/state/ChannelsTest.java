package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.session.Channel;
import org.junit.jupiter.api.Test;

final class ChannelsTest {
  private static final Channel ASKED = new Channel(1 << 20, 1 << 20, 4096, 16, 64);

  @Test
  void whenLittleCanBeRememberedSlotsGetFewerAndRepliesNotShorter() {
    long plenty = 1L << 30;
    assertThat(Channels.fore(ASKED, 100, plenty)).isEqualTo(ASKED);
    Channel less = Channels.fore(ASKED, 100, 10 * Channels.SHARE * Channel.slotBytes(4096));
    assertThat(less).isEqualTo(new Channel(1 << 20, 1 << 20, 4096, 16, 10));
    Channel least = Channels.fore(ASKED, 100, 0);
    assertThat(least).isEqualTo(new Channel(1 << 20, 1 << 20, 4096, 16, 1));
  }

  @Test
  void nobodyCanTakeAllThatIsLeft() {
    long left = 1 << 20;
    for (int i = 0; i < 1000; i++) {
      long taken = Channels.fore(ASKED, 100, left).rememberedBytes();
      assertThat(taken <= left || taken == Channel.slotBytes(4096)).isTrue();
      left -= taken;
      if (left < Channel.slotBytes(4096)) {
        assertThat(i).isGreaterThan(30);
        return;
      }
    }
  }
}

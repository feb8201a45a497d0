package io.havenfs.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.tx.DataChange;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class ReplayHazardsTest {
  private static final long FILE = 3;

  private final ReplayHazards hazards = new ReplayHazards();

  @Test
  void bulkBytesStayOutOfTheLog() {
    assertThat(isLogged(bulk(0, 100))).isFalse();
    assertThat(isLogged(bulk(0, 100))).isFalse();
  }

  @Test
  void bytesOverAnOlderLoggedWriteTravelInTheLog() {
    hazards.admit(new DataChange.Write(FILE, 50, Unpooled.buffer().writeZero(10), true));
    assertThat(isLogged(bulk(0, 50))).isFalse();
    assertThat(isLogged(bulk(60, 10))).isFalse();
    assertThat(isLogged(bulk(55, 100))).isTrue();
  }

  @Test
  void bytesBehindAnOlderTruncationTravelInTheLog() {
    hazards.admit(new DataChange.Truncate(FILE, 1000));
    assertThat(isLogged(bulk(0, 1000))).isFalse();
    assertThat(isLogged(bulk(1 << 30, 1))).isTrue();
  }

  @Test
  void bytesInAnOlderHoleTravelInTheLogEvenIfItEndsBeyondAllOffsets() {
    hazards.admit(new DataChange.Punch(FILE, 1000, Long.MAX_VALUE));
    assertThat(isLogged(bulk(1 << 30, 1))).isTrue();
  }

  @Test
  void aHazardEndsWhenACheckpointThatBeganAfterItIsDone() {
    hazards.admit(new DataChange.Truncate(FILE, 0));
    hazards.checkpointBegins();
    assertThat(isLogged(bulk(0, 1))).isTrue();
    hazards.checkpointDone();
    // The write above was logged after the checkpoint began, so it is a hazard of its own.
    assertThat(isLogged(bulk(0, 1))).isTrue();
    assertThat(isLogged(bulk(1, 1))).isFalse();
  }

  @Test
  void aDroppedFileIsNoHazard() {
    hazards.admit(new DataChange.Truncate(FILE, 0));
    hazards.admit(new DataChange.Drop(FILE));
    assertThat(isLogged(bulk(0, 1))).isFalse();
  }

  private boolean isLogged(DataChange.Write write) {
    return ((DataChange.Write) hazards.admit(write)).logged();
  }

  private static DataChange.Write bulk(long offset, int length) {
    return new DataChange.Write(FILE, offset, Unpooled.buffer().writeZero(length), false);
  }
}

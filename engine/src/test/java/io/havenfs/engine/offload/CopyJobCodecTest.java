package io.havenfs.engine.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Status;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class CopyJobCodecTest {
  private static final CopyJob JOB =
      new CopyJob(
          1,
          new Credentials(-1, 5, new int[] {1, 2, 3}),
          new Bytes(new byte[] {9, 8, 7}),
          2,
          3,
          4,
          5,
          Long.MAX_VALUE,
          7,
          6,
          true,
          Status.NO_SPACE);

  private static byte[] stored(CopyJob job) {
    ByteBuf out = Unpooled.buffer();
    new CopyJobCodec().encode(job, out);
    return ByteBufUtil.getBytes(out);
  }

  @Test
  void isReadAsItWasStored() {
    CopyJob read = new CopyJobCodec().decode(Unpooled.wrappedBuffer(stored(JOB)));
    assertThat(read).isEqualTo(JOB);
  }

  @Test
  void spoiledRowsAreRefusedOrReadAsSomethingElse() {
    Seeded.run(
        2000,
        random -> {
          byte[] spoiled = Mutate.bytes(random, stored(JOB));
          Throwable refusal =
              catchThrowable(() -> new CopyJobCodec().decode(Unpooled.wrappedBuffer(spoiled)));
          if (refusal != null) {
            assertThat(refusal)
                .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
          }
        });
  }
}

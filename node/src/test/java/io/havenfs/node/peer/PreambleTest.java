package io.havenfs.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PreambleTest {
  @Test
  void whatIsEncodedIsDecodedHoweverItArrives() {
    Seeded.run(
        200,
        random -> {
          Preamble preamble = some(random);
          byte[] bytes = bytes(preamble);
          ByteBuf in = Unpooled.buffer();
          for (int i = 0; i < bytes.length - 1; i++) {
            in.writeByte(bytes[i]);
            assertThat(Preamble.decode(in)).isEmpty();
          }
          in.writeByte(bytes[bytes.length - 1]);
          in.writeByte(77);
          assertThat(Preamble.decode(in)).contains(preamble);
          assertThat(in.readableBytes()).as("what follows is left").isEqualTo(1);
        });
  }

  @Test
  void whatIsSpoiledIsRefusedOrWaitsForMore() {
    Seeded.run(
        2000,
        random -> {
          byte[] bytes = Mutate.bytes(random, bytes(some(random)));
          try {
            Optional<Preamble> read = Preamble.decode(Unpooled.wrappedBuffer(bytes));
            assertThat(read.map(Preamble::node).orElse("").length())
                .isLessThanOrEqualTo(Preamble.MAX_BYTES);
          } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
          }
        });
  }

  @Test
  void aStrangerIsToldSo() {
    ByteBuf in =
        Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> Preamble.decode(in)).hasMessageContaining("HavenFS");
  }

  private static byte[] bytes(Preamble preamble) {
    ByteBuf out = Unpooled.buffer();
    preamble.encode(out);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    return bytes;
  }

  private static Preamble some(RandomGenerator random) {
    return new Preamble(
        Generate.pick(random, List.of(Preamble.Purpose.values())),
        new UUID(random.nextLong(), random.nextLong()),
        Generate.word(random, 30),
        random.nextLong(),
        random.nextBoolean() ? "" : Generate.word(random, 30));
  }
}

package io.havenfs.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class FileRangesTest {
  private static final int BLOCK = FileRanges.BLOCK_BYTES;

  @Test
  void behavesLikeASetOfBlocks() {
    Seeded.run(
        300,
        random -> {
          FileRanges ranges = new FileRanges();
          BitSet model = new BitSet();
          for (int i = 0; i < 60; i++) {
            int from = random.nextInt(50);
            int to = from + random.nextInt(1, 12);
            if (random.nextInt(3) > 0) {
              ranges.add(5, (long) from * BLOCK + random.nextInt(BLOCK), (long) to * BLOCK);
              model.set(from, to);
            } else {
              ranges.remove(5, (long) from * BLOCK, (long) to * BLOCK);
              model.clear(from, to);
            }
            check(ranges, model);
          }
        });
  }

  private static void check(FileRanges ranges, BitSet model) {
    BitSet found = new BitSet();
    ranges.forEach(range -> found.set((int) (range.from() / BLOCK), (int) (range.to() / BLOCK)));
    assertThat(found).isEqualTo(model);
    assertThat(ranges.bytes()).isEqualTo((long) model.cardinality() * BLOCK);
    assertThat(ranges.isEmpty()).isEqualTo(model.isEmpty());
    for (int i = 0; i < 64; i++) {
      assertThat(ranges.touches(5, (long) i * BLOCK, (long) i * BLOCK + 1)).isEqualTo(model.get(i));
    }
    ByteBuf stored = Unpooled.buffer();
    ranges.encode(stored);
    assertThat(FileRanges.decode(stored)).isEqualTo(ranges);
  }

  @Test
  void aPartMayReachToTheEndOfItsFile() {
    FileRanges ranges = new FileRanges();
    ranges.add(1, 100, FileRanges.END);
    assertThat(ranges.first(BLOCK)).hasValue(new FileRanges.Range(1, 0, BLOCK));
    ranges.remove(1, 0, 3L * BLOCK);
    ranges.add(1, 3L * BLOCK - 1, 3L * BLOCK);
    assertThat(ranges.first(FileRanges.END))
        .hasValue(new FileRanges.Range(1, 2L * BLOCK, FileRanges.END));
    ranges.remove(1, 0, FileRanges.END);
    assertThat(ranges.isEmpty()).isTrue();
  }

  @Test
  void aStoredFormThatClaimsTooMuchIsRefused() {
    assertThatThrownBy(() -> FileRanges.decode(Unpooled.buffer().writeInt(1 << 30)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

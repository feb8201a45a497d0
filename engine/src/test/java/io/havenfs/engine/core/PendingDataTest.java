package io.havenfs.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.tx.DataChange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PendingDataTest {
  private static final long FILE = 7;
  private static final int SPAN = 64;

  /** Random changes over a random file, every window compared with the file that really changed. */
  @Test
  void windowsShowTheFileAsItWillBe() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      byte[] file = new byte[random.nextInt(SPAN)];
      random.nextBytes(file);
      PendingData pending = new PendingData();
      byte[] changed = file;
      for (int i = random.nextInt(5); i > 0; i--) {
        DataChange change = randomChange(random);
        pending.decided(change);
        changed = apply(change, changed);
      }
      int offset = random.nextInt(SPAN + 8);
      int length = random.nextInt(SPAN);
      ByteBuf out = Unpooled.buffer().writeBytes(new byte[3]);
      byte[] base = range(file, offset, length);
      out.writeBytes(base);

      int count = pending.overlay(FILE, offset, length, base.length, out);

      out.skipBytes(3);
      assertThat(count).as("seed " + seed).isEqualTo(out.readableBytes());
      assertThat(ByteBufUtil.getBytes(out))
          .as("seed " + seed)
          .isEqualTo(range(changed, offset, length));
    }
  }

  private static DataChange randomChange(Random random) {
    int at = random.nextInt(SPAN);
    int length = random.nextInt(SPAN - at + 1);
    return switch (random.nextInt(5)) {
      case 0 -> new DataChange.Truncate(FILE, at);
      case 1 -> new DataChange.Punch(FILE, at, length);
      case 2 -> new DataChange.Drop(FILE);
      default -> {
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        yield new DataChange.Write(FILE, at, Unpooled.wrappedBuffer(payload), random.nextBoolean());
      }
    };
  }

  private static byte[] apply(DataChange change, byte[] file) {
    return switch (change) {
      case DataChange.Write(long id, long at, ByteBuf payload, boolean logged) -> {
        int end = (int) at + payload.readableBytes();
        boolean extends_ = payload.isReadable() && end > file.length;
        byte[] result = extends_ ? Arrays.copyOf(file, end) : file.clone();
        payload.getBytes(0, result, payload.isReadable() ? (int) at : 0, payload.readableBytes());
        yield result;
      }
      case DataChange.Truncate(long id, long size) -> Arrays.copyOf(file, (int) size);
      case DataChange.Punch(long id, long at, long length) -> {
        byte[] result = file.clone();
        int from = Math.min((int) at, file.length);
        Arrays.fill(result, from, Math.min((int) (at + length), file.length), (byte) 0);
        yield result;
      }
      case DataChange.Allocate allocate -> file;
      case DataChange.Drop drop -> new byte[0];
    };
  }

  private static byte[] range(byte[] file, int offset, int length) {
    int from = Math.min(offset, file.length);
    return Arrays.copyOfRange(file, from, Math.min(offset + length, file.length));
  }
}

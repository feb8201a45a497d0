package io.havenfs.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Record marking, with streams cut at every place and records cut into all sorts of fragments. */
final class RecordReaderTest {
  private static final int MAX_RECORD = 200_000;

  /** Collects records; pauses when told to; keeps the buffers of some as a program would. */
  private static final class Sink implements RecordSink {
    final List<byte[]> records = new ArrayList<>();
    final List<ByteBuf> kept = new ArrayList<>();
    @Nullable String failure;
    int pauseEvery = Integer.MAX_VALUE;
    int untilPause = Integer.MAX_VALUE;
    boolean keep;
    int incomplete;
    int mostIncomplete;

    @Override
    public boolean isPaused() {
      return untilPause == 0;
    }

    @Override
    public void record(ByteBuf buffer, int from, int to) {
      untilPause--;
      records.add(ByteBufUtil.getBytes(buffer, from, to - from));
      if (keep) {
        kept.add(buffer.retain());
      }
    }

    @Override
    public void incompleteBytes(int change) {
      incomplete += change;
      mostIncomplete = Math.max(mostIncomplete, incomplete);
    }

    @Override
    public void unreadable(String reason) {
      failure = reason;
    }

    void unpause() {
      untilPause = pauseEvery;
    }
  }

  private final Sink sink = new Sink();
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
  private final RecordReader reader = new RecordReader(sink, allocator, MAX_RECORD);

  private static byte[] random(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void fragment(ByteBuf stream, byte[] record, int from, int to, boolean last) {
    stream.writeInt((last ? 0x8000_0000 : 0) | (to - from));
    stream.writeBytes(record, from, to - from);
  }

  /** Receives up to {@code most} bytes of the stream as a channel would. */
  private void receive(ByteBuf stream, int most) {
    ByteBuf own = reader.receiveBuffer();
    ByteBuf target = own != null ? own : allocator.directBuffer(most);
    int n = Math.min(Math.min(most, stream.readableBytes()), target.writableBytes());
    assertThat(n).isPositive();
    target.writeBytes(stream, n);
    reader.received(target);
    if (sink.isPaused()) {
      sink.unpause();
      reader.resume();
    }
  }

  private void finish() {
    while (reader.hasUnread()) {
      sink.unpause();
      reader.resume();
    }
    reader.close();
    sink.kept.forEach(ByteBuf::release);
    assertThat(sink.incomplete).isZero();
    assertThat(allocator.metric().usedDirectMemory()).as("nothing leaked").isZero();
  }

  @Test
  void everySplitOfAStreamGivesTheSameRecords() {
    Random random = new Random(1);
    List<byte[]> records =
        List.of(random(random, 12), random(random, 0), random(random, 7), random(random, 40));
    ByteBuf stream = Unpooled.buffer();
    fragment(stream, records.get(0), 0, 5, false);
    fragment(stream, records.get(0), 5, 5, false);
    fragment(stream, records.get(0), 5, 12, true);
    fragment(stream, records.get(1), 0, 0, true);
    fragment(stream, records.get(2), 0, 7, false);
    fragment(stream, records.get(2), 7, 7, true);
    fragment(stream, records.get(3), 0, 40, true);
    int size = stream.readableBytes();
    for (int first = 1; first < size; first++) {
      for (int second = first; second < size; second++) {
        stream.readerIndex(0);
        sink.records.clear();
        receive(stream, first);
        if (second > first) {
          receive(stream, second - first);
        }
        receive(stream, size - second);
        assertThat(sink.records).as("cut at %d and %d", first, second).hasSize(4);
        assertThat(sink.records).usingRecursiveComparison().isEqualTo(records);
      }
    }
    finish();
  }

  @Test
  void byteByByte() {
    byte[] record = random(new Random(2), 300);
    ByteBuf stream = Unpooled.buffer();
    for (int i = 0; i < 300; i++) {
      fragment(stream, record, i, i + 1, i == 299);
    }
    while (stream.isReadable()) {
      receive(stream, 1);
    }
    assertThat(sink.records).singleElement().isEqualTo(record);
    finish();
  }

  @Test
  void randomStreamsWithPausesAndKeptBuffers() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      sink.records.clear();
      sink.pauseEvery = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(3);
      sink.unpause();
      sink.keep = random.nextBoolean();
      List<byte[]> records = new ArrayList<>();
      ByteBuf stream = randomStream(random, records);
      while (stream.isReadable()) {
        receive(stream, 1 + random.nextInt(random.nextInt(4) == 0 ? 70_000 : 300));
      }
      while (reader.hasUnread()) {
        sink.unpause();
        reader.resume();
      }
      assertThat(sink.failure).isNull();
      assertThat(sink.records).as("seed %d", seed).hasSameSizeAs(records);
      for (int i = 0; i < records.size(); i++) {
        assertThat(sink.records.get(i)).as("seed %d record %d", seed, i).isEqualTo(records.get(i));
      }
      assertThat(reader.isIncomplete()).isFalse();
      assertThat(sink.incomplete).isZero();
      sink.kept.forEach(ByteBuf::release);
      sink.kept.clear();
    }
    finish();
  }

  private static ByteBuf randomStream(Random random, List<byte[]> records) {
    ByteBuf stream = Unpooled.buffer();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      byte[] record = random(random, random.nextInt(random.nextInt(5) == 0 ? MAX_RECORD : 400));
      records.add(record);
      int at = 0;
      while (random.nextInt(3) == 0) {
        int to = at + random.nextInt(record.length - at + 1);
        fragment(stream, record, at, to, false);
        at = to;
      }
      fragment(stream, record, at, record.length, true);
    }
    return stream;
  }

  @Test
  void aMarkAloneDoesNotClaimMuch() {
    ByteBuf stream = Unpooled.buffer().writeInt(0x8000_0000 | MAX_RECORD).writeZero(100);
    receive(stream, 104);
    assertThat(sink.mostIncomplete).isLessThanOrEqualTo(RecordReader.UNEARNED_CAPACITY);
    assertThat(reader.isIncomplete()).isTrue();
    finish();
  }

  @Test
  void aBigRecordIsReceivedInItsOwnBuffer() {
    byte[] record = random(new Random(3), 150_000);
    ByteBuf stream = Unpooled.buffer();
    fragment(stream, record, 0, record.length, true);
    receive(stream, 40_000);
    assertThat(sink.incomplete).isEqualTo(record.length);
    ByteBuf own = reader.receiveBuffer();
    assertThat(own).isNotNull();
    if (own != null) {
      assertThat(own.writableBytes()).isEqualTo(record.length + 4 - 40_000);
      own.release();
    }
    receive(stream, 200_000);
    assertThat(sink.records).singleElement().isEqualTo(record);
    finish();
  }

  @Test
  void tooLongRecordsAreRefused() {
    receive(Unpooled.buffer().writeInt(0x8000_0000 | (MAX_RECORD + 1)), 4);
    assertThat(sink.failure).isEqualTo("record of more than 200000 bytes");
    receive(Unpooled.buffer().writeInt(0x8000_0000).writeInt(0x8000_0000), 8);
    assertThat(sink.records).isEmpty();
    finish();
  }

  @Test
  void theLimitIsOverAllFragments() {
    ByteBuf stream = Unpooled.buffer();
    fragment(stream, new byte[MAX_RECORD], 0, MAX_RECORD, false);
    stream.writeInt(1);
    while (stream.isReadable()) {
      receive(stream, 50_000);
    }
    assertThat(sink.failure).isEqualTo("record of more than 200000 bytes");
    finish();
  }

  @Test
  void endlessFragmentsAreRefused() {
    ByteBuf stream = Unpooled.buffer().writeZero(4 * (RecordReader.MAX_FRAGMENTS + 1));
    receive(stream, stream.readableBytes());
    assertThat(sink.failure).isEqualTo("record of more than 4096 fragments");
    finish();
  }
}

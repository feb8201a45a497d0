package io.havenfs.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.host.disk.FileTooLargeException;
import io.havenfs.host.disk.LinuxDisk;
import io.havenfs.testkit.disk.SimulatedDisk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data files on a real disk. */
final class DataFilesTest {
  private static final DataLimits FEW = new DataLimits(8, 4);

  @TempDir Path folder;
  private DataFiles files;

  @BeforeEach
  void open() throws IOException {
    files = DataFiles.open(new LinuxDisk(folder), "data", FEW);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  static String read(DataFiles files, long id, long offset, int length) throws IOException {
    ByteBuf out = bytes(">");
    int count = files.read(id, offset, length, out);
    assertThat(out.readableBytes()).isEqualTo(count + 1);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aMissingFileIsEmpty() throws Exception {
    assertThat(read(files, 7, 0, 100)).isEqualTo(">");
    assertThat(files.readCached(7, 0, 100, Unpooled.buffer())).isZero();
    assertThat(files.space(7)).isZero();
    assertThat(files.seek(7, 0, false)).isEqualTo(-1);
    assertThat(files.seek(7, 0, true)).isEqualTo(-1);
    files.truncate(7, 0);
    files.truncate(7, 1 << 20);
    files.punch(7, 0, 100);
    files.sync(7);
    files.drop(7);
    assertThat(ids()).isEmpty();
  }

  private List<Long> ids() throws IOException {
    List<Long> ids = new ArrayList<>();
    files.ids(ids::add);
    ids.sort(null);
    return ids;
  }

  @Test
  void keepsWhatIsWritten() throws Exception {
    files.write(1, 0, bytes("hello, world"));
    files.write(1, 7, bytes("there"));
    files.write(2, 1 << 20, bytes("far"));
    files.write(-1L >>> 1, 3, bytes("x"));
    assertThat(read(files, 1, 0, 100)).isEqualTo(">hello, there");
    assertThat(read(files, 1, 7, 2)).isEqualTo(">th");
    assertThat(read(files, 2, (1 << 20) - 1, 100)).isEqualTo(">\0far");
    assertThat(files.space(2)).isBetween(1L, 1L << 16);
    assertThat(ids()).containsExactly(1L, 2L, -1L >>> 1);
    files.close();
    open();
    assertThat(read(files, 1, 0, 100)).isEqualTo(">hello, there");
  }

  @Test
  void cutsAndPunchesAndDrops() throws Exception {
    files.write(1, 0, Unpooled.buffer().writeZero(1 << 20));
    files.truncate(1, 5000);
    files.truncate(1, 1L << 60);
    assertThat(files.read(1, 0, 1 << 20, Unpooled.buffer())).isEqualTo(5000);
    files.punch(1, 0, Long.MAX_VALUE);
    assertThat(files.space(1)).isZero();
    files.allocate(1, 0, 1 << 16);
    assertThat(files.space(1)).isGreaterThanOrEqualTo(1 << 16);
    files.truncate(1, 0);
    assertThat(files.space(1)).isZero();
    files.drop(1);
    assertThat(ids()).isEmpty();
    assertThat(read(files, 1, 0, 10)).isEqualTo(">");
  }

  @Test
  void findsDataAndHoles() throws Exception {
    files.write(1, 1 << 20, bytes("data"));
    assertThat(files.seek(1, 0, false)).isEqualTo(1 << 20);
    assertThat(files.seek(1, 0, true)).isZero();
    assertThat(files.seek(1, 1 << 20, true)).isEqualTo((1 << 20) + 4);
    assertThat(files.seek(1, 2 << 20, false)).isEqualTo(-1);
  }

  @Test
  void knowsHowLargeAFileCanBe() throws Exception {
    long largest = files.largestSize();
    assertThat(largest).isGreaterThan(1L << 40);
    files.write(1, largest - 1, bytes("x"));
    if (largest < Long.MAX_VALUE) {
      assertThatThrownBy(() -> files.write(1, largest, bytes("x")))
          .isInstanceOf(FileTooLargeException.class);
    }
    files.drop(1);
    assertThat(folder.toFile().list()).containsExactly("data");
  }

  @Test
  void keepsNoMoreFilesOpenThanAllowed() throws Exception {
    for (int id = 1; id <= 100; id++) {
      files.write(id, 0, bytes("file " + id));
    }
    assertThat(files.dirtyFiles()).isLessThanOrEqualTo(FEW.dirtyFiles());
    assertThat(files.openFiles()).isLessThanOrEqualTo(FEW.openFiles());
    for (int id = 1; id <= 100; id++) {
      assertThat(read(files, id, 0, 100)).isEqualTo(">file " + id);
      assertThat(files.openFiles()).isLessThanOrEqualTo(FEW.openFiles());
    }
    files.syncAllDirty();
    assertThat(files.dirtyFiles()).isZero();
  }

  @Test
  void aDroppedFileNeedsNoSynchronising() throws Exception {
    files.write(1, 0, bytes("a"));
    files.write(2, 0, bytes("b"));
    files.drop(1);
    assertThat(files.dirtyFiles()).isEqualTo(1);
    files.syncAllDirty();
    files.drop(2);
    assertThat(files.openFiles()).isZero();
  }

  @Test
  void sharedByReadersWriterAndFlusher() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Throwable> thrown = new java.util.concurrent.CopyOnWriteArrayList<>();
    List<Thread> others =
        List.of(
            start(thrown, () -> readUntil(done, 1)),
            start(thrown, () -> readUntil(done, 5)),
            start(
                thrown,
                () -> {
                  while (!done.get()) {
                    files.syncAllDirty();
                    files.sync(3);
                  }
                }));
    for (int round = 1; round <= 200; round++) {
      for (int id = 1; id <= 30; id++) {
        files.write(id, 0, bytes(("" + (char) ('a' + round % 26)).repeat(64)));
      }
      files.drop(30);
    }
    done.set(true);
    for (Thread thread : others) {
      thread.join();
    }
    assertThat(thrown).isEmpty();
  }

  /** Something that may fail, on a thread of its own. */
  private interface Work {
    void run() throws Exception;
  }

  private static Thread start(List<Throwable> thrown, Work work) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                work.run();
              } catch (Exception | AssertionError e) {
                thrown.add(e);
              }
            });
  }

  private void readUntil(AtomicBoolean done, int step) throws IOException {
    for (int i = 0; !done.get(); i += step) {
      String text = read(files, i % 30 + 1, 0, 64);
      assertThat(text.length()).isIn(1, 65);
      assertThat(text.chars().skip(1).distinct().count()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void worksInTheRootOfADisk() throws Exception {
    DataFiles inRoot = DataFiles.open(new SimulatedDisk(1), "", FEW);
    inRoot.write(4096, 0, bytes("x"));
    inRoot.syncAllDirty();
    assertThat(read(inRoot, 4096, 0, 1)).isEqualTo(">x");
    inRoot.close();
  }
}

package io.havenfs.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on RocksDB keeps the contract, and refuses what it cannot trust. */
final class RocksTableStoreTest extends StoreContract {
  private static final StoreLimits LIMITS = new StoreLimits(8 << 20, 1 << 20);

  @TempDir Path folder;
  private RocksTableStore store;

  @BeforeEach
  void open() throws Exception {
    store = RocksTableStore.open(folder.resolve("tables"), LIMITS);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  TableStore store() {
    return store;
  }

  /** A copy of the files is what another process would find; the first one still has them open. */
  @Override
  TableStore crash() {
    try {
      Path copy = folder.resolve("copy");
      Files.createDirectory(copy);
      for (Path file : files(folder.resolve("tables"))) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      store.close();
      store = RocksTableStore.open(copy, LIMITS);
      return store;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private void fill(int rows) {
    for (int i = 0; i < rows; i++) {
      put(store, i + 1L, "key" + i, "value".repeat(20) + i);
    }
    store.flush();
  }

  @Test
  void closesOnceAndFailsInsteadOfCrashingAfterwards() {
    store.close();
    store.close();
    assertThatThrownBy(() -> get(store, "a")).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> put(store, 1, "a", "b")).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> scan(store, "a", "b", 1)).isInstanceOf(StoreException.class);
    assertThatThrownBy(store::flush).isInstanceOf(StoreException.class);
  }

  @Test
  void refusesToOpenTwice() {
    assertThatThrownBy(() -> RocksTableStore.open(folder.resolve("tables"), LIMITS))
        .isInstanceOf(IOException.class)
        .as("it may be sound")
        .isNotInstanceOf(UntrustedStoreException.class)
        .hasMessageContaining(folder.resolve("tables").toString())
        .hasMessageContaining("lock");
  }

  @Test
  void aCreationThatWasCutShortIsDoneAgain() throws Exception {
    store.close();
    Path other = folder.resolve("other");
    Files.createDirectory(folder.resolve("other.new"));
    Files.writeString(folder.resolve("other.new/CURRENT"), "rubbish");
    store = RocksTableStore.open(other, LIMITS);
    assertThat(store.appliedSn()).isZero();
    assertThat(folder.resolve("other.new")).doesNotExist();
  }

  @Test
  void refusesAFolderThatHoldsSomethingElse() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("letter.txt"), "Dear Sir");
    assertThatThrownBy(() -> RocksTableStore.open(other, LIMITS))
        .isInstanceOf(UntrustedStoreException.class);
    assertThat(files(other)).hasSize(1);
  }

  @Test
  void refusesWhenAFileIsMissing() throws Exception {
    fill(100);
    store.close();
    for (Path file : files(folder.resolve("tables"))) {
      if (file.toString().endsWith(".sst")) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(UntrustedStoreException.class)
        .hasMessageContaining("cannot open the table store");
  }

  @Test
  void refusesADamagedManifest() throws Exception {
    fill(100);
    store.close();
    for (Path file : files(folder.resolve("tables"))) {
      if (file.getFileName().toString().startsWith("MANIFEST")) {
        flip(file, 40);
      }
    }
    assertThatThrownBy(this::open).isInstanceOf(UntrustedStoreException.class);
  }

  @Test
  void aDamagedBlockIsFoundWhenItIsRead() throws Exception {
    fill(3000);
    store.close();
    Path largest =
        files(folder.resolve("tables")).stream()
            .filter(file -> file.toString().endsWith(".sst"))
            .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
            .orElseThrow();
    flip(largest, Files.size(largest) / 2);
    open();
    assertThatThrownBy(() -> scan(store, "a", "z", 10_000))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("checksum");
  }

  private static void flip(Path file, long offset) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      one.put(0, (byte) (one.get(0) ^ 0x10)).flip();
      channel.write(one, offset);
    }
  }

  @Test
  void readsWhileItIsWrittenAndFlushed() throws Exception {
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 1; i <= 300; i++) {
                    put(store, i, "a", "" + i, "b", "" + i, "key" + i, "x".repeat(5000));
                    if (i % 50 == 0) {
                      store.flush();
                    }
                  }
                });
    while (writer.isAlive()) {
      long before = store.appliedSn();
      String a = get(store, "a");
      long after = store.appliedSn();
      if (before > 0) {
        assertThat(Long.parseLong(a.substring(1))).isBetween(before, after + 1);
      }
      List<String> both = scan(store, "a", "c", 9);
      if (!both.isEmpty()) {
        assertThat(both.get(0).substring(2)).isEqualTo(both.get(1).substring(2));
      }
    }
    writer.join();
    assertThat(store.get(bytes("key300"), Unpooled.buffer())).isEqualTo(5000);
  }
}

package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** A fresh file system in memory, whose root anybody may write to, and short ways to use it. */
final class Fixture {
  static final Credentials ALICE = new Credentials(1001, 2001, new int[] {2003});
  static final Credentials BOB = new Credentials(1002, 2002, new int[] {2003});

  final MemoryTransaction tx;
  final FileSystem files;
  final Set<Long> open = new HashSet<>();
  long available = 1L << 40;

  Fixture() {
    this(FileLimits.DEFAULT, 1);
  }

  Fixture(FileLimits limits, long seed) {
    tx = new MemoryTransaction(seed);
    files = new FileSystem(limits, (view, id) -> open.contains(id), this::capacity);
    files.format(tx);
    chmod(Inode.ROOT, 0777);
  }

  private Capacity capacity() {
    return new Capacity(1L << 40, available, available, 1000, 1000);
  }

  /** What an operation ends with; one that is refused must have changed nothing. */
  Status run(Runnable operation) {
    return call(() -> {
          operation.run();
          return Status.OK;
        })
        .status();
  }

  /** A status, and a value when it is OK. */
  record Outcome<T>(Status status, List<T> value) {}

  <T> Outcome<T> call(Supplier<T> operation) {
    tx.next();
    int before = tx.changes();
    try {
      return new Outcome<>(Status.OK, List.of(operation.get()));
    } catch (FsException refused) {
      assertThat(tx.changes()).as("changes of a refused operation").isEqualTo(before);
      return new Outcome<>(refused.status(), List.of());
    }
  }

  Inode inode(long id) {
    return files.inode(tx, id);
  }

  Inode create(Credentials who, long directory, String name, int mode) {
    return files
        .createFile(
            tx.next(),
            who,
            directory,
            Name.of(name),
            CreateMode.GUARDED,
            SetAttributes.ofMode(mode))
        .inode();
  }

  Inode create(String name) {
    return create(Credentials.ROOT, Inode.ROOT, name, 0644);
  }

  Inode mkdir(Credentials who, long directory, String name, int mode) {
    return files.makeDirectory(
        tx.next(), who, directory, Name.of(name), SetAttributes.ofMode(mode));
  }

  Inode mkdir(String name) {
    return mkdir(Credentials.ROOT, Inode.ROOT, name, 0755);
  }

  Inode set(Credentials who, long id, SetAttributes attributes) {
    return files.setAttributes(tx.next(), who, id, attributes, OptionalLong.empty(), false);
  }

  Inode chmod(long id, int mode) {
    return set(Credentials.ROOT, id, SetAttributes.ofMode(mode));
  }

  Inode truncate(long id, long size) {
    return set(Credentials.ROOT, id, SetAttributes.NONE.withSize(OptionalLong.of(size)));
  }

  Inode write(long id, long offset, byte[] bytes, WriteStability stability) {
    return write(Credentials.ROOT, id, offset, bytes, stability);
  }

  Inode write(Credentials who, long id, long offset, byte[] bytes, WriteStability stability) {
    ByteBuf payload = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    try {
      return files.write(tx.next(), who, id, offset, payload, stability, false);
    } finally {
      assertThat(payload.readableBytes()).isEqualTo(bytes.length);
      assertThat(payload.release()).as("payload is released by all who kept it").isTrue();
    }
  }

  byte[] read(long id, long offset, int count) {
    ByteBuf out = Unpooled.buffer();
    int length = files.read(tx, Credentials.ROOT, inode(id), offset, count, out, false);
    byte[] bytes = new byte[out.readableBytes()];
    assertThat(length).isEqualTo(bytes.length);
    out.readBytes(bytes);
    return bytes;
  }

  Inode lookup(long directory, String name) {
    return files.lookup(tx, Credentials.ROOT, inode(directory), Name.of(name));
  }

  List<String> list(long directory) {
    List<String> names = new ArrayList<>();
    files.list(
        tx,
        Credentials.ROOT,
        inode(directory),
        0,
        (key, entry) -> names.add(entry.name().toString()));
    return names;
  }

  void rename(long fromDirectory, String from, long toDirectory, String to) {
    files.rename(
        tx.next(), Credentials.ROOT, fromDirectory, Name.of(from), toDirectory, Name.of(to));
  }

  void remove(long directory, String name) {
    files.remove(tx.next(), Credentials.ROOT, directory, Name.of(name));
  }

  static Bytes bytes(String text) {
    return new Bytes(Name.of(text).bytes());
  }
}

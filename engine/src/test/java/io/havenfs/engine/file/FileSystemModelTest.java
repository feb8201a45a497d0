package io.havenfs.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random operations by root, beside the simplest model there is: maps of names and arrays of bytes.
 * Both must agree on every status and on every byte, and the tables must fit together.
 */
class FileSystemModelTest {
  private static final int STEPS = 600;
  private static final int MAX_OFFSET = 40_000;
  private static final byte[] ZEROS = new byte[2 * MAX_OFFSET];
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  /** A file system object of the model. */
  private static final class Node {
    final long id;
    final @Nullable TreeMap<String, Node> children;
    byte[] bytes = new byte[0];
    final TreeMap<String, Bytes> xattrs = new TreeMap<>();
    int links = 1;
    boolean open;

    Node(long id, boolean directory) {
      this.id = id;
      children = directory ? new TreeMap<>() : null;
    }

    boolean isDirectory() {
      return children != null;
    }

    Map<String, Node> children() {
      return children == null ? Map.of() : children;
    }

    boolean isAbove(Node other) {
      return other == this || children().values().stream().anyMatch(node -> node.isAbove(other));
    }
  }

  /** One run. */
  private static final class Run {
    private final RandomGenerator random;
    private final Fixture fixture;
    private final FileSystem files;
    private final Node root = new Node(Inode.ROOT, true);

    Run(long seed, RandomGenerator random) {
      this.random = random;
      fixture = new Fixture(FileLimits.DEFAULT, seed);
      files = fixture.files;
    }

    void steps() {
      for (int step = 0; step < STEPS; step++) {
        step();
        if (step % 20 == 0) {
          check(root);
          Fsck.check(fixture.tx);
        }
      }
      check(root);
      closeAll();
      Fsck.check(fixture.tx);
      assertThat(fixture.tx.all(FileTables.ORPHANS)).isEmpty();
    }

    private void step() {
      switch (random.nextInt(16)) {
        case 0, 1 -> create();
        case 2 -> makeDirectory();
        case 3 -> remove();
        case 4 -> removeDirectory();
        case 5, 6 -> rename();
        case 7 -> link();
        case 8, 9, 10 -> write();
        case 11 -> resize();
        case 12 -> punch();
        case 13 -> allocate();
        case 14 -> xattr();
        default -> openOrCopy();
      }
    }

    private Node directory() {
      Node at = root;
      while (random.nextInt(3) > 0) {
        List<Node> below = at.children().values().stream().filter(Node::isDirectory).toList();
        if (below.isEmpty()) {
          return at;
        }
        at = Generate.pick(random, below);
      }
      return at;
    }

    private String name() {
      return Generate.pick(random, NAMES);
    }

    private @Nullable Node file() {
      List<Node> found =
          directory().children().values().stream().filter(node -> !node.isDirectory()).toList();
      return found.isEmpty() ? null : Generate.pick(random, found);
    }

    private void create() {
      Node directory = directory();
      String name = name();
      Fixture.Outcome<Created> outcome =
          fixture.call(
              () ->
                  files.createFile(
                      fixture.tx,
                      Credentials.ROOT,
                      directory.id,
                      Name.of(name),
                      CreateMode.GUARDED,
                      SetAttributes.NONE));
      boolean exists = directory.children().containsKey(name);
      assertThat(outcome.status()).isEqualTo(exists ? Status.EXISTS : Status.OK);
      outcome
          .value()
          .forEach(made -> directory.children().put(name, new Node(made.inode().id(), false)));
    }

    private void makeDirectory() {
      Node directory = directory();
      String name = name();
      Fixture.Outcome<Inode> outcome =
          fixture.call(
              () ->
                  files.makeDirectory(
                      fixture.tx,
                      Credentials.ROOT,
                      directory.id,
                      Name.of(name),
                      SetAttributes.NONE));
      boolean exists = directory.children().containsKey(name);
      assertThat(outcome.status()).isEqualTo(exists ? Status.EXISTS : Status.OK);
      outcome.value().forEach(made -> directory.children().put(name, new Node(made.id(), true)));
    }

    private void remove() {
      Node directory = directory();
      String name = name();
      Node victim = directory.children().get(name);
      Status expected =
          victim == null ? Status.NO_ENTRY : victim.isDirectory() ? Status.IS_DIRECTORY : Status.OK;
      assertThat(
              fixture.run(
                  () -> files.remove(fixture.tx, Credentials.ROOT, directory.id, Name.of(name))))
          .isEqualTo(expected);
      if (expected == Status.OK) {
        directory.children().remove(name);
        unlinked(victim);
      }
    }

    private void unlinked(@Nullable Node victim) {
      if (victim != null && --victim.links == 0 && !victim.isDirectory()) {
        boolean gone = fixture.tx.get(FileTables.INODES, victim.id) == null;
        assertThat(gone).isEqualTo(!victim.open);
      }
    }

    private void removeDirectory() {
      Node directory = directory();
      String name = name();
      Node victim = directory.children().get(name);
      Status expected =
          victim == null
              ? Status.NO_ENTRY
              : !victim.isDirectory()
                  ? Status.NOT_DIRECTORY
                  : victim.children().isEmpty() ? Status.OK : Status.NOT_EMPTY;
      assertThat(
              fixture.run(
                  () ->
                      files.removeDirectory(
                          fixture.tx, Credentials.ROOT, directory.id, Name.of(name))))
          .isEqualTo(expected);
      if (expected == Status.OK) {
        directory.children().remove(name);
      }
    }

    private void rename() {
      Node from = directory();
      Node to = directory();
      String fromName = name();
      String toName = name();
      Node source = from.children().get(fromName);
      Node target = to.children().get(toName);
      Status expected = expectedRename(from, to, source, target);
      assertThat(
              fixture.run(
                  () ->
                      files.rename(
                          fixture.tx,
                          Credentials.ROOT,
                          from.id,
                          Name.of(fromName),
                          to.id,
                          Name.of(toName))))
          .isEqualTo(expected);
      if (expected == Status.OK && source != null && source != target) {
        from.children().remove(fromName);
        to.children().put(toName, source);
        unlinked(target);
      }
    }

    private static Status expectedRename(
        Node from, Node to, @Nullable Node source, @Nullable Node target) {
      if (source == null) {
        return Status.NO_ENTRY;
      }
      if (source.isDirectory() && source.isAbove(to)) {
        return Status.INVALID;
      }
      if (target == null || source == target) {
        return Status.OK;
      }
      if (target.isDirectory() && target.isAbove(from)) {
        return Status.NOT_EMPTY;
      }
      if (source.isDirectory() != target.isDirectory()) {
        return source.isDirectory() ? Status.NOT_DIRECTORY : Status.IS_DIRECTORY;
      }
      return target.children().isEmpty() ? Status.OK : Status.NOT_EMPTY;
    }

    private void link() {
      Node file = file();
      Node directory = directory();
      String name = name();
      if (file == null) {
        return;
      }
      boolean exists = directory.children().containsKey(name);
      assertThat(
              fixture.run(
                  () ->
                      files.link(
                          fixture.tx, Credentials.ROOT, file.id, directory.id, Name.of(name))))
          .isEqualTo(exists ? Status.EXISTS : Status.OK);
      if (!exists) {
        directory.children().put(name, file);
        file.links++;
      }
    }

    private WriteStability stability() {
      return Generate.pick(random, List.of(WriteStability.values()));
    }

    private int offset() {
      return random.nextBoolean() ? random.nextInt(9000) : random.nextInt(MAX_OFFSET);
    }

    private void write() {
      Node file = file();
      if (file == null) {
        return;
      }
      int offset = random.nextBoolean() ? file.bytes.length : offset();
      byte[] bytes = Generate.bytes(random, Generate.length(random, 9000));
      Inode after = fixture.write(file.id, offset, bytes, stability());
      if (bytes.length > 0) {
        grow(file, offset + bytes.length);
        System.arraycopy(bytes, 0, file.bytes, offset, bytes.length);
      }
      assertThat(after.size()).isEqualTo(file.bytes.length);
      if (random.nextInt(4) == 0) {
        files.commit(fixture.tx.next(), file.id);
      }
    }

    private static void grow(Node file, int end) {
      file.bytes = Arrays.copyOf(file.bytes, Math.max(end, file.bytes.length));
    }

    private void resize() {
      Node file = file();
      if (file != null) {
        int size = random.nextInt(4) == 0 ? 0 : offset();
        SetAttributes wanted = SetAttributes.NONE.withSize(OptionalLong.of(size));
        fixture.set(Credentials.ROOT, file.id, wanted);
        file.bytes = Arrays.copyOf(file.bytes, size);
      }
    }

    private void punch() {
      Node file = file();
      if (file != null) {
        int offset = offset();
        int length = 1 + random.nextInt(9000);
        files.deallocate(fixture.tx.next(), Credentials.ROOT, file.id, offset, length);
        int end = Math.min(offset + length, file.bytes.length);
        Arrays.fill(file.bytes, Math.min(offset, end), end, (byte) 0);
      }
    }

    private void allocate() {
      Node file = file();
      if (file != null) {
        int offset = offset();
        int length = 1 + random.nextInt(9000);
        files.allocate(fixture.tx.next(), Credentials.ROOT, file.id, offset, length);
        grow(file, offset + length);
      }
    }

    private void xattr() {
      Node file = file();
      if (file == null) {
        return;
      }
      String name = name();
      Bytes value = new Bytes(Generate.bytes(random, Generate.length(random, 100)));
      boolean exists = file.xattrs.containsKey(name);
      if (random.nextInt(3) == 0) {
        assertThat(
                fixture.run(
                    () -> files.removeXattr(fixture.tx, Credentials.ROOT, file.id, Name.of(name))))
            .isEqualTo(exists ? Status.OK : Status.NO_XATTR);
        file.xattrs.remove(name);
        return;
      }
      XattrMode mode = Generate.pick(random, List.of(XattrMode.values()));
      Status expected =
          switch (mode) {
            case EITHER -> Status.OK;
            case CREATE -> exists ? Status.EXISTS : Status.OK;
            case REPLACE -> exists ? Status.OK : Status.NO_XATTR;
          };
      assertThat(
              fixture.run(
                  () ->
                      files.setXattr(
                          fixture.tx, Credentials.ROOT, file.id, Name.of(name), value, mode)))
          .isEqualTo(expected);
      if (expected == Status.OK) {
        file.xattrs.put(name, value);
      }
    }

    private void openOrCopy() {
      Node file = file();
      Node other = file();
      if (file != null && random.nextBoolean()) {
        file.open = true;
        fixture.open.add(file.id);
      } else if (file != null && other != null && file != other) {
        copy(file, other);
      } else if (random.nextInt(4) == 0) {
        closeAll();
      }
    }

    private void copy(Node source, Node target) {
      int from = offset();
      int to = offset();
      int copied =
          files.copy(
              fixture.tx.next(),
              Credentials.ROOT,
              source.id,
              from,
              target.id,
              to,
              random.nextInt(20_000),
              stability());
      if (copied > 0) {
        grow(target, to + copied);
        System.arraycopy(source.bytes, from, target.bytes, to, copied);
      }
    }

    private void closeAll() {
      for (long id : List.copyOf(fixture.open)) {
        fixture.open.remove(id);
        files.lastClose(fixture.tx.next(), id);
      }
      closed(root);
    }

    private void closed(Node node) {
      node.open = false;
      node.children().values().forEach(this::closed);
    }

    private void check(Node node) {
      Inode inode = fixture.inode(node.id);
      if (node.isDirectory()) {
        assertThat(Set.copyOf(fixture.list(node.id))).isEqualTo(node.children().keySet());
        node.children()
            .forEach(
                (name, child) -> {
                  assertThat(fixture.lookup(node.id, name).id()).isEqualTo(child.id);
                  check(child);
                });
      } else {
        assertThat(inode.links()).isEqualTo(node.links);
        assertThat(inode.size()).isEqualTo(node.bytes.length);
        assertThat(fixture.read(node.id, 0, MAX_OFFSET * 2)).isEqualTo(node.bytes);
        assertThat(files.xattrs(fixture.tx, Credentials.ROOT, inode))
            .isEqualTo(node.xattrs.keySet().stream().map(Name::of).toList());
        checkSeek(node, inode);
      }
    }

    /** What SEEK calls a hole holds zeros, and there it says where data may be. */
    private void checkSeek(Node node, Inode inode) {
      int at = 0;
      while (at < node.bytes.length) {
        long start = at;
        Fixture.Outcome<Long> data =
            fixture.call(() -> files.seek(fixture.tx, Credentials.ROOT, inode, start, false));
        int dataAt =
            data.value().isEmpty() ? node.bytes.length : data.value().getFirst().intValue();
        assertThat(dataAt).isGreaterThanOrEqualTo(at);
        assertThat(Arrays.mismatch(node.bytes, at, dataAt, ZEROS, 0, dataAt - at)).isEqualTo(-1);
        if (dataAt == node.bytes.length) {
          return;
        }
        int hole = (int) files.seek(fixture.tx, Credentials.ROOT, inode, dataAt, true);
        assertThat(hole).isGreaterThan(dataAt);
        at = hole;
      }
    }
  }

  @Test
  void behavesAsTheModelDoes() {
    Seeded.run(25, (seed, random) -> new Run(seed, random).steps());
  }
}

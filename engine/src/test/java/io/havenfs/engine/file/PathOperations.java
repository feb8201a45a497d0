package io.havenfs.engine.file;

import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.model.TimeChange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * System calls with paths, made of the file system's operations as a client's kernel makes them.
 * Symbolic links are not followed.
 */
final class PathOperations {
  private final Fixture fixture;
  private final FileSystem files;

  PathOperations(Fixture fixture) {
    this.fixture = fixture;
    this.files = fixture.files;
  }

  /** Performs an operation as {@code operate.pl} knows it; 0 or the error number. */
  int perform(Credentials who, List<String> operation) {
    Status status = fixture.run(() -> dispatch(who, operation));
    return errno(operation.getFirst(), status);
  }

  private record Place(long directory, Name name) {}

  private Place place(Credentials who, String path) {
    List<String> steps = List.of(path.split("/"));
    Inode at = fixture.inode(Inode.ROOT);
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = files.lookup(fixture.tx, who, at, Name.of(step));
    }
    Nodes.requireSearchable(fixture.tx, who, at);
    return new Place(at.id(), Name.of(steps.getLast()));
  }

  private Inode object(Credentials who, String path) {
    if (path.equals(".")) {
      return files.lookup(fixture.tx, who, fixture.inode(Inode.ROOT), Name.of("."));
    }
    Place place = place(who, path);
    return files.lookup(fixture.tx, who, fixture.inode(place.directory), place.name);
  }

  private void dispatch(Credentials who, List<String> operation) {
    String path = operation.get(1);
    switch (operation.getFirst()) {
      case "create", "mkdir", "mkfifo", "symlink" -> make(who, operation);
      case "link" -> {
        long file = object(who, path).id();
        Place place = place(who, operation.get(2));
        files.link(fixture.tx, who, file, place.directory, place.name);
      }
      case "rename" -> {
        Place from = place(who, path);
        Place to = place(who, operation.get(2));
        files.rename(fixture.tx, who, from.directory, from.name, to.directory, to.name);
      }
      case "unlink" -> {
        Place place = place(who, path);
        files.remove(fixture.tx, who, place.directory, place.name);
      }
      case "rmdir" -> {
        Place place = place(who, path);
        files.removeDirectory(fixture.tx, who, place.directory, place.name);
      }
      case "write" -> write(who, object(who, path));
      case "read" -> read(who, object(who, path));
      case "list" -> files.list(fixture.tx, who, object(who, path), 0, (key, entry) -> true);
      case "stat" -> object(who, path);
      default -> {
        Inode inode = object(who, path);
        files.setAttributes(
            fixture.tx, who, inode.id(), wanted(operation), OptionalLong.empty(), false);
      }
    }
  }

  private void make(Credentials who, List<String> operation) {
    Place place = place(who, operation.get(1));
    long directory = place.directory;
    Name name = place.name;
    String argument = operation.get(2);
    if (operation.getFirst().equals("symlink")) {
      Bytes target = Fixture.bytes(argument);
      files.makeSymlink(fixture.tx, who, directory, name, target, SetAttributes.NONE);
      return;
    }
    SetAttributes mode = SetAttributes.ofMode(Integer.parseInt(argument));
    switch (operation.getFirst()) {
      case "create" -> files.createFile(fixture.tx, who, directory, name, CreateMode.GUARDED, mode);
      case "mkdir" -> files.makeDirectory(fixture.tx, who, directory, name, mode);
      default -> files.makeNode(fixture.tx, who, directory, name, FileType.FIFO, 0, mode);
    }
  }

  private void write(Credentials who, Inode inode) {
    ByteBuf payload = Unpooled.wrappedBuffer("x".repeat(100).getBytes(StandardCharsets.US_ASCII));
    files.write(fixture.tx, who, inode.id(), 0, payload, WriteStability.UNSTABLE, false);
  }

  /** open(2) for reading wants the read bit; READ itself is content with the execute bit. */
  private void read(Credentials who, Inode inode) {
    if (files.access(fixture.tx, who, inode, AceMask.READ_DATA) == 0) {
      throw FsException.of(Status.ACCESS_DENIED);
    }
    if (inode.isRegular()) {
      files.read(fixture.tx, who, inode, 0, 10, Unpooled.buffer(), false);
    } else {
      throw FsException.of(Status.IS_DIRECTORY);
    }
  }

  private static SetAttributes wanted(List<String> operation) {
    int number = Integer.parseInt(operation.size() > 2 ? operation.get(2) : "0");
    return switch (operation.getFirst()) {
      case "chmod" -> SetAttributes.ofMode(number);
      case "chown" ->
          new SetAttributes(
              OptionalInt.empty(),
              id(number),
              id(Integer.parseInt(operation.get(3))),
              OptionalLong.empty(),
              TimeChange.KEEP,
              TimeChange.KEEP);
      case "truncate" -> SetAttributes.NONE.withSize(OptionalLong.of(number));
      case "touch" -> times(TimeChange.SERVER_TIME);
      case "times" -> times(new TimeChange.To(number * 1_000_000_000L));
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }

  private static SetAttributes times(TimeChange change) {
    return new SetAttributes(
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        change,
        change);
  }

  private static OptionalInt id(int id) {
    return id == -1 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  private static int errno(String operation, Status status) {
    return switch (status) {
      case OK -> 0;
      case NOT_OWNER -> 1;
      case NO_ENTRY -> 2;
      case ACCESS_DENIED -> 13;
      case EXISTS -> 17;
      case NOT_DIRECTORY -> 20;
      case IS_DIRECTORY -> operation.equals("link") ? 1 : 21;
      case INVALID -> 22;
      case TOO_MANY_LINKS -> 31;
      case NAME_TOO_LONG -> 36;
      case NOT_EMPTY -> 39;
      default -> throw new IllegalStateException(operation + " ended with " + status);
    };
  }

  /** The tree, as {@code operate.pl} shows it. */
  List<String> dump() {
    List<String> lines = new ArrayList<>();
    dump(".", fixture.inode(Inode.ROOT), lines);
    return lines;
  }

  private void dump(String path, Inode inode, List<String> lines) {
    long size = inode.isDirectory() ? 0 : inode.size();
    lines.add(
        "%s %o %d %d %d %d"
            .formatted(
                path,
                typeBits(inode.type()) | inode.mode(),
                inode.links(),
                inode.uid(),
                inode.gid(),
                size));
    if (inode.isDirectory()) {
      TreeMap<String, Inode> children = new TreeMap<>();
      for (String name : fixture.list(inode.id())) {
        children.put(name, fixture.lookup(inode.id(), name));
      }
      children.forEach(
          (name, child) -> dump(path.equals(".") ? name : path + "/" + name, child, lines));
    }
  }

  private static int typeBits(FileType type) {
    return switch (type) {
      case REGULAR -> 0100000;
      case DIRECTORY -> 0040000;
      case SYMLINK -> 0120000;
      case BLOCK_DEVICE -> 0060000;
      case CHARACTER_DEVICE -> 0020000;
      case FIFO -> 0010000;
      case SOCKET -> 0140000;
    };
  }

  /**
   * Whether performing it would follow a symbolic link, open a FIFO, or make a link of another's.
   */
  boolean isIncomparable(Credentials who, List<String> operation) {
    String name = operation.getFirst();
    boolean twoPaths = name.equals("link") || name.equals("rename");
    if (leadsThroughLink(operation.get(1)) || (twoPaths && leadsThroughLink(operation.get(2)))) {
      return true;
    }
    Inode inode = find(operation.get(1));
    if (inode == null) {
      return false;
    }
    return switch (name) {
      case "link" -> !who.isRoot() && inode.uid() != who.uid();
      case "chmod", "chown", "touch", "times", "list" -> inode.type() == FileType.SYMLINK;
      case "truncate", "read", "write" ->
          inode.type() == FileType.SYMLINK || inode.type() == FileType.FIFO;
      default -> false;
    };
  }

  private @Nullable Inode find(String path) {
    try {
      return object(Credentials.ROOT, path);
    } catch (FsException absent) {
      return null;
    }
  }

  private boolean leadsThroughLink(String path) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      Inode inode = find(path.substring(0, slash));
      if (inode != null && inode.type() == FileType.SYMLINK) {
        return true;
      }
    }
    return false;
  }
}

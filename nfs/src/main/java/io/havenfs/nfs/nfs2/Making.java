package io.havenfs.nfs.nfs2;

import io.havenfs.engine.file.CreateMode;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.service.ExportedFile;
import java.util.Optional;

/** What makes objects: CREATE, MKDIR and SYMLINK. */
final class Making {
  private Making() {}

  /**
   * CREATE (RFC 1094 §2.2.10), of a file that may exist. There is no MKNOD: a special file is made
   * by the type bits of the mode, and its device number is in the place of the size, as in all
   * implementations.
   */
  static Procedure2.Decision create(Request2 request) {
    ExportedFile directory = request.changingFile();
    Name name = request.name();
    Attributes2.Wanted wanted = Attributes2.read(request.arguments());
    return (tx, out) -> {
      request.directory(tx, directory);
      request.found(out, directory, made(request, tx, directory, name, wanted));
    };
  }

  private static Inode made(
      Request2 request,
      Transaction tx,
      ExportedFile directory,
      Name name,
      Attributes2.Wanted wanted) {
    Optional<FileType> special = special(wanted);
    if (special.isEmpty()) {
      return directory.createFile(
          request.context(), tx, name, CreateMode.UNCHECKED, wanted.ofFile());
    }
    boolean device =
        special.get() == FileType.BLOCK_DEVICE || special.get() == FileType.CHARACTER_DEVICE;
    return request
        .files()
        .makeNode(
            tx,
            directory.access().credentials(),
            directory.handle().fileId(),
            name,
            special.get(),
            device ? Attributes2.device(wanted.rawSize()) : 0,
            wanted.withoutSize());
  }

  private static Optional<FileType> special(Attributes2.Wanted wanted) {
    return switch (wanted.typeBits()) {
      case Attributes2.CHARACTER_DEVICE ->
          Optional.of(
              wanted.rawSize() == Attributes2.FIFO_DEVICE
                  ? FileType.FIFO
                  : FileType.CHARACTER_DEVICE);
      case Attributes2.BLOCK_DEVICE -> Optional.of(FileType.BLOCK_DEVICE);
      case Attributes2.FIFO -> Optional.of(FileType.FIFO);
      case Attributes2.SOCKET -> Optional.of(FileType.SOCKET);
      case 0, Attributes2.REGULAR -> Optional.empty();
      default -> throw FsException.of(Status.INVALID);
    };
  }

  /** MKDIR (§2.2.15). */
  static Procedure2.Decision mkdir(Request2 request) {
    ExportedFile directory = request.changingFile();
    Name name = request.name();
    SetAttributes attributes = Attributes2.read(request.arguments()).withoutSize();
    return (tx, out) -> {
      long parent = request.directory(tx, directory).id();
      Inode made =
          request
              .files()
              .makeDirectory(tx, directory.access().credentials(), parent, name, attributes);
      request.found(out, directory, made);
    };
  }

  /** SYMLINK (§2.2.14). */
  static Procedure2.Decision symlink(Request2 request) {
    ExportedFile directory = request.changingFile();
    Name name = request.name();
    byte[] target = request.arguments().opaque(request.arguments().remaining());
    if (target.length > Request2.MAX_PATH) {
      throw FsException.of(Status.NAME_TOO_LONG);
    }
    SetAttributes attributes = Attributes2.read(request.arguments()).withoutSize();
    return (tx, out) -> {
      long parent = request.directory(tx, directory).id();
      request
          .files()
          .makeSymlink(
              tx, directory.access().credentials(), parent, name, new Bytes(target), attributes);
    };
  }
}

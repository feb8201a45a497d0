package io.havenfs.nfs.nfs2;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.service.AccessTimes;
import io.havenfs.nfs.service.ExportedFile;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.RememberedChange;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A call being served. Used by the event loop, then, for a change, by the sequencer; the engine's
 * queue hands it over.
 */
final class Request2 {
  /** The most data of a READ or WRITE (MAXDATA). */
  static final int MAX_DATA = 8192;

  /** The longest name (MAXNAMLEN). */
  static final int MAX_NAME = 255;

  /** The longest path (MAXPATHLEN). */
  static final int MAX_PATH = 1024;

  /** The most bytes of results. */
  static final int MAX_REPLY = MAX_DATA + 128;

  private final NfsContext context;
  private final RpcCall call;
  private final View view;
  private Optional<Inode> read = Optional.empty();

  /**
   * A call whose arguments have not been read.
   *
   * @param view what it looks at until it is decided
   */
  Request2(NfsContext context, RpcCall call, View view) {
    this.context = context;
    this.call = call;
    this.view = view;
  }

  NfsContext context() {
    return context;
  }

  FileSystem files() {
    return context.files();
  }

  RpcCall call() {
    return call;
  }

  View view() {
    return view;
  }

  XdrReader arguments() {
    return call.arguments();
  }

  /** {@code fhandle}, whose export the caller may use. */
  ExportedFile file() {
    return ExportedFile.admitted(context, FileHandle.readV2(arguments()), call);
  }

  /** The same for a change: the export must be writable. */
  ExportedFile changingFile() {
    ExportedFile file = file();
    if (file.access().readOnly()) {
      throw FsException.of(Status.READ_ONLY);
    }
    return file;
  }

  /** {@code filename}. */
  Name name() {
    byte[] bytes = arguments().opaque(arguments().remaining());
    if (bytes.length > MAX_NAME) {
      throw FsException.of(Status.NAME_TOO_LONG);
    }
    return new Name(bytes);
  }

  /** {@link ExportedFile#inode}, which must be a directory. */
  Inode directory(View now, ExportedFile file) {
    Inode inode = file.inode(context, now);
    if (!inode.isDirectory()) {
      throw FsException.of(Status.NOT_DIRECTORY);
    }
    return inode;
  }

  /** {@code fattr} of an object in the same export as {@code file}. */
  void attributes(XdrWriter out, ExportedFile file, Inode inode) {
    Attributes2.write(out, inode, file.fsid());
  }

  /** Handle and {@code fattr}: what follows NFS_OK in a {@code diropres}. */
  void found(XdrWriter out, ExportedFile directory, Inode inode) {
    int exportId = directory.access().exportId();
    FileHandle.writeV2(out, exportId, inode.id(), inode.generation());
    attributes(out, directory, inode);
  }

  /** Notes that the object's contents were read, so that its access time may be due. */
  void hasRead(ExportedFile file, Inode inode) {
    read = file.access().readOnly() ? Optional.empty() : Optional.of(inode);
  }

  /** Answers a request that only reads. */
  void answer(Procedure2.Answer answer) {
    XdrWriter out = call.reply(MAX_REPLY);
    Nfsstat2 status = write(out, results -> answer.write(this, results));
    send(status);
  }

  /** Writes a whole reply: NFS_OK and what {@code body} writes, or the status that it throws. */
  Nfsstat2 write(XdrWriter out, Consumer<XdrWriter> body) {
    out.int32(Nfsstat2.NFS_OK.code());
    try {
      body.accept(out);
      return Nfsstat2.NFS_OK;
    } catch (FsException e) {
      Nfsstat2 status = Nfsstat2.of(e.status());
      out.truncate(0);
      out.int32(status.code());
      return status;
    }
  }

  /** Sends the reply that was written, unless the client is to come again. */
  void send(Nfsstat2 status) {
    if (status == Nfsstat2.COME_AGAIN) {
      RememberedChange.askAnother(call);
    } else {
      call.send();
      read.ifPresent(inode -> AccessTimes.note(context, inode));
    }
  }

  /** Answers with a status, unless it is that the client is to come again. */
  void refuse(Nfsstat2 status) {
    if (status == Nfsstat2.COME_AGAIN) {
      RememberedChange.askAnother(call);
    } else {
      call.reply().int32(status.code());
      call.send();
    }
  }
}

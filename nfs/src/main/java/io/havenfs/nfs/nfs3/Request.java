package io.havenfs.nfs.nfs3;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.service.ExportedFile;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.RememberedChange;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call being served: its arguments and the objects that it has named so far. Used by the event
 * loop, then, for a change, by the sequencer; the engine's queue hands it over.
 */
final class Request {
  private final NfsContext context;
  private final Procedure3 row;
  private final RpcCall call;
  private final View view;
  private @Nullable Subject first;
  private @Nullable Subject second;
  private @Nullable Subject read;

  /**
   * A call whose arguments have not been read.
   *
   * @param view what it looks at until it is decided
   */
  Request(NfsContext context, Procedure3 row, RpcCall call, View view) {
    this.context = context;
    this.row = row;
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

  Procedure3 row() {
    return row;
  }

  XdrReader arguments() {
    return call.arguments();
  }

  /**
   * The unsigned integer that follows {@code bytes} bytes after the handle with which the arguments
   * begin; the arguments' position does not move.
   */
  long peek(int bytes) {
    XdrReader in = arguments();
    int start = in.position();
    in.skipOpaque(FileHandle.MAX_LENGTH_V3);
    in.skip(bytes);
    long value = in.uint32();
    in.position(start);
    return value;
  }

  /** The most bytes that a READ may return, or a WRITE bring, over this transport. */
  int maxIo() {
    return call.connection().isStream() ? NfsContext.MAX_IO : NfsContext.MAX_IO_UDP;
  }

  /** The state that it looks at: committed, unless it is decided between changes. */
  View view() {
    return view;
  }

  /** Reads a handle and checks that the caller may use its export. */
  Subject subject() {
    FileHandle handle = FileHandle.read(arguments(), FileHandle.MAX_LENGTH_V3);
    Subject subject = new Subject(ExportedFile.admitted(context, handle, call));
    if (first == null) {
      first = subject;
    } else {
      second = subject;
    }
    return subject;
  }

  /** {@link #subject()} for a change: the export must be writable. */
  Subject changingSubject() {
    Subject subject = subject();
    if (subject.isReadOnly()) {
      throw FsException.of(Status.READ_ONLY);
    }
    return subject;
  }

  /** The object as {@code view} shows it; STALE when it is gone. */
  Inode inode(View view, Subject subject) {
    Inode inode = subject.file().inode(context, view);
    subject.seen(inode);
    return inode;
  }

  /** {@link #inode}, which must be a directory. */
  Inode directory(View view, Subject subject) {
    Inode inode = inode(view, subject);
    if (!inode.isDirectory()) {
      throw FsException.of(Status.NOT_DIRECTORY);
    }
    return inode;
  }

  /** Notes that the object's contents were read, so that its access time may be due. */
  void hasRead(Subject subject) {
    read = subject;
  }

  /** The object whose contents were read, if any. */
  @Nullable Subject read() {
    return read;
  }

  /** {@code post_op_attr} of an object that is not changed: as first seen. */
  void attributes(XdrWriter out, Subject subject) {
    Attributes.postOp(out, subject.before(), subject.fsid());
  }

  /** {@code wcc_data}: as first seen, and as {@code view} shows it now. */
  void wcc(XdrWriter out, View view, Subject subject) {
    Inode after = look(view, subject);
    Inode before = subject.before() == null ? after : subject.before();
    Attributes.wcc(out, before, after, subject.fsid());
  }

  /** {@code post_op_attr}: as {@code view} shows it now. */
  void attributesNow(XdrWriter out, View view, Subject subject) {
    Attributes.postOp(out, look(view, subject), subject.fsid());
  }

  /** Writes a whole reply: NFS3_OK and what {@code body} writes, or the status that it throws. */
  Nfsstat3 answer(View now, XdrWriter out, Consumer<XdrWriter> body) {
    out.int32(Nfsstat3.NFS3_OK.code());
    try {
      body.accept(out);
      return Nfsstat3.NFS3_OK;
    } catch (FsException e) {
      return refuse(out, now, Nfsstat3.of(e.status()));
    } catch (RefusedException e) {
      return refuse(out, now, e.status());
    }
  }

  /**
   * The engine did not take the request. Was there no room, the client is told to come again. Else
   * no reply may leave.
   */
  void failed(Throwable cause) {
    if (cause instanceof FsException refusal) {
      refuse(call.reply(), view, Nfsstat3.of(refusal.status()));
      call.send();
    } else {
      RememberedChange.askAnother(call);
    }
  }

  /** Writes a whole reply that is not NFS3_OK; whatever was written is forgotten. */
  Nfsstat3 refuse(XdrWriter out, View now, Nfsstat3 status) {
    out.truncate(0);
    out.int32(status.code());
    switch (row.failureBody()) {
      case NOTHING -> {}
      case ATTRIBUTES -> attributesOf(out, now, first);
      case WCC -> wccOf(out, now, first);
      case TWO_WCC -> {
        wccOf(out, now, first);
        wccOf(out, now, second);
      }
      case ATTRIBUTES_AND_WCC -> {
        attributesOf(out, now, first);
        wccOf(out, now, second);
      }
    }
    return status;
  }

  private void attributesOf(XdrWriter out, View view, @Nullable Subject subject) {
    if (subject == null) {
      Attributes.postOp(out, null, 0);
    } else {
      attributesNow(out, view, subject);
    }
  }

  private void wccOf(XdrWriter out, View view, @Nullable Subject subject) {
    if (subject == null) {
      Attributes.wcc(out, null, null, 0);
    } else {
      wcc(out, view, subject);
    }
  }

  private @Nullable Inode look(View view, Subject subject) {
    try {
      return subject.file().inode(context, view);
    } catch (FsException gone) {
      return null;
    }
  }
}

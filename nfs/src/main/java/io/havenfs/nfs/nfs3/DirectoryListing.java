package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.CookieKey;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.NamedEntry;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * The results of READDIR and READDIRPLUS, written entry by entry until the bounds are reached.
 *
 * <p>Cookies 1 and 2 are those of "." and "..", all others the engine's, which never go stale. So
 * the cookie verifier is always 0, which says that there is none (RFC 1813 §3.3.16); another one
 * comes with cookies of some other server and is refused.
 */
final class DirectoryListing implements View.Visitor<CookieKey, NamedEntry> {
  /** The most bytes of one reply, whatever the client allows: bounds the time on the event loop. */
  static final int LARGEST = 128 << 10;

  private static final Name SELF = Name.of(".");
  private static final Name PARENT = Name.of("..");
  private static final long SELF_COOKIE = 1;
  private static final long PARENT_COOKIE = 2;
  private static final long VERIFIER = 0;

  /** Attributes and handle are optional items with a leading boolean each. */
  private static final int PLUS_BYTES = Procedure3.Size.ATTRIBUTES + 4 + Procedure3.Size.HANDLE;

  private static final int END_BYTES = 8;

  /**
   * How much may be returned.
   *
   * @param directoryBytes bytes of entries without attributes and handles
   * @param allBytes bytes of everything that follows the status
   * @param plus whether entries carry attributes and handles
   */
  record Bounds(long directoryBytes, long allBytes, boolean plus) {}

  private final Request request;
  private final Subject directory;
  private final XdrWriter out;
  private final Bounds bounds;
  private final View view;
  private int start;
  private long directoryBytes;
  private int entries;
  private boolean full;

  DirectoryListing(Request request, Subject directory, XdrWriter out, Bounds bounds) {
    this.request = request;
    this.directory = directory;
    this.out = out;
    this.bounds = bounds;
    this.view = request.view();
  }

  /** The most bytes of a reply to {@code request}. */
  static int largest(Request request) {
    return Math.min(request.maxIo(), LARGEST);
  }

  static boolean isParent(Name name) {
    return name.equals(PARENT);
  }

  /** Writes what follows NFS3_OK. */
  void write(long cookie, long verifier) {
    Inode inode = request.directory(view, directory);
    if (cookie != 0 && verifier != VERIFIER) {
      throw FsException.of(Status.BAD_COOKIE);
    }
    start = out.position();
    request.attributes(out, directory);
    out.int64(VERIFIER);
    if (cookie == 0) {
      entry(inode.id(), SELF, SELF_COOKIE);
    }
    if (Long.compareUnsigned(cookie, SELF_COOKIE) <= 0 && !full) {
      entry(directory.isExportRoot(inode) ? inode.id() : inode.parent(), PARENT, PARENT_COOKIE);
    }
    if (!full) {
      request.files().list(view, directory.credentials(), inode, cookie, this);
    }
    if (full && entries == 0) {
      throw new RefusedException(Nfsstat3.NFS3ERR_TOOSMALL);
    }
    out.bool(false);
    out.bool(!full);
    request.hasRead(directory);
  }

  @Override
  public boolean visit(CookieKey key, NamedEntry entry) {
    entry(entry.fileId(), entry.name(), key.cookie());
    return !full;
  }

  private void entry(long fileId, Name name, long cookie) {
    int bytes = 24 + ((name.length() + 3) & ~3);
    Inode inode = bounds.plus() ? inodeOrNull(fileId) : null;
    int plusBytes = !bounds.plus() ? 0 : inode == null ? 8 : PLUS_BYTES;
    long all = (long) out.position() - start + bytes + plusBytes + END_BYTES;
    if (all > bounds.allBytes() || directoryBytes + bytes > bounds.directoryBytes()) {
      full = true;
      return;
    }
    directoryBytes += bytes;
    entries++;
    out.bool(true);
    out.int64(fileId);
    out.opaque(name.bytes());
    out.int64(cookie);
    if (bounds.plus()) {
      plus(inode);
    }
  }

  private void plus(@Nullable Inode inode) {
    Attributes.postOp(out, inode, directory.fsid());
    out.bool(inode != null);
    if (inode != null) {
      FileHandle.write(out, directory.exportId(), inode.id(), inode.generation());
    }
  }

  private @Nullable Inode inodeOrNull(long fileId) {
    try {
      return request.files().inode(view, fileId);
    } catch (FsException gone) {
      return null;
    }
  }
}

package io.havenfs.nfs.nfs2;

import io.havenfs.engine.model.CookieKey;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.NamedEntry;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.service.ExportedFile;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * READDIR (RFC 1094 §2.2.17), written entry by entry until the client has no more room.
 *
 * <p>Cookies 1 and 2 are those of "." and "..", all others the engine's. These count the names that
 * a directory has ever had, and there is room for 32 bits: a listing fails at the first name with a
 * larger one.
 */
final class Listing implements View.Visitor<CookieKey, NamedEntry> {
  private static final Name SELF = Name.of(".");
  private static final Name PARENT = Name.of("..");
  private static final long SELF_COOKIE = 1;
  private static final long PARENT_COOKIE = 2;
  private static final long LAST_COOKIE = 0xffff_ffffL;

  /** Of an entry without its name: that it follows, file id, length, cookie. */
  private static final int ENTRY_BYTES = 16;

  private static final int END_BYTES = 8;

  private final XdrWriter out;
  private final int most;
  private int entries;
  private boolean full;

  private Listing(XdrWriter out, int most) {
    this.out = out;
    this.most = most;
  }

  /** From the state that the request looks at. */
  static void readdir(Request2 request, XdrWriter out) {
    list(request, request.view(), Asked.read(request), out);
  }

  /** Between changes: it shows all that were decided before. */
  static Procedure2.Decision readdirLate(Request2 request) {
    Asked asked = Asked.read(request);
    return (tx, out) -> list(request, tx, asked, out);
  }

  /** What a client wants to see. */
  private record Asked(ExportedFile directory, long cookie, int count) {
    static Asked read(Request2 request) {
      ExportedFile directory = request.file();
      XdrReader in = request.arguments();
      return new Asked(directory, in.uint32(), (int) Math.min(in.uint32(), Request2.MAX_DATA));
    }
  }

  private static void list(Request2 request, View view, Asked asked, XdrWriter out) {
    Inode inode = request.directory(view, asked.directory());
    Listing listing = new Listing(out, out.position() + asked.count());
    listing.write(request, view, asked.directory(), inode, asked.cookie());
    request.hasRead(asked.directory(), inode);
  }

  private void write(
      Request2 request, View view, ExportedFile directory, Inode inode, long cookie) {
    if (cookie == 0) {
      entry(inode.id(), SELF, SELF_COOKIE);
    }
    if (cookie <= SELF_COOKIE && !full) {
      long parent = directory.isExportRoot(inode) ? inode.id() : inode.parent();
      entry(parent, PARENT, PARENT_COOKIE);
    }
    if (!full) {
      request.files().list(view, directory.access().credentials(), inode, cookie, this);
    }
    if (full && entries == 0) {
      throw FsException.of(Status.INVALID);
    }
    out.bool(false);
    out.bool(!full);
  }

  @Override
  public boolean visit(CookieKey key, NamedEntry entry) {
    if (key.cookie() > LAST_COOKIE) {
      full = true;
    } else {
      entry(entry.fileId(), entry.name(), key.cookie());
    }
    return !full;
  }

  private void entry(long fileId, Name name, long cookie) {
    int bytes = ENTRY_BYTES + ((name.length() + 3) & ~3);
    if (out.position() + bytes + END_BYTES > most) {
      full = true;
      return;
    }
    entries++;
    out.bool(true);
    out.int32(Attributes2.folded(fileId));
    out.opaque(name.bytes());
    out.uint32(cookie);
  }
}

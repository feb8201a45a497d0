package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.attr.Attr;
import io.havenfs.nfs.nfs4.attr.Attributes;
import io.havenfs.nfs.nfs4.attr.Bitmap;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.StatusTranslation;
import io.havenfs.rpc.xdr.XdrWriter;

/** The {@code dirlist4} of one READDIR, written into the reply as it grows. */
final class EntryList {
  /** The end of the list and the end-of-directory flag. */
  private static final int END = 8;

  /** The cookie verifier, which counts towards maxcount, too. */
  private static final int VERIFIER = 8;

  private final Compound compound;
  private final Attributes attributes;
  private final Bitmap wanted;
  private final XdrWriter out;
  private final long limit;
  private final boolean limitedByClient;
  private boolean any;
  private boolean full;

  EntryList(Compound compound, Attributes attributes, Bitmap wanted, long maxCount) {
    this.compound = compound;
    this.attributes = attributes;
    this.wanted = wanted;
    this.out = compound.results();
    long byClient = maxCount - VERIFIER - END;
    long byReply = (long) compound.replyRoom() - END;
    this.limitedByClient = byClient <= byReply;
    this.limit = out.position() + Math.min(byClient, byReply);
  }

  /** Adds an entry, if it still fits: returns whether it did. */
  boolean add(long cookie, Name name, Target target) {
    int start = begin(cookie, name);
    try {
      attributes.write(compound, out, wanted, target);
    } catch (FsException unreadable) {
      out.truncate(start);
      return addUnreadable(cookie, name, StatusTranslation.of(unreadable.status()));
    }
    return endsWithin(start);
  }

  /**
   * Adds an entry whose attributes cannot be had. When the client did not ask to be told so entry
   * by entry, the whole operation ends with the reason.
   */
  boolean addUnreadable(long cookie, Name name, Nfs4Status reason) {
    if (!wanted.has(Attr.RDATTR_ERROR)) {
      throw Nfs4Exception.of(reason);
    }
    int start = begin(cookie, name);
    Attributes.writeError(out, reason);
    return endsWithin(start);
  }

  /** Ends the list; refuses one that is empty only because nothing fits. */
  void end() {
    if (full && !any) {
      throw Nfs4Exception.of(
          limitedByClient ? Nfs4Status.NFS4ERR_TOOSMALL : Nfs4Status.NFS4ERR_REP_TOO_BIG);
    }
    out.bool(false);
    out.bool(!full);
  }

  private int begin(long cookie, Name name) {
    int start = out.position();
    out.bool(true);
    out.int64(cookie);
    out.opaque(name.bytes());
    return start;
  }

  private boolean endsWithin(int start) {
    if (out.position() > limit) {
      out.truncate(start);
      full = true;
      return false;
    }
    any = true;
    return true;
  }
}

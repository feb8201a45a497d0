package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.attr.Attributes;
import io.havenfs.nfs.nfs4.attr.Bitmap;
import io.havenfs.nfs.nfs4.attr.Supported;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.pseudo.PseudoEntry;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * READDIR (RFC 8881 section 18.23). Cookies are stable for the life of an entry, so the cookie
 * verifier is always 0. Entries go straight into the reply as the table shows them; the first that
 * does not fit is taken back.
 */
public final class Readdir implements Operation4 {
  /** Cookies that stand for nothing: "." and ".." are not listed in NFSv4. */
  private static final long LAST_RESERVED_COOKIE = 2;

  /** Verifier, no entry, end-of-directory. */
  private static final int SMALLEST_RESULT = 16;

  private final FileEntries entries;
  private final PseudoFs pseudo;
  private final Attributes attributes;

  public Readdir(FileEntries entries, PseudoFs pseudo, Attributes attributes) {
    this.entries = entries;
    this.pseudo = pseudo;
    this.attributes = attributes;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    long cookie = in.int64();
    long verifier = in.int64();
    in.int32(); // dircount: a hint
    long maxCount = in.uint32();
    Bitmap wanted = Bitmap.read(in);
    Supported.requireReadable(wanted);
    if (cookie != 0 && Long.compareUnsigned(cookie, LAST_RESERVED_COOKIE) <= 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_COOKIE);
    }
    if (verifier != 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NOT_SAME);
    }
    if (maxCount < SMALLEST_RESULT) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_TOOSMALL);
    }
    XdrWriter out = compound.results();
    out.int64(0);
    EntryList list = new EntryList(compound, attributes, wanted, maxCount);
    switch (compound.target()) {
      case Target.File directory -> entries.list(compound, directory, cookie, list);
      case Target.Pseudo directory -> pseudoEntries(compound, directory, cookie, list);
    }
    list.end();
    return Nfs4Status.NFS4_OK;
  }

  private void pseudoEntries(
      Compound compound, Target.Pseudo directory, long cookie, EntryList list) {
    for (PseudoEntry entry : pseudo.list(compound.view(), compound.call(), directory)) {
      Name name = entry.name();
      if (entry.cookie() > cookie && !list.add(entry.cookie(), name, entry.target())) {
        return;
      }
    }
  }
}

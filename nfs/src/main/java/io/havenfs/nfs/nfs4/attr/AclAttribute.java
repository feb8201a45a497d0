package io.havenfs.nfs.nfs4.attr;

import io.havenfs.engine.acl.Ace;
import io.havenfs.engine.acl.AceFlag;
import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.acl.Who;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The attribute {@code acl} (RFC 8881 section 6.2.1). */
final class AclAttribute {
  /** {@code aclsupport}: entries that allow and entries that deny. */
  static final int SUPPORT = 0x3;

  private static final int ALLOWED = 0;
  private static final int DENIED = 1;
  private static final int AUDIT = 2;
  private static final int ALARM = 3;

  /** Whom the entry names is a group; without a meaning for OWNER@, GROUP@ and EVERYONE@. */
  private static final int IDENTIFIER_GROUP = 0x40;

  /** Flags that mean something only in audit entries, or in the attribute {@code dacl}. */
  private static final int IGNORED = 0x10 | 0x20 | 0x80;

  private static final int MIN_ENTRY = 16;
  private static final byte[] OWNER = "OWNER@".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GROUP = "GROUP@".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVERYONE = "EVERYONE@".getBytes(StandardCharsets.US_ASCII);

  private AclAttribute() {}

  static void write(XdrWriter out, Acl acl) {
    out.int32(acl.entries().size());
    for (Ace ace : acl.entries()) {
      boolean namesGroup = ace.who().kind() == Who.Kind.NAMED_GROUP;
      out.int32(ace.allow() ? ALLOWED : DENIED);
      out.int32(ace.flags() | (namesGroup ? IDENTIFIER_GROUP : 0));
      out.int32(ace.mask());
      write(out, ace.who());
    }
  }

  private static void write(XdrWriter out, Who who) {
    switch (who.kind()) {
      case OWNER -> out.opaque(OWNER);
      case GROUP -> out.opaque(GROUP);
      case EVERYONE -> out.opaque(EVERYONE);
      case NAMED_USER, NAMED_GROUP -> Owners.write(out, who.id());
    }
  }

  /**
   * Decodes one. NFS4ERR_ATTRNOTSUPP for entries that could not be enforced, NFS4ERR_BADOWNER for
   * somebody who is not known, NFS4ERR_INVAL for what has no meaning, NFS4ERR_NOSPC for too many.
   */
  static Acl read(XdrReader in) {
    int count = in.length(in.remaining() / MIN_ENTRY);
    if (count > Acl.MAX_ENTRIES) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NOSPC);
    }
    List<Ace> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(entry(in));
    }
    return new Acl(entries);
  }

  private static Ace entry(XdrReader in) {
    int type = in.int32();
    int flags = in.int32();
    int mask = in.int32();
    Who who = who(in, (flags & IDENTIFIER_GROUP) != 0);
    int kept = flags & ~(IDENTIFIER_GROUP | IGNORED);
    if (type == AUDIT || type == ALARM || (mask & ~AceMask.ALL) != 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_ATTRNOTSUPP);
    }
    if ((type != ALLOWED && type != DENIED) || (kept & ~AceFlag.ALL) != 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    return new Ace(type == ALLOWED, kept, mask, who);
  }

  private static Who who(XdrReader in, boolean isGroup) {
    String text = Owners.text(in);
    return switch (text) {
      case "OWNER@" -> Who.OWNER;
      case "GROUP@" -> Who.GROUP;
      case "EVERYONE@" -> Who.EVERYONE;
      default -> isGroup ? Who.group(Owners.number(text)) : Who.user(Owners.number(text));
    };
  }
}

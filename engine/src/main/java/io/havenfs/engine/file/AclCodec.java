package io.havenfs.engine.file;

import io.havenfs.engine.acl.Ace;
import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.acl.Who;
import io.havenfs.engine.table.Codec;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** The stored form of an ACL: a version byte, then nine bytes for each entry. */
final class AclCodec implements Codec<Acl> {
  private static final int VERSION = 1;
  private static final int ENTRY_LENGTH = 9;
  private static final int ALLOW = 0x80;
  private static final int FLAGS = 0x0f;
  private static final int KIND_SHIFT = 4;
  private static final int KINDS = 0x7;

  @Override
  public void encode(Acl acl, ByteBuf out) {
    out.ensureWritable(1 + ENTRY_LENGTH * acl.entries().size());
    out.writeByte(VERSION);
    for (Ace ace : acl.entries()) {
      int kind = ace.who().kind().code() << KIND_SHIFT;
      out.writeByte((ace.allow() ? ALLOW : 0) | kind | ace.flags());
      out.writeInt(ace.mask());
      out.writeInt(ace.who().id());
    }
  }

  @Override
  public Acl decode(ByteBuf in) {
    FileCodecs.requireVersion(in, VERSION);
    List<Ace> entries = new ArrayList<>(in.readableBytes() / ENTRY_LENGTH);
    while (in.isReadable()) {
      entries.add(entry(in));
    }
    return new Acl(entries);
  }

  private static Ace entry(ByteBuf in) {
    int first = in.readUnsignedByte();
    Who.Kind kind = Who.Kind.of(first >> KIND_SHIFT & KINDS);
    int mask = in.readInt();
    return new Ace((first & ALLOW) != 0, first & FLAGS, mask, new Who(kind, in.readInt()));
  }
}

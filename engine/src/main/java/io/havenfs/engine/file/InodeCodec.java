package io.havenfs.engine.file;

import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.table.Codec;
import io.netty.buffer.ByteBuf;

/**
 * The stored form of an inode: a version byte and every field at a fixed place. The version tells
 * whether there is an ACL, so software that knows of none refuses such an object.
 */
final class InodeCodec implements Codec<Inode> {
  private static final int VERSION = 1;
  private static final int VERSION_WITH_ACL = 2;
  private static final int LENGTH = 132;

  @Override
  public void encode(Inode inode, ByteBuf out) {
    out.ensureWritable(LENGTH);
    out.writeByte(inode.hasAcl() ? VERSION_WITH_ACL : VERSION);
    out.writeByte(inode.type().code());
    out.writeShort(inode.mode());
    out.writeLong(inode.id());
    out.writeInt(inode.generation());
    out.writeInt(inode.links());
    out.writeInt(inode.uid());
    out.writeInt(inode.gid());
    out.writeLong(inode.size());
    out.writeLong(inode.space());
    out.writeLong(inode.device());
    out.writeLong(inode.atime());
    out.writeLong(inode.mtime());
    out.writeLong(inode.ctime());
    out.writeLong(inode.btime());
    out.writeLong(inode.change());
    out.writeLong(inode.parent());
    out.writeInt(inode.entries());
    out.writeLong(inode.nextCookie());
    out.writeLong(inode.dataId());
    out.writeLong(inode.verifier());
    out.writeInt(inode.xattrBytes());
  }

  @Override
  public Inode decode(ByteBuf in) {
    int version = in.readUnsignedByte();
    if (version != VERSION && version != VERSION_WITH_ACL) {
      throw new IllegalArgumentException("stored form has version " + version);
    }
    FileType type = FileType.of(in.readUnsignedByte());
    int mode = in.readUnsignedShort();
    long id = in.readLong();
    Inode inode =
        new Inode(
            id,
            in.readInt(),
            type,
            mode,
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readInt(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readInt(),
            version == VERSION_WITH_ACL);
    return FileCodecs.whole(inode, in);
  }
}

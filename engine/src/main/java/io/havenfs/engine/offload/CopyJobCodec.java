package io.havenfs.engine.offload;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.Codec;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The stored form of a job; a status is stored by name. */
final class CopyJobCodec implements Codec<CopyJob> {
  @Override
  public void encode(CopyJob job, ByteBuf out) {
    out.writeLong(job.clientId());
    credentials(job.who(), out);
    bytes(job.handle().array(), out);
    out.writeLong(job.source());
    out.writeLong(job.sourceOffset());
    out.writeLong(job.target());
    out.writeLong(job.targetOffset());
    out.writeLong(job.count());
    out.writeLong(job.done());
    out.writeLong(job.stable());
    out.writeBoolean(job.ended());
    bytes(job.status().name().getBytes(StandardCharsets.US_ASCII), out);
  }

  @Override
  public CopyJob decode(ByteBuf in) {
    CopyJob job =
        new CopyJob(
            in.readLong(),
            credentials(in),
            new Bytes(bytes(in)),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readBoolean(),
            Status.valueOf(new String(bytes(in), StandardCharsets.US_ASCII)));
    if (in.isReadable()) {
      throw new IllegalArgumentException("copy job has " + in.readableBytes() + " bytes too many");
    }
    return job;
  }

  private static void credentials(Credentials who, ByteBuf out) {
    out.writeInt(who.uid());
    out.writeInt(who.gid());
    out.writeShort(who.groups().length);
    for (int group : who.groups()) {
      out.writeInt(group);
    }
  }

  private static Credentials credentials(ByteBuf in) {
    int uid = in.readInt();
    int gid = in.readInt();
    int count = in.readUnsignedShort();
    if (in.readableBytes() < 4 * count) {
      throw new IndexOutOfBoundsException(count + " groups");
    }
    int[] groups = new int[count];
    for (int i = 0; i < count; i++) {
      groups[i] = in.readInt();
    }
    return new Credentials(uid, gid, groups);
  }

  private static void bytes(byte[] bytes, ByteBuf out) {
    out.writeShort(bytes.length);
    out.writeBytes(bytes);
  }

  private static byte[] bytes(ByteBuf in) {
    int length = in.readUnsignedShort();
    if (in.readableBytes() < length) {
      throw new IndexOutOfBoundsException(length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readBytes(bytes);
    return bytes;
  }
}

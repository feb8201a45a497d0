package io.havenfs.engine.file;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/** COPY (RFC 7862 §15.2), one piece at a time. */
final class Copying {
  private final Contents contents;

  Copying(Contents contents) {
    this.contents = contents;
  }

  int copy(
      Transaction tx,
      Credentials who,
      long sourceId,
      long sourceOffset,
      long targetId,
      long targetOffset,
      int count,
      WriteStability stability) {
    if (sourceOffset < 0 || targetOffset < 0 || count < 0) {
      throw FsException.of(Status.INVALID);
    }
    Inode source = Nodes.regular(tx, sourceId);
    Nodes.regular(tx, targetId);
    long left = Math.max(0, source.size() - sourceOffset);
    int length = (int) Math.min(left, Math.min(count, FileLimits.MAX_COPY));
    if (sourceId == targetId && Math.abs(sourceOffset - targetOffset) < length) {
      throw FsException.of(Status.INVALID);
    }
    ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(1, length));
    try {
      Reading.read(tx, who, source, sourceOffset, length, bytes, true);
      contents.write(tx, who, targetId, targetOffset, bytes, stability, true);
    } finally {
      bytes.release();
    }
    return length;
  }
}

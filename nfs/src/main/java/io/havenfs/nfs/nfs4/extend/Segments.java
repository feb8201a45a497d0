package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;

/** The {@code read_plus_content} of one READ_PLUS, written into the reply as it is found. */
final class Segments {
  /** More segments than this are left for the next READ_PLUS. */
  private static final int MAX_SEGMENTS = 64;

  private static final int NFS4_CONTENT_DATA = 0;
  private static final int NFS4_CONTENT_HOLE = 1;

  /** Bytes of a segment of data around the data; a hole takes as much. */
  private static final int OVERHEAD = 20;

  private final FileSystem files;
  private final Compound compound;
  private final Target.File file;
  private final Inode inode;
  private int count;

  Segments(FileSystem files, Compound compound, Target.File file) {
    this.files = files;
    this.compound = compound;
    this.file = file;
    this.inode = file.inode();
  }

  /** How many were written. */
  int count() {
    return count;
  }

  /** Writes what is from {@code from} up to {@code to}, as far as it fits; returns how far. */
  long write(long from, long to) {
    long at = from;
    while (at < to && count < MAX_SEGMENTS && compound.replyRoom() > OVERHEAD) {
      long data = Math.min(to, next(at, false));
      at = data > at ? hole(at, data) : data(at, Math.min(to, next(at, true)));
    }
    return at;
  }

  private long hole(long from, long to) {
    XdrWriter out = compound.results();
    out.int32(NFS4_CONTENT_HOLE);
    out.int64(from);
    out.int64(to - from);
    count++;
    return to;
  }

  private long data(long from, long to) {
    XdrWriter out = compound.results();
    int wanted = (int) Math.min(to - from, compound.replyRoom() - OVERHEAD);
    out.int32(NFS4_CONTENT_DATA);
    out.int64(from);
    ByteBuf target = out.beginOpaque(wanted);
    int start = out.position();
    int read =
        files.read(compound.view(), file.export().credentials(), inode, from, wanted, target, true);
    out.endOpaque(start, read);
    count++;
    return from + read;
  }

  private long next(long from, boolean hole) {
    try {
      return files.seek(compound.view(), file.export().credentials(), inode, from, hole);
    } catch (FsException e) {
      if (e.status() == Status.NO_MORE_DATA) {
        return inode.size();
      }
      throw e;
    }
  }
}

package io.havenfs.bench.protocol;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** A place for a file handle: steps that find an object fill it, others send it. */
public final class FileHandle {
  /** NFS4_FHSIZE, the longest of both versions. */
  private static final int MAX = 128;

  private final byte[] bytes = new byte[MAX];
  private int length;

  /** Takes the handle that comes next. */
  public void read(XdrReader reader) {
    int size = reader.length(MAX);
    reader.fixedOpaque(bytes, 0, size);
    length = size;
  }

  /** Sends the handle. */
  public void write(XdrWriter writer) {
    writer.opaque(bytes, 0, length);
  }
}

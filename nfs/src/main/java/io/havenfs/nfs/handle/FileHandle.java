package io.havenfs.nfs.handle;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;

/**
 * A file handle ({@code nfs_fh3}, RFC 1813 §2.3.3; {@code nfs_fh4}, RFC 8881 §4.2). Persistent:
 * never means another object, and the same object through the same export always has the same
 * handle, byte for byte.
 *
 * <p>On the wire it is {@value #LENGTH} bytes: version, kind, two zero bytes, export, file,
 * generation, four zero bytes. Anything else is {@link Status#BAD_HANDLE}.
 *
 * @param kind what it names
 * @param exportId the export it was got through; 0 in the pseudo file system
 * @param fileId the file's id; in the pseudo file system the node's id
 * @param generation the inode's generation; 0 in the pseudo file system
 */
public record FileHandle(Kind kind, int exportId, long fileId, int generation) {
  /** Bytes of every handle. */
  public static final int LENGTH = 24;

  /** Bytes of every handle of NFSv2 (FHSIZE). */
  public static final int LENGTH_V2 = 32;

  /** The longest handle that NFSv3 allows (NFS3_FHSIZE). */
  public static final int MAX_LENGTH_V3 = 64;

  /** The longest handle that NFSv4 allows (NFS4_FHSIZE). */
  public static final int MAX_LENGTH_V4 = 128;

  private static final int VERSION = 1;
  private static final int KIND_MASK = 0xffff;

  /** What a handle names. */
  public enum Kind {
    /** An object in the service's file system, seen through an export. */
    FILE(0),
    /** A directory of the pseudo file system above the exports (RFC 8881 §7.3). */
    PSEUDO(1);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** The handle of a file. */
  public FileHandle(int exportId, long fileId, int generation) {
    this(Kind.FILE, exportId, fileId, generation);
  }

  /** The handle of a node of the pseudo file system. */
  public static FileHandle pseudo(long nodeId) {
    return new FileHandle(Kind.PSEUDO, 0, nodeId, 0);
  }

  /** Whether it names a node of the pseudo file system. */
  public boolean isPseudo() {
    return kind == Kind.PSEUDO;
  }

  /**
   * Reads an opaque of at most {@code maxLength} bytes as a handle. Throws {@link FsException} with
   * {@link Status#BAD_HANDLE}, the reader then being past the opaque, when it is none of ours, and
   * {@link io.havenfs.rpc.xdr.XdrException} when it is no such opaque at all.
   */
  public static FileHandle read(XdrReader in, int maxLength) {
    int start = in.position();
    in.skipOpaque(maxLength);
    if (in.buffer().getInt(start) != LENGTH) {
      throw FsException.of(Status.BAD_HANDLE);
    }
    return parse(in.buffer(), start + 4);
  }

  /** Reads a handle of NFSv2: {@value #LENGTH_V2} bytes without a length, zeros at the end. */
  public static FileHandle readV2(XdrReader in) {
    int start = in.position();
    in.skip(LENGTH_V2);
    if (in.buffer().getLong(start + LENGTH) != 0) {
      throw FsException.of(Status.BAD_HANDLE);
    }
    return parse(in.buffer(), start);
  }

  private static FileHandle parse(ByteBuf buffer, int start) {
    int head = buffer.getInt(start);
    int tail = buffer.getInt(start + 20);
    int kind = (head >>> 16) & 0xff;
    if (head >>> 24 != VERSION || (head & KIND_MASK) != 0 || tail != 0) {
      throw FsException.of(Status.BAD_HANDLE);
    }
    int exportId = buffer.getInt(start + 4);
    long fileId = buffer.getLong(start + 8);
    int generation = buffer.getInt(start + 16);
    if (kind == Kind.FILE.code) {
      return new FileHandle(exportId, fileId, generation);
    }
    if (kind != Kind.PSEUDO.code || exportId != 0 || generation != 0) {
      throw FsException.of(Status.BAD_HANDLE);
    }
    return pseudo(fileId);
  }

  /** Writes the handle as an opaque, with its length. */
  public void write(XdrWriter out) {
    write(out, kind, exportId, fileId, generation);
  }

  /** Writes the handle of a file as an opaque, without making the value. */
  public static void write(XdrWriter out, int exportId, long fileId, int generation) {
    write(out, Kind.FILE, exportId, fileId, generation);
  }

  /** Writes the handle of a file as NFSv2 has it: without a length, and longer. */
  public static void writeV2(XdrWriter out, int exportId, long fileId, int generation) {
    writeBytes(out, Kind.FILE, exportId, fileId, generation);
    out.int64(0);
  }

  private static void write(XdrWriter out, Kind kind, int exportId, long fileId, int generation) {
    out.int32(LENGTH);
    writeBytes(out, kind, exportId, fileId, generation);
  }

  private static void writeBytes(
      XdrWriter out, Kind kind, int exportId, long fileId, int generation) {
    out.int32(VERSION << 24 | kind.code << 16);
    out.int32(exportId);
    out.int64(fileId);
    out.int32(generation);
    out.int32(0);
  }
}

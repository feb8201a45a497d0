package io.havenfs.rpc;

import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The part of a call's header that is the same for many calls: program, version, credential, and an
 * AUTH_NONE verifier. It is encoded once. Immutable.
 */
public final class CallHeader {
  private static final int RPC_VERSION = 2;

  private final int program;
  private final int version;
  private final byte[] authentication;

  /** The header of calls to a version of a program on behalf of {@code credential}. */
  public CallHeader(int program, int version, Credential credential) {
    this.program = program;
    this.version = version;
    this.authentication = encode(credential);
  }

  /** The program called. */
  public int program() {
    return program;
  }

  /** The version called. */
  public int version() {
    return version;
  }

  /** How many bytes {@link #encode(int, int, ByteBuf)} appends. */
  public int size() {
    return 24 + authentication.length;
  }

  /** Appends a whole call header (RFC 5531 section 9). */
  public void encode(int xid, int procedure, ByteBuf target) {
    target.ensureWritable(size());
    target.writeLong((long) xid << 32);
    target.writeInt(RPC_VERSION);
    target.writeInt(program);
    target.writeInt(version);
    target.writeInt(procedure);
    target.writeBytes(authentication);
  }

  private static byte[] encode(Credential credential) {
    ByteBuf buffer = Unpooled.buffer();
    XdrWriter writer = new XdrWriter(buffer);
    writer.int32(credential.flavor());
    writer.int32(0);
    if (credential instanceof Credential.Sys sys) {
      writer.int32(sys.stamp());
      writer.utf8(sys.machine());
      writer.int32(sys.uid());
      writer.int32(sys.gid());
      writer.int32(sys.gidCount());
      for (int i = 0; i < sys.gidCount(); i++) {
        writer.int32(sys.gid(i));
      }
    }
    writer.patchInt32(4, writer.position() - 8);
    writer.int64(0);
    byte[] bytes = new byte[writer.position()];
    buffer.readBytes(bytes);
    return bytes;
  }
}

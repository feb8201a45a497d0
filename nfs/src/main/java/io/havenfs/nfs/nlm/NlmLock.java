package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.host.HostKey;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A lock as a host names it. Its owner is the object and the process id together: some hosts tell
 * their processes apart by the one, some by the other.
 *
 * @param caller what the host calls itself
 * @param handle the file's handle, as it came
 * @param object the owner's object ({@code oh})
 * @param svid the owner's process id
 * @param offset the first byte, unsigned
 * @param length how many bytes, unsigned; 0 means to the end
 */
record NlmLock(String caller, Bytes handle, byte[] object, int svid, long offset, long length) {
  static final int MAX_NAME = HostKey.MAX_NAME;

  /** Objects are shorter than the protocol allows by the process id that is kept with them. */
  static final int MAX_OBJECT = Owner.MAX_LENGTH - Integer.BYTES;

  /** Handles of NFSv2 have this length always; what of it is not the handle is zero. */
  private static final int PADDED_HANDLE = 32;

  Owner owner() {
    return owner(svid, object);
  }

  static Owner owner(int svid, byte[] object) {
    return new Owner(
        ByteBuffer.allocate(Integer.BYTES + object.length).putInt(svid).put(object).array());
  }

  /** The process id of an owner that {@link #owner} made. */
  static int svid(Owner owner) {
    return ByteBuffer.wrap(owner.name()).getInt();
  }

  /** The object of an owner that {@link #owner} made. */
  static byte[] object(Owner owner) {
    return Arrays.copyOfRange(owner.name(), Integer.BYTES, owner.name().length);
  }

  /** The range; one that would reach beyond the largest offset reaches to the end. */
  LockRange range(boolean exclusive) {
    long last = offset + length - 1;
    boolean open = length == 0 || Long.compareUnsigned(last, offset) < 0;
    return new LockRange(offset, open ? LockRange.END : last, exclusive);
  }

  /** Which file it is; throws BAD_HANDLE. */
  FileHandle file() {
    return file(handle);
  }

  static FileHandle file(Bytes handle) {
    ByteBuf buffer = Unpooled.buffer(Integer.BYTES + PADDED_HANDLE);
    new XdrWriter(buffer).opaque(stripped(handle.array()));
    try {
      FileHandle file = FileHandle.read(new XdrReader(buffer), FileHandle.MAX_LENGTH_V3);
      if (file.isPseudo()) {
        throw FsException.of(Status.BAD_HANDLE);
      }
      return file;
    } catch (XdrException tooLong) {
      throw FsException.of(Status.BAD_HANDLE);
    }
  }

  private static byte[] stripped(byte[] handle) {
    byte[] bare = Arrays.copyOf(handle, Math.min(handle.length, FileHandle.LENGTH));
    boolean padded =
        handle.length == PADDED_HANDLE && Arrays.equals(Arrays.copyOf(bare, PADDED_HANDLE), handle);
    return padded ? bare : handle;
  }
}

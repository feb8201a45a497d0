package io.havenfs.host.disk;

import io.havenfs.host.linux.Errno;
import io.havenfs.host.linux.FileCalls;
import io.havenfs.host.linux.StatusCalls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A file of a Linux file system. Every method is a call or two into the kernel. */
final class LinuxFile implements DiskFile {
  private static final int PUNCH = FileCalls.FALLOC_FL_PUNCH_HOLE | FileCalls.FALLOC_FL_KEEP_SIZE;
  private static final int ZERO = FileCalls.FALLOC_FL_ZERO_RANGE | FileCalls.FALLOC_FL_KEEP_SIZE;

  /** Within this class: an offset that no seek can find. */
  private static final long NOT_FOUND = Long.MAX_VALUE;

  private final String path;
  private final Descriptor descriptor;

  /** Takes ownership of {@code fd}. */
  LinuxFile(String path, int fd) {
    this.path = path;
    this.descriptor = new Descriptor(path, fd);
  }

  String path() {
    return path;
  }

  @Override
  public void write(ByteBuf source, long offset) throws IOException {
    int length = source.readableBytes();
    if (!source.hasMemoryAddress()) {
      write(List.of(source), offset);
      return;
    }
    DiskPaths.checkRange(path, offset, length);
    int fd = descriptor.enter();
    try {
      long address = source.memoryAddress() + source.readerIndex();
      Transfers.write(path, fd, address, length, offset);
    } finally {
      descriptor.leave();
    }
  }

  @Override
  public void write(List<ByteBuf> sources, long offset) throws IOException {
    try (Pieces pieces = new Pieces(sources)) {
      DiskPaths.checkRange(path, offset, pieces.total());
      int fd = descriptor.enter();
      try {
        Transfers.write(path, fd, pieces, offset);
      } finally {
        descriptor.leave();
      }
    }
  }

  /** {@link Transfers#read} or {@link Transfers#readCached}. */
  @FunctionalInterface
  private interface Reader {
    int read(String path, int fd, long address, int length, long offset) throws IOException;
  }

  @Override
  public int read(ByteBuf target, int length, long offset) throws IOException {
    return read(Transfers::read, target, length, offset);
  }

  @Override
  public int readCached(ByteBuf target, int length, long offset) throws IOException {
    return read(Transfers::readCached, target, length, offset);
  }

  private int read(Reader reader, ByteBuf target, int length, long offset) throws IOException {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("negative range in " + path);
    }
    if (!target.ensureWritable(length).hasMemoryAddress()) {
      return readThroughCopy(reader, target, length, offset);
    }
    int fd = descriptor.enter();
    try {
      long address = target.memoryAddress() + target.writerIndex();
      int done = reader.read(path, fd, address, within(length, offset), offset);
      if (done > 0) {
        target.writerIndex(target.writerIndex() + done);
      }
      return done;
    } finally {
      descriptor.leave();
    }
  }

  /** No file reaches beyond the largest offset, and the kernel refuses to be asked. */
  private static int within(int length, long offset) {
    return (int) Math.min(length, Long.MAX_VALUE - offset);
  }

  private int readThroughCopy(Reader reader, ByteBuf target, int length, long offset)
      throws IOException {
    int fd = descriptor.enter();
    ByteBuf copy = PooledByteBufAllocator.DEFAULT.directBuffer(length);
    try {
      long address = MemorySegment.ofBuffer(copy.internalNioBuffer(0, length)).address();
      int done = reader.read(path, fd, address, within(length, offset), offset);
      if (done > 0) {
        target.writeBytes(copy.writerIndex(done), done);
      }
      return done;
    } finally {
      copy.release();
      descriptor.leave();
    }
  }

  @Override
  public long size() throws IOException {
    return call("read the size of", StatusCalls::size);
  }

  @Override
  public long allocatedBytes() throws IOException {
    return call("read the allocation of", StatusCalls::allocatedBytes);
  }

  @Override
  public void truncate(long size) throws IOException {
    DiskPaths.checkRange(path, size, 0);
    call("truncate", fd -> FileCalls.ftruncate(fd, size));
  }

  @Override
  public void sync() throws IOException {
    call("synchronise", FileCalls::fdatasync);
  }

  @Override
  public void allocate(long offset, long length, boolean keepSize) throws IOException {
    fallocate("allocate", keepSize ? FileCalls.FALLOC_FL_KEEP_SIZE : 0, offset, length);
  }

  @Override
  public void punch(long offset, long length) throws IOException {
    fallocate("punch a hole into", PUNCH, offset, length);
  }

  @Override
  public void zero(long offset, long length) throws IOException {
    try {
      fallocate("zero", ZERO, offset, length);
    } catch (UnsupportedByDiskException e) {
      punch(offset, length); // tmpfs: holes, but no zeroed extents
    }
  }

  private void fallocate(String action, int mode, long offset, long length) throws IOException {
    DiskPaths.checkRange(path, offset, length);
    if (length > 0) { // which the kernel would refuse
      call(action, fd -> FileCalls.fallocate(fd, mode, offset, length));
    }
  }

  @Override
  public long nextData(long offset) throws IOException {
    return seek(offset, FileCalls.SEEK_DATA);
  }

  @Override
  public long nextHole(long offset) throws IOException {
    return seek(offset, FileCalls.SEEK_HOLE);
  }

  private long seek(long offset, int whence) throws IOException {
    DiskPaths.checkRange(path, offset, 0);
    long found = call("seek in", fd -> seekResult(FileCalls.lseek(fd, offset, whence)));
    return found == NOT_FOUND ? -1 : found;
  }

  private static long seekResult(long result) {
    return result == -Errno.ENXIO ? NOT_FOUND : result;
  }

  /** Takes the exclusive lock of this open file; false when another has it. */
  boolean tryLock() throws IOException {
    return call("lock", fd -> lockResult(FileCalls.flock(fd, FileCalls.LOCK_EX_NB))) == 0;
  }

  private static long lockResult(int result) {
    return result == -Errno.EAGAIN ? 1 : result;
  }

  /** A system call on this file's descriptor. */
  @FunctionalInterface
  private interface DescriptorCall {
    long run(int fd);
  }

  private long call(String action, DescriptorCall call) throws IOException {
    int fd = descriptor.enter();
    try {
      return DiskErrors.check(DiskErrors.repeat(() -> call.run(fd)), action, path);
    } finally {
      descriptor.leave();
    }
  }

  @Override
  public void close() throws IOException {
    descriptor.close();
  }
}

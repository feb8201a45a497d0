package io.havenfs.testkit.disk;

import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.DiskPaths;
import io.havenfs.host.disk.NoSpaceException;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;

/** An open file of a simulated disk; all its methods hold the disk's monitor. */
final class SimulatedFile implements DiskFile {
  private final SimulatedDisk disk;
  private final String path;
  private final Node.File node;
  private final boolean writable;
  private boolean open = true;

  SimulatedFile(SimulatedDisk disk, String path, Node.File node, boolean writable) {
    this.disk = disk;
    this.path = path;
    this.node = node;
    this.writable = writable;
  }

  @Override
  public void write(ByteBuf source, long offset) throws IOException {
    write(List.of(source), offset);
  }

  @Override
  public void write(List<ByteBuf> sources, long offset) throws IOException {
    byte[] data = bytes(sources);
    DiskPaths.checkRange(path, offset, data.length);
    change(
        DiskOperation.WRITE,
        () -> writeWithin(disk.available(), data, offset),
        () -> node.change(new DataChange.Write(offset, prefix(data, data.length / 2))));
  }

  private static byte[] bytes(List<ByteBuf> sources) {
    byte[] data = new byte[sources.stream().mapToInt(ByteBuf::readableBytes).sum()];
    int done = 0;
    for (ByteBuf source : sources) {
      source.getBytes(source.readerIndex(), data, done, source.readableBytes());
      done += source.readableBytes();
    }
    return data;
  }

  private static byte[] prefix(byte[] data, int length) {
    return Arrays.copyOf(data, length);
  }

  private void writeWithin(long available, byte[] data, long offset) throws IOException {
    int length = data.length;
    while (node.current.newlyAllocatedBy(offset, length) > available) {
      length = Math.max(0, length - SparseContent.PAGE_BYTES);
    }
    if (length > 0) {
      node.change(new DataChange.Write(offset, prefix(data, length)));
    }
    if (length < data.length) {
      throw noSpace();
    }
  }

  private NoSpaceException noSpace() {
    return new NoSpaceException(path + ": no space left on the simulated disk");
  }

  @Override
  public int read(ByteBuf target, int length, long offset) throws IOException {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("negative range in " + path);
    }
    synchronized (disk) {
      checkOpen();
      disk.read(path);
      byte[] data = node.read(offset, length);
      target.writeBytes(data);
      return data.length;
    }
  }

  @Override
  public int readCached(ByteBuf target, int length, long offset) throws IOException {
    synchronized (disk) {
      checkOpen();
      return node.isCached() ? read(target, length, offset) : WOULD_BLOCK;
    }
  }

  @Override
  public long size() throws IOException {
    synchronized (disk) {
      checkOpen();
      return node.current.size();
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    DiskPaths.checkRange(path, size, 0);
    change(DiskOperation.TRUNCATE, () -> node.change(new DataChange.Resize(size)), () -> {});
  }

  @Override
  public void sync() throws IOException {
    synchronized (disk) {
      checkOpen();
      disk.change(DiskOperation.SYNC, path, node::sync, () -> node.failSync(disk.random()));
    }
  }

  @Override
  public void allocate(long offset, long length, boolean keepSize) throws IOException {
    DiskPaths.checkRange(path, offset, length);
    if (length > 0) {
      change(
          DiskOperation.ALLOCATE,
          () -> allocateWithin(disk.available(), offset, length, keepSize),
          () -> {});
    }
  }

  private void allocateWithin(long available, long offset, long length, boolean keepSize)
      throws IOException {
    if (node.current.newlyAllocatedBy(offset, length) > available) {
      throw noSpace();
    }
    node.change(new DataChange.Reserve(offset, length, keepSize));
  }

  @Override
  public void punch(long offset, long length) throws IOException {
    clear(offset, length, false);
  }

  @Override
  public void zero(long offset, long length) throws IOException {
    clear(offset, length, true);
  }

  private void clear(long offset, long length, boolean reserve) throws IOException {
    DiskPaths.checkRange(path, offset, length);
    if (length > 0) {
      DataChange zero = new DataChange.Zero(offset, length, reserve);
      change(DiskOperation.PUNCH, () -> node.change(zero), () -> {});
    }
  }

  @Override
  public long nextData(long offset) throws IOException {
    DiskPaths.checkRange(path, offset, 0);
    synchronized (disk) {
      checkOpen();
      return node.current.nextData(offset);
    }
  }

  @Override
  public long nextHole(long offset) throws IOException {
    DiskPaths.checkRange(path, offset, 0);
    synchronized (disk) {
      checkOpen();
      return node.current.nextHole(offset);
    }
  }

  @Override
  public long allocatedBytes() throws IOException {
    synchronized (disk) {
      checkOpen();
      return node.current.allocatedBytes();
    }
  }

  private void change(
      DiskOperation operation, SimulatedDisk.Effect effect, SimulatedDisk.Effect partial)
      throws IOException {
    synchronized (disk) {
      checkOpen();
      if (!writable) {
        throw new FileSystemException(path, null, operation + " of a file opened for reading");
      }
      disk.change(operation, path, effect, partial);
    }
  }

  private void checkOpen() throws ClosedChannelException {
    disk.checkAlive();
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() {
    synchronized (disk) {
      open = false;
    }
  }
}

package io.havenfs.cluster.storage;

import io.havenfs.host.disk.DiskFile;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;

/** A file of an {@link OwnedDisk}. */
final class OwnedFile implements DiskFile {
  private final DiskFile file;
  private final OwnedDisk.Right right;

  OwnedFile(DiskFile file, OwnedDisk.Right right) {
    this.file = file;
    this.right = right;
  }

  @Override
  public void write(ByteBuf source, long offset) throws IOException {
    right.toWrite();
    file.write(source, offset);
  }

  @Override
  public void write(List<ByteBuf> sources, long offset) throws IOException {
    right.toWrite();
    file.write(sources, offset);
  }

  @Override
  public int read(ByteBuf target, int length, long offset) throws IOException {
    return file.read(target, length, offset);
  }

  @Override
  public int readCached(ByteBuf target, int length, long offset) throws IOException {
    return file.readCached(target, length, offset);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    right.toWrite();
    file.truncate(size);
  }

  @Override
  public void sync() throws IOException {
    right.toWrite();
    file.sync();
  }

  @Override
  public void allocate(long offset, long length, boolean keepSize) throws IOException {
    right.toWrite();
    file.allocate(offset, length, keepSize);
  }

  @Override
  public void punch(long offset, long length) throws IOException {
    right.toWrite();
    file.punch(offset, length);
  }

  @Override
  public void zero(long offset, long length) throws IOException {
    right.toWrite();
    file.zero(offset, length);
  }

  @Override
  public long nextData(long offset) throws IOException {
    return file.nextData(offset);
  }

  @Override
  public long nextHole(long offset) throws IOException {
    return file.nextHole(offset);
  }

  @Override
  public long allocatedBytes() throws IOException {
    return file.allocatedBytes();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

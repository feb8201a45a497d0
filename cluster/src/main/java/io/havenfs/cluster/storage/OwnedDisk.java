package io.havenfs.cluster.storage;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.DiskLock;
import io.havenfs.host.disk.DiskSpace;
import io.havenfs.host.disk.OpenMode;
import java.io.IOException;
import java.util.List;

/**
 * The disk of an owner, which changes nothing once its owner may not write. Threads, order and
 * durability are those of the disk behind it.
 */
public final class OwnedDisk implements Disk {
  /** What an owner has to be asked. Any thread. */
  public interface Right {
    /**
     * Returns if the owner may write at this moment; cheap.
     *
     * @throws NotOwnerException if not
     */
    void toWrite() throws IOException;

    /**
     * Returns if the directory is still the owner's, as the directory says.
     *
     * @throws NotOwnerException if not
     */
    void toName() throws IOException;
  }

  private final Disk disk;
  private final Right right;

  /** {@code disk}, as long as {@code right} says yes. */
  public OwnedDisk(Disk disk, Right right) {
    this.disk = disk;
    this.right = right;
  }

  private void changeNames() throws IOException {
    right.toWrite();
    right.toName();
  }

  @Override
  public DiskFile open(String path, OpenMode mode) throws IOException {
    if (mode == OpenMode.CREATE_NEW || (mode == OpenMode.CREATE && !disk.exists(path))) {
      changeNames();
    }
    return new OwnedFile(disk.open(path, mode), right);
  }

  @Override
  public boolean exists(String path) throws IOException {
    return disk.exists(path);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public void delete(String path) throws IOException {
    changeNames();
    disk.delete(path);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    changeNames();
    disk.rename(from, to);
  }

  @Override
  public void createDirectories(String directory) throws IOException {
    right.toWrite();
    disk.createDirectories(directory);
  }

  @Override
  public void syncDirectory(String directory) throws IOException {
    right.toWrite();
    disk.syncDirectory(directory);
  }

  @Override
  public void sync() throws IOException {
    right.toWrite();
    disk.sync();
  }

  @Override
  public DiskSpace space() throws IOException {
    return disk.space();
  }

  @Override
  public DiskLock lock(String name) throws IOException {
    return disk.lock(name);
  }
}

package io.havenfs.engine.core;

import io.havenfs.engine.data.FileRanges;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.OpenMode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * Whether this copy is whole: the file {@code synchronising}, which is missing while it is.
 *
 * <p>A copy that is being brought up to date has entries whose bytes are not in its data files yet.
 * {@link #missing} names them; the file holds them as they were at the last checkpoint, and those
 * of later entries are found in the log.
 */
final class SyncState {
  private static final String FILE = "synchronising";
  private static final String NEW_FILE = "synchronising.new";
  private static final int MAGIC = 0x48565331;

  private final Disk disk;
  private Stage stage;
  private FileRanges missing;

  /** How far a copy is from being whole. The order is that of the stored form. */
  enum Stage {
    WHOLE,
    /** The tables are right; parts of data files are missing. */
    MISSING_DATA,
    /** The tables are being replaced: neither they nor the log are worth anything. */
    LOADING
  }

  private SyncState(Disk disk, Stage stage, FileRanges missing) {
    this.disk = disk;
    this.stage = stage;
    this.missing = missing;
  }

  static SyncState read(Disk disk) throws IOException {
    if (!disk.exists(FILE)) {
      return new SyncState(disk, Stage.WHOLE, new FileRanges());
    }
    try (DiskFile file = disk.open(FILE, OpenMode.READ)) {
      int size = (int) file.size();
      ByteBuf content = Unpooled.buffer(size);
      file.read(content, size, 0);
      return parse(disk, content);
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw new UntrustedReplicaException("the file '" + FILE + "' is damaged", malformed);
    }
  }

  private static SyncState parse(Disk disk, ByteBuf content) {
    int checksum = content.readInt();
    if (checksum != checksum(content) || content.readInt() != MAGIC) {
      throw new IllegalArgumentException("wrong checksum");
    }
    Stage stage = content.readBoolean() ? Stage.LOADING : Stage.MISSING_DATA;
    return new SyncState(disk, stage, FileRanges.decode(content));
  }

  private static int checksum(ByteBuf content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content.nioBuffer());
    return (int) checksum.getValue();
  }

  Stage stage() {
    return stage;
  }

  /** The parts of data files that have to be fetched. */
  FileRanges missing() {
    return missing;
  }

  /** From now on data may be missing; durable when this returns. */
  void missesData() throws IOException {
    if (stage == Stage.WHOLE) {
      stage = Stage.MISSING_DATA;
      write(missing);
    }
  }

  /** From now on tables and log are worthless; durable when this returns. */
  void loading() throws IOException {
    stage = Stage.LOADING;
    missing = new FileRanges();
    write(missing);
  }

  /** The tables are loaded; this is what is missing. Durable when this returns. */
  void loaded(FileRanges nowMissing) throws IOException {
    stage = Stage.MISSING_DATA;
    missing = nowMissing;
    write(missing);
  }

  /** Nothing is missing, and a checkpoint has made that durable. */
  void whole() throws IOException {
    if (stage != Stage.WHOLE) {
      stage = Stage.WHOLE;
      missing = new FileRanges();
      if (disk.exists(FILE)) {
        disk.delete(FILE);
        disk.syncDirectory("");
      }
    }
  }

  /** Stores {@code ranges} as what is missing of the entries up to a checkpoint. */
  void write(FileRanges ranges) throws IOException {
    ByteBuf content = Unpooled.buffer().writeInt(0).writeInt(MAGIC);
    content.writeBoolean(stage == Stage.LOADING);
    ranges.encode(content);
    content.setInt(
        0, checksum(content.slice(Integer.BYTES, content.writerIndex() - Integer.BYTES)));
    try (DiskFile file = disk.open(NEW_FILE, OpenMode.CREATE)) {
      file.truncate(0);
      file.write(content, 0);
      file.sync();
    }
    disk.rename(NEW_FILE, FILE);
    disk.syncDirectory("");
  }
}

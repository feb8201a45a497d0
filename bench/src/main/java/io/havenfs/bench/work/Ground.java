package io.havenfs.bench.work;

import io.havenfs.bench.protocol.Caller;
import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.protocol.FileName;
import io.havenfs.bench.protocol.Offsets;
import io.havenfs.bench.protocol.Protocol;
import io.havenfs.bench.protocol.Stability;
import io.havenfs.bench.protocol.Step;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The directory that a work has for itself: what it asks for is made at the first asking, and all
 * of it is removed by {@link #clear}. One thread at a time.
 */
public final class Ground {
  private static final int FILL_BYTES = 256 << 10;

  private final Caller caller;
  private final Protocol protocol;
  private final FileHandle root;
  private final FileName name;
  private final FileHandle directory = new FileHandle();
  private final Map<String, FileHandle> files = new LinkedHashMap<>();
  private final Map<String, FileHandle> directories = new LinkedHashMap<>();

  /** Makes the directory {@code name} in {@code root}. */
  public Ground(Caller caller, Protocol protocol, FileHandle root, String name) {
    this.caller = caller;
    this.protocol = protocol;
    this.root = root;
    this.name = FileName.of(name);
    caller.make(protocol.makeDirectory(root, this.name, directory));
  }

  /** The work's directory. */
  public FileHandle directory() {
    return directory;
  }

  /** The directory {@code name} in the work's. */
  public FileHandle directory(String name) {
    return directories.computeIfAbsent(name, this::makeDirectory);
  }

  /** The file {@code name}, of {@code bytes} bytes. */
  public FileHandle file(String name, long bytes) {
    return files.computeIfAbsent(name, _ -> makeFile(name, bytes));
  }

  /** Removes everything. */
  public void clear() {
    files.keySet().forEach(file -> caller.make(protocol.remove(directory, FileName.of(file))));
    directories
        .keySet()
        .forEach(each -> caller.make(protocol.removeDirectory(directory, FileName.of(each))));
    caller.make(protocol.removeDirectory(root, name));
  }

  private FileHandle makeDirectory(String child) {
    FileHandle made = new FileHandle();
    caller.make(protocol.makeDirectory(directory, FileName.of(child), made));
    return made;
  }

  private FileHandle makeFile(String child, long bytes) {
    FileHandle made = new FileHandle();
    caller.make(protocol.create(directory, FileName.of(child), made));
    fill(made, bytes);
    return made;
  }

  private void fill(FileHandle file, long bytes) {
    if (bytes == 0) {
      return;
    }
    byte[] data = new byte[(int) Math.min(bytes, FILL_BYTES)];
    Offsets offsets = new Offsets(0, data.length, Long.MAX_VALUE);
    Step write = protocol.write(file, offsets, data, Stability.UNSTABLE);
    for (long done = 0; done < bytes; done += data.length) {
      caller.make(write);
    }
    caller.make(protocol.commit(file));
  }
}

package io.havenfs.bench.protocol;

import io.havenfs.bench.BenchException;

/**
 * Makes the steps of one slot. What a version lacks raises {@link BenchException}. Names, handles
 * and offsets are read whenever a step is made again, so they may change in between.
 */
public interface Protocol {
  /** The NULL procedure. */
  Step nothing();

  /** Attributes of a file. */
  Step getattr(FileHandle file);

  /** Looks a name up, and fills {@code found}. */
  Step lookup(FileHandle directory, FileName name, FileHandle found);

  /** Asks for all kinds of access. */
  Step access(FileHandle file);

  /** The first page of a directory, with attributes and handles. */
  Step readDirectory(FileHandle directory);

  /** Reads {@code size} bytes, which must be there. */
  Step read(FileHandle file, Offsets offsets, int size);

  /** Writes all of {@code data}. */
  Step write(FileHandle file, Offsets offsets, byte[] data, Stability stability);

  /** Commits the whole file. */
  Step commit(FileHandle file);

  /** Creates a file, or empties the one there, and fills {@code created}. */
  Step create(FileHandle directory, FileName name, FileHandle created);

  /** Creates a directory and fills {@code created}. */
  Step makeDirectory(FileHandle directory, FileName name, FileHandle created);

  /** Removes a file. */
  Step remove(FileHandle directory, FileName name);

  /** Removes a directory. */
  Step removeDirectory(FileHandle directory, FileName name);

  /** Opens a file for reading and writing, until {@link #close}. */
  Step open(FileHandle file, LockOwner owner);

  /** Locks a range for writing. */
  Step lock(FileHandle file, LockOwner owner, long offset, long length);

  /** Unlocks a range. */
  Step unlock(FileHandle file, LockOwner owner, long offset, long length);

  /** Closes what {@link #open} opened; nothing may be locked. */
  Step close(FileHandle file, LockOwner owner);
}

package io.havenfs.engine.file;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.Status;

/** Which names can be names of directory entries. */
final class Names {
  private Names() {}

  /**
   * Refuses the empty name (INVALID), one that is too long (NAME_TOO_LONG), and ".", ".." and any
   * with a slash or a NUL (BAD_NAME).
   */
  static void check(Name name) {
    byte[] bytes = name.bytes();
    if (bytes.length == 0) {
      throw FsException.of(Status.INVALID);
    }
    if (bytes.length > Name.MAX_LENGTH) {
      throw FsException.of(Status.NAME_TOO_LONG);
    }
    for (byte b : bytes) {
      if (b == '/' || b == 0) {
        throw FsException.of(Status.BAD_NAME);
      }
    }
    if (isSelf(name) || isParent(name)) {
      throw FsException.of(Status.BAD_NAME);
    }
  }

  /** Whether it is ".". */
  static boolean isSelf(Name name) {
    byte[] bytes = name.bytes();
    return bytes.length == 1 && bytes[0] == '.';
  }

  /** Whether it is "..". */
  static boolean isParent(Name name) {
    byte[] bytes = name.bytes();
    return bytes.length == 2 && bytes[0] == '.' && bytes[1] == '.';
  }
}

package io.havenfs.node.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says why something could not be done with a file: the JDK often gives its name and no reason. */
public final class FileFailures {
  private FileFailures() {}

  /** The reason, in words. */
  public static String reason(FileSystemException e) {
    if (e.getReason() != null) {
      return e.getReason();
    }
    return switch (e) {
      case NoSuchFileException missing -> "no such file or directory";
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException there -> "it exists already";
      case NotDirectoryException other -> "it is not a directory";
      case DirectoryNotEmptyException full -> "the directory is not empty";
      case FileSystemLoopException loop -> "too many symbolic links";
      default -> e.getClass().getSimpleName();
    };
  }
}

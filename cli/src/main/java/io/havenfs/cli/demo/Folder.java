package io.havenfs.cli.demo;

import java.io.IOException;
import java.util.Set;

/**
 * A directory on the server, as one worker uses it. A method returns when the server has
 * acknowledged; while the server is down it waits. Used by one thread.
 */
interface Folder extends AutoCloseable {
  /** Creates a file that must not exist. */
  void create(String name) throws IOException;

  /** Writes the whole contents of an empty file and has them on stable storage. */
  void write(String name, byte[] contents) throws IOException;

  /** Renames a file. */
  void rename(String from, String to) throws IOException;

  /** Gives a file a second name. */
  void link(String name, String other) throws IOException;

  /** Removes a name. */
  void remove(String name) throws IOException;

  /** The whole contents of a file. */
  byte[] read(String name) throws IOException;

  /** All names. */
  Set<String> list() throws IOException;

  @Override
  void close() throws IOException;
}

package io.havenfs.cli.demo;

import java.io.IOException;

/** Some way to use the server's root directory as an NFS client. */
interface Client extends AutoCloseable {
  /** What it is, for people. */
  String description();

  /** Makes a folder that does not exist. */
  Folder makeFolder(String name) throws IOException;

  /** Opens a folder, in a way that reads everything from the server again. */
  Folder openFolder(String name) throws IOException;

  @Override
  void close() throws IOException;
}

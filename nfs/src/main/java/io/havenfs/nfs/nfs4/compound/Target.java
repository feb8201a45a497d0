package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.model.Inode;

/** What a current or saved filehandle stands for. Immutable. */
public sealed interface Target {
  /** A file system object in an export, as last looked at. */
  record File(ExportAccess export, Inode inode) implements Target {}

  /** A directory of the pseudo file system above the exports. */
  record Pseudo(int node) implements Target {}
}

package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.service.AdmittedExport;

/** What a current or saved filehandle stands for. Immutable. */
public sealed interface Target {
  /** The object as last looked at. */
  Inode inode();

  /** A file system object seen through an export. */
  record File(AdmittedExport export, Inode inode) implements Target {}

  /** A directory of the pseudo file system above the exports; its inode is made up. */
  record Pseudo(Inode inode) implements Target {}
}

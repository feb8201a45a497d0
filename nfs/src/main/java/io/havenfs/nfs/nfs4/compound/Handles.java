package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.rpc.xdr.XdrWriter;

/** The filehandle of what a compound points at. */
public final class Handles {
  private Handles() {}

  /** Appends it as {@code nfs_fh4}. */
  public static void write(XdrWriter out, Target target) {
    Inode inode = target.inode();
    switch (target) {
      case Target.File file ->
          FileHandle.write(out, file.export().exportId(), inode.id(), inode.generation());
      case Target.Pseudo pseudo -> FileHandle.pseudo(inode.id()).write(out);
    }
  }
}

package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.nfs.nfs4.attr.AttributeReader;
import io.havenfs.nfs.nfs4.attr.Bitmap;
import io.havenfs.nfs.nfs4.attr.NewAttributes;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.nfs.nfs4.proto.StatusTranslation;
import io.havenfs.rpc.xdr.XdrException;
import java.util.OptionalLong;

/** SETATTR (RFC 8881 section 18.30). */
public final class Setattr implements Operation4 {
  private final FileSystem files;
  private final IoStateids stateids;

  public Setattr(FileSystem files, IoStateids stateids) {
    this.files = files;
    this.stateids = stateids;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    try {
      set(compound).write(compound.results());
      return Nfs4Status.NFS4_OK;
    } catch (Nfs4Exception e) {
      return refused(compound, e.status());
    } catch (FsException e) {
      return refused(compound, StatusTranslation.of(e.status()));
    } catch (XdrException e) {
      return refused(compound, Nfs4Status.NFS4ERR_BADXDR);
    }
  }

  private Bitmap set(Compound compound) {
    Stateid stateid = Stateid.read(compound.arguments());
    NewAttributes wanted = AttributeReader.read(compound.arguments(), compound.minorVersion());
    Target.File file = compound.writableFile();
    SetAttributes changes = wanted.forExisting(file);
    boolean open = false;
    if (changes.size().isPresent()) {
      Types.requireRegular(file.inode());
      open = stateids.mayWrite(compound, stateid, file.inode());
    }
    files.setAttributes(
        compound.transaction(),
        file.export().credentials(),
        file.inode().id(),
        changes,
        OptionalLong.empty(),
        open);
    return wanted.given();
  }

  /** The result names the attributes that were set, also when there are none. */
  private static Nfs4Status refused(Compound compound, Nfs4Status status) {
    Bitmap.EMPTY.write(compound.results());
    return status;
  }
}

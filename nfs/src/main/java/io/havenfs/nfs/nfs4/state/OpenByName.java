package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.acl.AceMask;
import io.havenfs.engine.client.open.Opens;
import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.file.CreateMode;
import io.havenfs.engine.file.Created;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.nfs.nfs4.attr.Attr;
import io.havenfs.nfs.nfs4.attr.Bitmap;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds or makes the file of an OPEN with CLAIM_NULL. */
final class OpenByName {
  static final Bitmap NOTHING_SET = Bitmap.EMPTY;
  private static final Bitmap SIZE_SET = Bitmap.of(Attr.SIZE);

  private final FileSystem files;
  private final Opens opens;

  OpenByName(FileSystem files, Opens opens) {
    this.files = files;
    this.opens = opens;
  }

  /** The file, after every check has passed. */
  OpenedFile find(OpenRequest request, Target.File directory, Name name) {
    return switch (request.how()) {
      case OpenHow.NoCreate none -> existing(request, directory, lookup(request, directory, name));
      case OpenHow.Create create -> create(request, create, directory, name);
    };
  }

  private Inode lookup(OpenRequest request, Target.File directory, Name name) {
    Compound compound = request.compound();
    return files.lookup(compound.view(), directory.export().credentials(), directory.inode(), name);
  }

  private OpenedFile existing(OpenRequest request, Target.File directory, Inode file) {
    OpenPermission.require(
        files, request.compound().view(), request.share(), directory.export(), file);
    check(request, file, request.share().access());
    return new OpenedFile(file, false, NOTHING_SET);
  }

  private OpenedFile create(
      OpenRequest request, OpenHow.Create create, Target.File directory, Name name) {
    Optional<Inode> known = known(request, directory, name);
    boolean unchecked = create.mode() instanceof CreateMode.Unchecked;
    if (known.isPresent() && unchecked) {
      return reuse(request, create, directory, known.get());
    }
    Created made =
        files.createFile(
            request.compound().transaction(),
            directory.export().credentials(),
            directory.inode().id(),
            name,
            create.mode(),
            create.attributes().forNew(directory));
    check(request, made.inode(), request.share().access());
    return new OpenedFile(made.inode(), made.created(), create.attributes().given());
  }

  private Optional<Inode> known(OpenRequest request, Target.File directory, Name name) {
    try {
      return Optional.of(lookup(request, directory, name));
    } catch (FsException e) {
      if (e.status() == Status.NO_ENTRY) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** UNCHECKED4 of a file that is there: only a size of 0 has a meaning (section 18.16.3). */
  private OpenedFile reuse(
      OpenRequest request, OpenHow.Create create, Target.File directory, Inode file) {
    OptionalLong size = create.attributes().values().size();
    boolean truncates = size.isPresent() && size.getAsLong() == 0;
    OpenPermission.require(
        files, request.compound().view(), request.share(), directory.export(), file);
    Credentials who = directory.export().credentials();
    if (truncates && files.access(request.compound().view(), who, file, AceMask.WRITE_DATA) == 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_ACCESS);
    }
    int access = request.share().access() | (truncates ? ShareModes.WRITE : 0);
    check(request, file, access);
    if (!truncates) {
      return new OpenedFile(file, false, NOTHING_SET);
    }
    SetAttributes toZero = SetAttributes.NONE.withSize(size);
    Inode cut =
        files.setAttributes(
            request.compound().transaction(), who, file.id(), toZero, OptionalLong.empty(), false);
    return new OpenedFile(cut, false, SIZE_SET);
  }

  private void check(OpenRequest request, Inode file, int access) {
    request.check(opens, file.id(), access);
    files.inode(request.compound().view(), file.id());
  }
}

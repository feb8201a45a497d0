package io.havenfs.nfs.nfs4;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.offload.CopyJobs;
import io.havenfs.nfs.nfs4.attr.Attributes;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operations;
import io.havenfs.nfs.nfs4.copy.Copy;
import io.havenfs.nfs.nfs4.copy.CopyClients;
import io.havenfs.nfs.nfs4.copy.CopyRunner;
import io.havenfs.nfs.nfs4.copy.OffloadCancel;
import io.havenfs.nfs.nfs4.copy.OffloadStatus;
import io.havenfs.nfs.nfs4.extend.Getxattr;
import io.havenfs.nfs.nfs4.extend.IoAdvise;
import io.havenfs.nfs.nfs4.extend.Listxattrs;
import io.havenfs.nfs.nfs4.extend.RangeChange;
import io.havenfs.nfs.nfs4.extend.ReadPlus;
import io.havenfs.nfs.nfs4.extend.Removexattr;
import io.havenfs.nfs.nfs4.extend.Seek;
import io.havenfs.nfs.nfs4.extend.Setxattr;
import io.havenfs.nfs.nfs4.file.Access;
import io.havenfs.nfs.nfs4.file.AccessTimeNotes;
import io.havenfs.nfs.nfs4.file.Commit;
import io.havenfs.nfs.nfs4.file.Create;
import io.havenfs.nfs.nfs4.file.Delegreturn;
import io.havenfs.nfs.nfs4.file.FileEntries;
import io.havenfs.nfs.nfs4.file.Getattr;
import io.havenfs.nfs.nfs4.file.Getfh;
import io.havenfs.nfs.nfs4.file.Link;
import io.havenfs.nfs.nfs4.file.Lookup;
import io.havenfs.nfs.nfs4.file.Lookupp;
import io.havenfs.nfs.nfs4.file.Putfh;
import io.havenfs.nfs.nfs4.file.Putrootfh;
import io.havenfs.nfs.nfs4.file.Read;
import io.havenfs.nfs.nfs4.file.Readdir;
import io.havenfs.nfs.nfs4.file.Readlink;
import io.havenfs.nfs.nfs4.file.Remove;
import io.havenfs.nfs.nfs4.file.Rename;
import io.havenfs.nfs.nfs4.file.Restorefh;
import io.havenfs.nfs.nfs4.file.Savefh;
import io.havenfs.nfs.nfs4.file.Secinfo;
import io.havenfs.nfs.nfs4.file.SecinfoInPlace;
import io.havenfs.nfs.nfs4.file.SecinfoNoName;
import io.havenfs.nfs.nfs4.file.Setattr;
import io.havenfs.nfs.nfs4.file.Verify;
import io.havenfs.nfs.nfs4.file.Write;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;
import io.havenfs.nfs.service.NfsContext;

/** Binds the operations on files and filehandles to their rows. */
public final class FileOperations {
  private final NfsContext nfs;
  private final PseudoFs pseudo;
  private final IoStateids stateids;
  private final Attributes attributes;
  private final AccessTimeNotes accessTimes;
  private final CopyClients copyClients;
  private final CopyRunner copies;

  /**
   * What the operations need.
   *
   * @param leaseSeconds the lease time that clients are told
   */
  public FileOperations(
      NfsContext nfs,
      PseudoFs pseudo,
      IoStateids stateids,
      CopyClients copyClients,
      int leaseSeconds) {
    this.nfs = nfs;
    this.pseudo = pseudo;
    this.stateids = stateids;
    this.attributes = new Attributes(nfs, pseudo, leaseSeconds);
    this.copyClients = copyClients;
    this.copies = new CopyRunner(nfs.engine(), new CopyJobs(nfs.files()), copyClients);
    this.accessTimes = new AccessTimeNotes(nfs.engine(), nfs.files(), nfs.time());
  }

  /** The copies that go on after their request; somebody has to call its {@code tick}. */
  public CopyRunner copies() {
    return copies;
  }

  /** Binds those of minor versions with sessions. */
  public void bind(Operations.Builder table) {
    common(table);
    Lookupp lookupp = new Lookupp(nfs.files(), pseudo);
    table
        .bind(Op.SECINFO, new Secinfo(new Lookup(nfs.files(), pseudo)))
        .bind(Op.SECINFO_NO_NAME, new SecinfoNoName(lookupp));
    in42(table);
  }

  /** Binds those of minor version 0. */
  public void bind40(Operations.Builder table) {
    common(table);
    table.bind(Op.SECINFO, new SecinfoInPlace(new Lookup(nfs.files(), pseudo)));
  }

  private void common(Operations.Builder table) {
    handles(table);
    reading(table);
    changing(table);
  }

  private void handles(Operations.Builder table) {
    FileSystem files = nfs.files();
    Putrootfh putrootfh = new Putrootfh(pseudo);
    Lookup lookup = new Lookup(files, pseudo);
    Lookupp lookupp = new Lookupp(files, pseudo);
    table
        .bind(Op.PUTFH, new Putfh(files, nfs.admission(), pseudo))
        .bind(Op.PUTROOTFH, putrootfh)
        .bind(Op.PUTPUBFH, putrootfh)
        .bind(Op.GETFH, new Getfh())
        .bind(Op.SAVEFH, new Savefh())
        .bind(Op.RESTOREFH, new Restorefh())
        .bind(Op.LOOKUP, lookup)
        .bind(Op.LOOKUPP, lookupp);
  }

  private void reading(Operations.Builder table) {
    FileSystem files = nfs.files();
    FileEntries entries = new FileEntries(files, pseudo, accessTimes);
    table
        .bind(Op.ACCESS, new Access(files))
        .bind(Op.GETATTR, new Getattr(attributes))
        .bind(Op.VERIFY, Verify.same(attributes))
        .bind(Op.NVERIFY, Verify.different(attributes))
        .bind(Op.READ, new Read(files, stateids, accessTimes))
        .bind(Op.READDIR, new Readdir(entries, pseudo, attributes))
        .bind(Op.READLINK, new Readlink(files, accessTimes))
        .bind(Op.DELEGRETURN, new Delegreturn());
  }

  private void changing(Operations.Builder table) {
    Engine engine = nfs.engine();
    FileSystem files = nfs.files();
    table
        .bind(Op.SETATTR, new Setattr(files, stateids))
        .bind(Op.WRITE, new Write(engine, files, stateids))
        .bind(Op.COMMIT, new Commit(engine, files))
        .bind(Op.CREATE, new Create(files))
        .bind(Op.REMOVE, new Remove(files))
        .bind(Op.RENAME, new Rename(files))
        .bind(Op.LINK, new Link(files));
  }

  private void in42(Operations.Builder table) {
    FileSystem files = nfs.files();
    table
        .bind(Op.SEEK, new Seek(files, stateids))
        .bind(Op.ALLOCATE, RangeChange.allocate(files, stateids))
        .bind(Op.DEALLOCATE, RangeChange.deallocate(files, stateids))
        .bind(Op.READ_PLUS, new ReadPlus(files, stateids, accessTimes))
        .bind(Op.IO_ADVISE, new IoAdvise(stateids))
        .bind(Op.COPY, new Copy(nfs.engine(), files, stateids, copyClients, copies))
        .bind(Op.OFFLOAD_STATUS, new OffloadStatus())
        .bind(Op.OFFLOAD_CANCEL, new OffloadCancel())
        .bind(Op.GETXATTR, new Getxattr(files))
        .bind(Op.SETXATTR, new Setxattr(files))
        .bind(Op.LISTXATTRS, new Listxattrs(files))
        .bind(Op.REMOVEXATTR, new Removexattr(files));
  }
}

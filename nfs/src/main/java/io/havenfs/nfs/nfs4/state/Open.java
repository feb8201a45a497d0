package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.identity.Grace;
import io.havenfs.engine.client.open.Opens;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.file.ChangeInfo;
import io.havenfs.nfs.nfs4.file.Types;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * OPEN (RFC 8881 section 18.16). Everything that can refuse it (grace, permission, share
 * reservations) is asked before anything is changed.
 */
final class Open implements Operation4 {
  /** The open-owner has to confirm: of version 4.0. */
  private static final int CONFIRM = 0x2;

  private static final int LOCKTYPE_POSIX = 0x4;

  /** The file stays as long as it is open, also without a name. */
  private static final int PRESERVE_UNLINKED = 0x8;

  private final FileSystem files;
  private final Grace grace;
  private final Opens opens;
  private final OpenByName byName;
  private final Turns turns;

  Open(FileSystem files, ClientService service, Turns turns) {
    this.turns = turns;
    this.files = files;
    this.grace = service.grace();
    this.opens = service.opens();
    this.byName = new OpenByName(files, service.opens());
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    int seqid = in.int32();
    int access = in.int32();
    int deny = in.int32();
    NamedOwner owner = NamedOwner.read(in);
    OpenArguments arguments = OpenArguments.read(compound, access, deny);
    boolean reclaims =
        arguments instanceof OpenArguments.Good good && good.claim() instanceof OpenClaim.Reclaim;
    return turns.opening(
        compound,
        owner,
        seqid,
        reclaims,
        caller -> opened(compound, caller, owner.owner(), arguments.orThrow()));
  }

  private Nfs4Status opened(
      Compound compound, Turns.Caller caller, Owner owner, OpenArguments.Good arguments) {
    OpenClaim claim = arguments.claim();
    grace.admit(compound.view(), caller.clientId(), claim instanceof OpenClaim.Reclaim);
    opens.requireRoom(compound.transaction(), caller.clientId());
    OpenRequest request =
        new OpenRequest(compound, caller, owner, arguments.share(), arguments.how());
    return claim instanceof OpenClaim.ByName named ? inDirectory(request, named) : current(request);
  }

  private Nfs4Status inDirectory(OpenRequest request, OpenClaim.ByName claim) {
    Target.File directory = directory(request);
    OpenedFile opened = byName.find(request, directory, claim.name());
    Inode after = files.inode(request.compound().view(), directory.inode().id());
    Stateid stateid = open(request, opened.inode());
    XdrWriter out = request.compound().results();
    stateid.write(out);
    ChangeInfo.write(out, directory.inode(), after);
    finish(request, new Target.File(directory.export(), opened.inode()), opened, stateid);
    return Nfs4Status.NFS4_OK;
  }

  /**
   * Above the exports nothing can be created, and there are only directories; the client finds out
   * which with a LOOKUP.
   */
  private static Target.File directory(OpenRequest request) {
    boolean creates = request.how() instanceof OpenHow.Create;
    if (!creates && request.compound().current() instanceof Target.Pseudo) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_ISDIR);
    }
    Target.File directory = creates ? request.compound().writableFile() : request.compound().file();
    Types.requireDirectory(directory.inode());
    return directory;
  }

  private Nfs4Status current(OpenRequest request) {
    if (request.how() instanceof OpenHow.Create) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    Target.File file = request.compound().file();
    OpenPermission.require(
        files, request.compound().view(), request.share(), file.export(), file.inode());
    check(request, file.inode());
    Stateid stateid = open(request, file.inode());
    XdrWriter out = request.compound().results();
    stateid.write(out);
    ChangeInfo.write(out, file.inode(), file.inode());
    finish(request, file, new OpenedFile(file.inode(), false, OpenByName.NOTHING_SET), stateid);
    return Nfs4Status.NFS4_OK;
  }

  private void check(OpenRequest request, Inode file) {
    request.check(opens, file.id(), request.share().access());
    files.inode(request.compound().view(), file.id());
  }

  private Stateid open(OpenRequest request, Inode file) {
    Compound compound = request.compound();
    return Stateids.toWire(
        opens.open(
            compound.transaction(),
            request.caller().clientId(),
            request.owner(),
            file.id(),
            request.share().access(),
            request.share().deny()));
  }

  private static void finish(
      OpenRequest request, Target.File file, OpenedFile opened, Stateid stateid) {
    XdrWriter out = request.compound().results();
    int version = request.compound().minorVersion() == 0 ? 0 : PRESERVE_UNLINKED;
    out.int32(LOCKTYPE_POSIX | version | (request.caller().confirmed() ? 0 : CONFIRM));
    opened.attributes().write(out);
    NoDelegation.write(out, request.share().want());
    request.compound().current(file);
    request.compound().currentStateid(stateid);
  }
}

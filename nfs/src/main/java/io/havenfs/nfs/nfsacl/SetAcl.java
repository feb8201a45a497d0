package io.havenfs.nfs.nfsacl;

import io.havenfs.engine.acl.PosixAcl;
import io.havenfs.engine.acl.PosixAcls;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.nfs3.Nfsstat3;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.RememberedChange;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * SETACL on the sequencer. What the mask does not name stays; a default ACL without entries goes.
 * Whatever is answered is remembered, but for JUKEBOX.
 */
final class SetAcl implements RememberedChange.Work {
  static final int LARGEST_REPLY = 128;

  private final NfsContext context;
  private final RpcCall call;
  private final AclFile file;
  private final int mask;
  private final AclWire.Entries access;
  private final AclWire.Entries inherited;

  SetAcl(
      NfsContext context,
      RpcCall call,
      AclFile file,
      int mask,
      AclWire.Entries access,
      AclWire.Entries inherited) {
    this.context = context;
    this.call = call;
    this.file = file;
    this.mask = mask;
    this.access = access;
    this.inherited = inherited;
  }

  @Override
  public boolean answer(Transaction tx, XdrWriter out) {
    Nfsstat3 status = set(tx);
    out.int32(status.code());
    file.attributes(context, tx, out);
    return status != Nfsstat3.NFS3ERR_JUKEBOX;
  }

  private Nfsstat3 set(Transaction tx) {
    try {
      file.requireAcls();
      NfsAclProgram.requireKnown(mask);
      Inode inode = file.inode(context, tx);
      if (file.access().readOnly()) {
        throw FsException.of(Status.READ_ONLY);
      }
      context.files().changePosixAcls(tx, file.access().credentials(), inode.id(), this::changed);
      return Nfsstat3.NFS3_OK;
    } catch (FsException refused) {
      return Nfsstat3.of(refused.status());
    }
  }

  private PosixAcls changed(PosixAcls before) {
    PosixAcl own =
        (mask & NfsAclProgram.ACL) == 0
            ? before.access()
            : access.acl().orElseThrow(() -> FsException.of(Status.INVALID));
    return new PosixAcls(
        own, (mask & NfsAclProgram.DEFAULT_ACL) == 0 ? before.inherited() : inherited.acl());
  }

  @Override
  public void committed() {
    call.send();
  }

  /** As NFSv3 does: come again, or, when no reply may leave, ask whoever serves now. */
  @Override
  public void failed(Throwable cause) {
    if (cause instanceof FsException refusal) {
      XdrWriter out = call.reply();
      out.int32(Nfsstat3.of(refusal.status()).code());
      file.attributes(context, context.engine().committed(), out);
      call.send();
    } else {
      RememberedChange.askAnother(call);
    }
  }
}

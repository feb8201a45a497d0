package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.owner.OwnerSequence;
import io.havenfs.engine.client.owner.OwnerSequences;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.FsException;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.StatusTranslation;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.Set;

/** Executes a numbered request once, and answers it as often as it comes (RFC 7530 9.1.7). */
final class NumberedStep {
  /** After these the client does not count on: the request was not the owner's next one. */
  private static final Set<Nfs4Status> NOT_COUNTED =
      EnumSet.of(
          Nfs4Status.NFS4ERR_STALE_CLIENTID,
          Nfs4Status.NFS4ERR_STALE_STATEID,
          Nfs4Status.NFS4ERR_BAD_STATEID,
          Nfs4Status.NFS4ERR_BAD_SEQID,
          Nfs4Status.NFS4ERR_BADXDR,
          Nfs4Status.NFS4ERR_RESOURCE,
          Nfs4Status.NFS4ERR_NOFILEHANDLE,
          Nfs4Status.NFS4ERR_MOVED);

  private final OwnerSequences owners;
  private final FileSystem files;

  NumberedStep(OwnerSequences owners, FileSystem files) {
    this.owners = owners;
    this.files = files;
  }

  Nfs4Status run(Compound compound, Turn turn, Turns.Step step) {
    OwnerSequence last = turn.last();
    if (last != null && last.isReplay(turn.seqid(), compound.fingerprint())) {
      return replay(compound, last);
    }
    if (last != null && !last.isNext(turn.seqid())) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_SEQID);
    }
    int start = compound.results().position();
    Nfs4Status status = execute(compound, turn, step, start);
    if (isCounted(turn, status)) {
      remember(compound, turn, status, start);
    }
    return status;
  }

  /** A lock-owner is known from its first lock on; its client begins anew until then. */
  private static boolean isCounted(Turn turn, Nfs4Status status) {
    boolean unknown = turn.owner().locks() && turn.last() == null;
    return !NOT_COUNTED.contains(status) && !(unknown && status != Nfs4Status.NFS4_OK);
  }

  private Nfs4Status execute(Compound compound, Turn turn, Turns.Step step, int start) {
    Nfs4Status status;
    try {
      return step.run(new Turns.Caller(turn.owner().clientId(), turn.confirmed()));
    } catch (Nfs4Exception e) {
      status = e.status();
    } catch (FsException e) {
      status = StatusTranslation.of(e.status());
    }
    compound.results().truncate(start);
    // Only OPEN finds a wrong type here; what it says of a device is RFC 7530 section 16.16.5.
    return status == Nfs4Status.NFS4ERR_WRONG_TYPE ? Nfs4Status.NFS4ERR_SYMLINK : status;
  }

  private void remember(Compound compound, Turn turn, Nfs4Status status, int start) {
    boolean done = status == Nfs4Status.NFS4_OK;
    OwnerSequence last = turn.last();
    boolean before = last != null && last.confirmed();
    owners.remember(
        compound.transaction(),
        turn.owner(),
        new OwnerSequence(
            turn.seqid(),
            done ? turn.confirmed() || turn.owner().locks() : before,
            compound.fingerprint(),
            done ? compound.inode().id() : 0,
            done ? turn.closes() : 0,
            status.code(),
            written(compound.results(), start)));
  }

  /** The bytes as they were, and the current filehandle as OPEN left it. */
  private Nfs4Status replay(Compound compound, OwnerSequence last) {
    compound.results().fixedOpaque(last.result().array());
    if (last.fileId() != 0 && last.closed() == 0) {
      Target.File now = compound.file();
      compound.current(new Target.File(now.export(), files.inode(compound.view(), last.fileId())));
    }
    return Nfs4Status.of(last.status());
  }

  private static Bytes written(XdrWriter out, int start) {
    ByteBuf buffer = out.buffer();
    byte[] bytes = new byte[out.position() - start];
    buffer.getBytes(buffer.writerIndex() - bytes.length, bytes);
    return new Bytes(bytes);
  }
}

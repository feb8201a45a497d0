package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.identity.Grace;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.open.LockOutcome;
import io.havenfs.engine.client.open.Locking;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.file.Types;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import java.util.Optional;

/** LOCKT (RFC 8881 section 18.11). */
final class Lockt implements Operation4 {
  private final Grace grace;
  private final Locking locking;
  private final Turns turns;

  Lockt(ClientService service, Turns turns) {
    this.turns = turns;
    this.grace = service.grace();
    this.locking = service.locking();
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    boolean exclusive = LockTypes.readExclusive(in);
    long offset = in.int64();
    long length = in.int64();
    NamedOwner owner = NamedOwner.read(in);
    Types.requireRegular(compound.inode());
    LockRange range = LockRange.of(offset, length, exclusive);
    long client = turns.client(compound, owner);
    if (grace.active()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_GRACE);
    }
    Optional<LockOutcome.Denied> denied =
        locking.test(compound.view(), client, owner.owner(), range, compound.inode().id());
    denied.ifPresent(conflict -> LockTypes.write(compound.results(), conflict));
    return denied.isPresent() ? Nfs4Status.NFS4ERR_DENIED : Nfs4Status.NFS4_OK;
  }
}

package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.Opens;
import io.havenfs.engine.client.open.State;
import io.havenfs.engine.client.owner.OwnerKey;
import io.havenfs.engine.client.owner.OwnerSequence;
import io.havenfs.engine.client.owner.OwnerSequences;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import org.jspecify.annotations.Nullable;

/** Turns by the sequences of owners (RFC 7530 section 9.1.7 to 9.1.11). */
final class OwnerTurns implements Turns {
  private final OwnerSequences owners;
  private final Opens opens;
  private final OwnerClients clients;
  private final NumberedStep numbered;

  OwnerTurns(ClientService service, OwnerClients clients, NumberedStep numbered) {
    this.owners = service.owners();
    this.opens = service.opens();
    this.clients = clients;
    this.numbered = numbered;
  }

  @Override
  public Nfs4Status opening(
      Compound compound, NamedOwner owner, int seqid, boolean reclaims, Step step) {
    clients.require(compound, owner.clientId());
    OwnerKey key = new OwnerKey(owner.clientId(), false, owner.owner());
    OwnerSequence last = owners.last(compound.view(), key);
    if (last != null && !last.confirmed() && !last.isReplay(seqid, compound.fingerprint())) {
      // Sent anew by a client that has lost the first answer: what it opened is not wanted.
      opens.cancel(compound.transaction(), key.clientId(), key.owner());
      owners.forget(compound.transaction(), key);
      last = null;
    }
    if (last == null) {
      owners.requireRoom(
          compound.transaction(), key, () -> opens.owners(compound.view(), key.clientId()));
    }
    boolean confirmed = reclaims || (last != null && last.confirmed());
    return numbered.run(compound, new Turn(key, last, seqid, confirmed, 0), step);
  }

  @Override
  public Nfs4Status confirming(Compound compound, Stateid open, int seqid, Step step) {
    Turn turn = turn(compound, open, false, seqid, 0);
    boolean before = turn.last() != null && turn.last().confirmed();
    return numbered.run(
        compound,
        new Turn(turn.owner(), turn.last(), seqid, true, 0),
        caller -> {
          if (before) {
            throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
          }
          return step.run(caller);
        });
  }

  @Override
  public Nfs4Status ofOpen(Compound compound, Stateid open, int seqid, Step step) {
    return numbered.run(compound, confirmed(turn(compound, open, false, seqid, 0)), step);
  }

  @Override
  public Nfs4Status closing(Compound compound, Stateid open, int seqid, Step step) {
    Turn turn = turn(compound, open, false, seqid, open.low());
    return numbered.run(compound, confirmed(turn), step);
  }

  @Override
  public Nfs4Status ofLocker(Compound compound, Stateid lock, int seqid, Step step) {
    return numbered.run(compound, turn(compound, lock, true, seqid, 0), step);
  }

  @Override
  public Nfs4Status ofNewLocker(
      Compound compound, Stateid open, int openSeqid, NamedOwner locker, int lockSeqid, Step step) {
    clients.require(compound, locker.clientId());
    Turn turn = confirmed(turn(compound, open, false, openSeqid, 0));
    if (turn.owner().clientId() != locker.clientId()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
    }
    OwnerKey key = new OwnerKey(locker.clientId(), true, locker.owner());
    return numbered.run(
        compound,
        turn,
        caller -> {
          OwnerSequence last = owners.last(compound.view(), key);
          if (last != null && !last.isNext(lockSeqid)) {
            throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_SEQID);
          }
          boolean confirmed = last == null || last.confirmed();
          return numbered.run(compound, new Turn(key, last, lockSeqid, confirmed, 0), step);
        });
  }

  @Override
  public long client(Compound compound, NamedOwner owner) {
    clients.require(compound, owner.clientId());
    return owner.clientId();
  }

  /** The turn of the owner whose state a stateid names, or was until its last request closed it. */
  private Turn turn(Compound compound, Stateid stateid, boolean locks, int seqid, int closes) {
    OwnerKey closer = owners.closer(compound.view(), stateid.high(), stateid.low());
    OwnerKey owner = closer != null ? closer : ownerOf(compound, stateid, locks);
    @Nullable OwnerSequence last = owners.last(compound.view(), owner);
    if (last == null) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
    }
    return new Turn(owner, last, seqid, last.confirmed(), closes);
  }

  private static Turn confirmed(Turn turn) {
    if (!turn.confirmed()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
    }
    return turn;
  }

  private OwnerKey ownerOf(Compound compound, Stateid stateid, boolean locks) {
    State state = clients.state(compound, stateid);
    if (state instanceof State.LockHolder != locks) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
    }
    return new OwnerKey(state.clientId(), locks, state.owner());
  }
}

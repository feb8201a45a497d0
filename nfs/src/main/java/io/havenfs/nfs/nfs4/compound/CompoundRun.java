package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.Engine;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.table.WouldBlockException;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.StatusTranslation;
import io.havenfs.nfs.service.Offload;
import io.havenfs.nfs.service.PendingChanges;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The run of one compound: first on the event loop, from the first operation that has to wait for
 * the disk on a thread that may, from the first changing operation on as a {@link Change} on the
 * sequencer. An object is a compound's life, so its fields need no lock: queues hand them from one
 * thread to the other.
 */
final class CompoundRun implements Change {
  private static final Logger log = LoggerFactory.getLogger(CompoundRun.class);

  /** Why a run stopped. */
  private enum Stop {
    /** There is nothing more to do. */
    AT_END,
    /** The next operation needs a transaction. */
    AT_CHANGE,
    /** The next operation has to wait for the disk. */
    AT_DISK
  }

  private final Engine engine;
  private final Offload offload;
  private final Operations operations;
  private final Compound compound;
  private final RequestMemory memory;
  private final PendingChanges pending;
  private final int countAt;

  private int next;
  private int results;
  private Nfs4Status status = Nfs4Status.NFS4_OK;
  private boolean done;
  private boolean onceOnly;

  CompoundRun(
      Engine engine,
      Offload offload,
      Operations operations,
      Compound compound,
      RequestMemory memory,
      PendingChanges pending,
      int countAt) {
    this.engine = engine;
    this.offload = offload;
    this.operations = operations;
    this.compound = compound;
    this.memory = memory;
    this.pending = pending;
    this.countAt = countAt;
  }

  /** Outside of the sequencer. */
  void proceed() {
    Stop stop;
    try {
      stop = run();
    } catch (RuntimeException | Error defect) {
      abandon();
      throw defect;
    }
    switch (stop) {
      case AT_END -> reply();
      case AT_CHANGE -> submit();
      case AT_DISK -> offload.run(compound.call(), this::proceedWaiting);
    }
  }

  private void proceedWaiting() {
    compound.look(engine.committed());
    proceed();
  }

  private void submit() {
    pending.began(client());
    engine.submit(this);
  }

  @Override
  public void decide(Transaction tx) {
    compound.enter(tx);
    run();
    Slot slot = compound.slot();
    if (slot != null && onceOnly) {
      slot.remember(tx, wholeReply());
    } else if (onceOnly && compound.replayed() == null) {
      memory.remember(tx, wholeReply());
    }
  }

  @Override
  public void committed() {
    noLongerPending();
    reply();
  }

  @Override
  public void failed(Throwable cause) {
    noLongerPending();
    if (cause instanceof FsException refusal && !isNumbered()) {
      refuse(StatusTranslation.of(refusal.status()));
      return;
    }
    abandon();
    compound.call().drop();
    compound.call().connection().close();
  }

  /** A client takes any refusal, but not silence, of a numbered operation for its execution. */
  private boolean isNumbered() {
    XdrReader in = compound.arguments();
    int at = in.position();
    Op op = Op.of(in.int32(), compound.minorVersion());
    in.position(at);
    return compound.minorVersion() == 0 && op != null && op.isNumbered();
  }

  /** The operation that was to be decided next was not: it is refused, and the compound ends. */
  private void refuse(Nfs4Status refusal) {
    result(compound.arguments().int32(), refusal);
    finish();
    reply();
  }

  private void noLongerPending() {
    pending.ended(client());
  }

  /** What clients are told apart by; without a session, by their address. */
  private long client() {
    Slot slot = compound.slot();
    return slot != null ? slot.clientId() : compound.call().remoteAddress().getAddress().hashCode();
  }

  /** Executes operations up to the end, or up to one that cannot be executed here. */
  private Stop run() {
    XdrReader in = compound.arguments();
    while (!done && next < compound.operations()) {
      int at = in.position();
      Op op = in.remaining() < 4 ? null : Op.of(in.int32(), compound.minorVersion());
      if (op == null) {
        result(Op.ILLEGAL, Nfs4Status.NFS4ERR_OP_ILLEGAL);
        break;
      }
      compound.begin(next, op);
      if (compound.minorVersion() == 0 && memorable(op)) {
        compound.limitReply(ReplyMemory.MAX_RESULTS);
      }
      Nfs4Status refusal = Demands.unmet(compound, op);
      if (refusal != Nfs4Status.NFS4_OK) {
        result(op.number(), refusal);
        break;
      }
      if (!compound.inTransaction() && (op.changes() || mustWait(op))) {
        in.position(at);
        return Stop.AT_CHANGE;
      }
      if (memorable(op) && knownBefore()) {
        break;
      }
      int start = compound.results().position();
      try {
        execute(op);
      } catch (WouldBlockException onDisk) {
        compound.results().truncate(start);
        in.position(at);
        return Stop.AT_DISK;
      }
      next++;
    }
    finish();
    return Stop.AT_END;
  }

  /** Whether it is the whole compound's reply that keeps the operation from being repeated. */
  private boolean memorable(Op op) {
    boolean numbered = compound.minorVersion() == 0 && op.isNumbered();
    return op.effect() == Op.Effect.ONCE && !numbered;
  }

  /** Whether this compound was executed before; if not, its reply must be one to be remembered. */
  private boolean knownBefore() {
    if (onceOnly || compound.minorVersion() != 0) {
      return false;
    }
    Optional<Bytes> known = memory.find(compound.view());
    known.ifPresent(compound::replay);
    return known.isPresent();
  }

  /**
   * A listing that a client asks for while changes of its own are under way shows what they do, as
   * it would on a local disk: a client removes a file that it had renamed away (".nfs...") without
   * waiting for that, and is surprised to find it.
   */
  private boolean mustWait(Op op) {
    return op == Op.READDIR && pending.any(client());
  }

  private void execute(Op op) {
    XdrWriter out = compound.results();
    int start = out.position();
    out.int32(op.number());
    out.int32(Nfs4Status.NFS4_OK.code());
    Nfs4Status ended = executed(op, out, start + 8);
    if (out.position() > compound.replyLimit()) {
      ended = Demands.tooBig(compound);
      out.truncate(start + 8);
    }
    if (compound.replayed() != null || (ended == Nfs4Status.NFS4ERR_STALE && knownBefore())) {
      done = true;
      return;
    }
    results++;
    if (ended != Nfs4Status.NFS4_OK) {
      out.patchInt32(start + 4, ended.code());
      status = ended;
      done = true;
    } else if (op.changes()) {
      compound.changed();
      onceOnly |= memorable(op) || mayLoseItsFile(op);
    }
  }

  /**
   * Whether the current file may go once this is executed: nothing keeps the directory of an OPEN,
   * nor the file of a CLOSE. Sent again, the compound would fail at its PUTFH, before the owner's
   * memory is asked.
   */
  private boolean mayLoseItsFile(Op op) {
    return compound.minorVersion() == 0 && (op == Op.OPEN || op == Op.CLOSE);
  }

  private Nfs4Status executed(Op op, XdrWriter out, int bodyAt) {
    Nfs4Status ended = ended(op, out, bodyAt);
    boolean of41 = ended == Nfs4Status.NFS4ERR_WRONG_TYPE;
    return of41 && compound.minorVersion() == 0 ? Nfs4Status.NFS4ERR_INVAL : ended;
  }

  private Nfs4Status ended(Op op, XdrWriter out, int bodyAt) {
    try {
      return operations.of(op).execute(compound);
    } catch (Nfs4Exception e) {
      out.truncate(bodyAt);
      return e.status();
    } catch (FsException e) {
      out.truncate(bodyAt);
      return StatusTranslation.of(e.status());
    } catch (XdrException e) {
      out.truncate(bodyAt);
      return Nfs4Status.NFS4ERR_BADXDR;
    } catch (WouldBlockException onDisk) {
      throw onDisk;
    } catch (RuntimeException defect) {
      if (compound.inTransaction()) {
        throw defect;
      }
      log.error("{} of xid {} failed", op, compound.call().xid(), defect);
      out.truncate(bodyAt);
      return Nfs4Status.NFS4ERR_SERVERFAULT;
    }
  }

  private void result(int number, Nfs4Status ended) {
    XdrWriter out = compound.results();
    out.int32(number);
    out.int32(ended.code());
    if (number == Op.SETATTR.number()) {
      out.int32(0); // its result names the attributes that were set, also when there are none
    }
    results++;
    status = ended;
    done = true;
  }

  private void finish() {
    XdrWriter out = compound.results();
    Bytes replayed = compound.replayed();
    if (replayed != null) {
      out.truncate(0);
      out.fixedOpaque(replayed.array());
      return;
    }
    out.patchInt32(0, status.code());
    out.patchInt32(countAt, results);
  }

  private void reply() {
    Slot slot = compound.slot();
    if (slot != null) {
      slot.complete(wholeReply());
    }
    compound.call().send();
  }

  private void abandon() {
    Slot slot = compound.slot();
    if (slot != null) {
      slot.abandon();
    }
  }

  private ByteBuf wholeReply() {
    XdrWriter out = compound.results();
    ByteBuf buffer = out.buffer();
    return buffer.slice(buffer.writerIndex() - out.position(), out.position());
  }
}

package io.havenfs.nfs.nfs4.script;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Slot;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** A SEQUENCE with one slot and without a session; notes what the run tells the slot. */
public final class ScriptSequence implements Operation4 {
  public static final int SIZE = 32;

  private int maxResponse = 1 << 21;
  private int maxCached = 1 << 21;
  private int lastSequence;
  private Bytes lastReply = Bytes.EMPTY;
  private @Nullable Held held;

  /** Sets the limits of replies. */
  public void limits(int response, int cached) {
    maxResponse = response;
    maxCached = cached;
  }

  /** What happened to the slot in the last compound. */
  public String story() {
    Held last = held;
    return last == null ? "not held" : last.story.toString();
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    in.skip(16);
    int sequence = in.int32();
    in.skip(8);
    boolean cacheThis = in.bool();
    if (sequence == lastSequence) {
      held = null;
      compound.replay(lastReply);
      return Nfs4Status.NFS4_OK;
    }
    Held slot = new Held(sequence, cacheThis);
    held = slot;
    compound.slot(slot);
    for (int i = 0; i < 9; i++) {
      compound.results().int32(0);
    }
    return Nfs4Status.NFS4_OK;
  }

  private final class Held implements Slot {
    private final int sequence;
    private final boolean cacheThis;
    private final StringBuilder story = new StringBuilder("held");

    Held(int sequence, boolean cacheThis) {
      this.sequence = sequence;
      this.cacheThis = cacheThis;
    }

    @Override
    public long clientId() {
      return 1;
    }

    @Override
    public int maxResponseSize() {
      return maxResponse;
    }

    @Override
    public int maxResponseSizeCached() {
      return maxCached;
    }

    @Override
    public boolean cacheThis() {
      return cacheThis;
    }

    @Override
    public void remember(Transaction transaction, ByteBuf reply) {
      story.append(", remembered");
      lastReply = new Bytes(ByteBufUtil.getBytes(reply));
    }

    @Override
    public void complete(ByteBuf reply) {
      story.append(", completed");
      lastSequence = sequence;
      lastReply = new Bytes(ByteBufUtil.getBytes(reply));
    }

    @Override
    public void abandon() {
      story.append(", abandoned");
    }
  }
}

package io.havenfs.bench.protocol;

import io.havenfs.bench.BenchException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of NFSv4.1 with one session, made over one connection: EXCHANGE_ID, CREATE_SESSION,
 * RECLAIM_COMPLETE (RFC 8881 sections 18.35, 18.36, 18.51).
 */
public final class Nfs41Client implements Client {
  private static final int SESSION_ID_BYTES = 16;
  private static final int MAX_BYTES = (1 << 20) + (64 << 10);
  private static final int MAX_CACHED = 4096;
  private static final int MAX_OPERATIONS = 16;

  private final Caller caller;
  private final int slots;
  private final byte[] sessionId = new byte[SESSION_ID_BYTES];
  private final List<Nfs41> protocols = new ArrayList<>();
  private long clientId;
  private int sequence;
  private int grantedSlots;

  /**
   * Makes a client called {@code owner} whose session has room for {@code slots} slots.
   *
   * @param cached whether it asks the server to keep replies, so that calls can be sent again
   */
  public Nfs41Client(Caller caller, String owner, long verifier, int slots, boolean cached) {
    this.caller = caller;
    this.slots = slots;
    caller.make(Nfs4Compound.of(exchangeId(owner, verifier)));
    caller.make(Nfs4Compound.of(createSession()));
    if (grantedSlots <= slots) {
      throw new BenchException(
          "CREATE_SESSION: the server grants "
              + grantedSlots
              + " slots, "
              + (slots + 1)
              + " are needed; use a smaller depth");
    }
    for (int slot = 0; slot <= slots; slot++) {
      protocols.add(new Nfs41(new Nfs41Slot(sessionId, slot, slots, cached)));
    }
    caller.make(protocols.get(slots).reclaimComplete());
  }

  @Override
  public Protocol slot(int slot) {
    return protocols.get(slot);
  }

  /** The setup has the slot after the load's. */
  @Override
  public Protocol setup() {
    return protocols.get(slots);
  }

  /** Finds the root of an export below the server's pseudo file system. */
  public void findRoot(String path, FileHandle root) {
    caller.make(protocols.get(slots).root(path, root));
  }

  @Override
  public void close() {
    caller.make(
        Nfs4Compound.of(Nfs4Operation.of("DESTROY_SESSION", 44, w -> w.fixedOpaque(sessionId))));
    caller.make(Nfs4Compound.of(Nfs4Operation.of("DESTROY_CLIENTID", 57, w -> w.int64(clientId))));
  }

  private Nfs4Operation exchangeId(String owner, long verifier) {
    byte[] ownerBytes = owner.getBytes(StandardCharsets.UTF_8);
    return new Nfs4Operation(
        "EXCHANGE_ID",
        42,
        w -> {
          w.int64(verifier);
          w.opaque(ownerBytes);
          w.int32(0);
          w.int32(0);
          w.int32(0);
        },
        r -> {
          clientId = r.int64();
          sequence = r.int32();
        });
  }

  private Nfs4Operation createSession() {
    return new Nfs4Operation(
        "CREATE_SESSION",
        43,
        w -> {
          w.int64(clientId);
          w.int32(sequence);
          w.int32(0);
          channel(w, slots + 1);
          channel(w, 1);
          w.int32(0);
          w.int32(1);
          w.int32(0);
        },
        this::takeSession);
  }

  /** A channel_attrs4 (RFC 8881 section 18.36.1). */
  private static void channel(XdrWriter w, int requests) {
    w.int32(0);
    w.int32(MAX_BYTES);
    w.int32(MAX_BYTES);
    w.int32(MAX_CACHED);
    w.int32(MAX_OPERATIONS);
    w.int32(requests);
    w.int32(0);
  }

  private void takeSession(XdrReader r) {
    r.fixedOpaque(sessionId, 0, SESSION_ID_BYTES);
    r.skip(4 + 4 + 5 * 4);
    grantedSlots = r.int32();
  }
}

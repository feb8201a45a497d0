package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.Engine;
import io.havenfs.engine.client.ClientRecord;
import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.identity.Clients;
import io.havenfs.engine.client.identity.Identified;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.HexFormat;

/** EXCHANGE_ID (RFC 8881 section 18.35). */
final class ExchangeId implements Operation4 {
  private static final int MAX_TEXT = 1024;
  private static final String IMPLEMENTATION = "HavenFS";
  private static final String DOMAIN = "havenfs.io";

  private final Engine engine;
  private final Clients clients;
  private final Time time;

  ExchangeId(Engine engine, Clients clients, Time time) {
    this.engine = engine;
    this.clients = clients;
    this.time = time;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    long verifier = in.int64();
    Owner owner = new Owner(in.opaque(Owner.MAX_LENGTH));
    int flags = in.int32();
    Nfs4Status protection = StateProtection.read(in);
    skipImplementation(in);
    if (!ExchangeFlags.allowed(flags, compound.minorVersion())) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    if (protection != Nfs4Status.NFS4_OK) {
      throw Nfs4Exception.of(protection);
    }
    Identified answer =
        clients.exchangeId(
            compound.transaction(),
            owner,
            verifier,
            Principals.of(compound.principal()),
            (flags & ExchangeFlags.UPD_CONFIRMED_REC_A) != 0,
            time.nanoTime());
    switch (answer) {
      case Identified.Known known ->
          write(compound.results(), known.client(), known.nextSequence());
      case Identified.Refused refused -> throw Refusals.exception(refused.why());
    }
    return Nfs4Status.NFS4_OK;
  }

  private static void skipImplementation(XdrReader in) {
    int count = in.length(1);
    for (int i = 0; i < count; i++) {
      in.skipOpaque(MAX_TEXT);
      in.skipOpaque(MAX_TEXT);
      in.int64();
      in.int32();
    }
  }

  private void write(XdrWriter out, ClientRecord client, int nextSequence) {
    out.int64(client.id());
    out.int32(nextSequence);
    out.int32(ExchangeFlags.USE_NON_PNFS | (client.confirmed() ? ExchangeFlags.CONFIRMED_R : 0));
    out.int32(StateProtection.SP4_NONE);
    String service = "havenfs-" + HexFormat.of().toHexDigits(engine.serviceId());
    out.int64(0);
    out.utf8(service);
    out.utf8(service);
    out.int32(1);
    out.utf8(DOMAIN);
    out.utf8(IMPLEMENTATION);
    out.int64(0);
    out.int32(0);
  }
}

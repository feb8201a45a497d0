package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.Introductions;
import io.havenfs.engine.client.identity.Refusal;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import java.util.Optional;

/** SETCLIENTID_CONFIRM (RFC 7530 section 16.34). */
final class SetclientidConfirm implements Operation4 {
  private final Introductions introductions;
  private final Time time;

  SetclientidConfirm(Introductions introductions, Time time) {
    this.introductions = introductions;
    this.time = time;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    long clientId = in.int64();
    long confirm = in.int64();
    Optional<Refusal> refusal =
        introductions.confirm(
            compound.transaction(),
            clientId,
            confirm,
            Principals.of(compound.principal()),
            time.nanoTime());
    return refusal.map(Refusals::status).orElse(Nfs4Status.NFS4_OK);
  }
}

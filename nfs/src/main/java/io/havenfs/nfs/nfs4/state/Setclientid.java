package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.identity.Introduced;
import io.havenfs.engine.client.identity.Introductions;
import io.havenfs.engine.client.owner.Callback;
import io.havenfs.engine.client.owner.Introduction;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** SETCLIENTID (RFC 7530 section 16.33). */
final class Setclientid implements Operation4 {
  private final Introductions introductions;
  private final Time time;

  Setclientid(Introductions introductions, Time time) {
    this.introductions = introductions;
    this.time = time;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    long verifier = in.int64();
    Owner owner = new Owner(in.opaque(Owner.MAX_LENGTH));
    int program = in.int32();
    String netid = in.utf8(Callback.MAX_TEXT);
    String address = in.utf8(Callback.MAX_TEXT);
    Callback callback = new Callback(program, in.int32(), netid, address);
    Introductions.Request request =
        new Introductions.Request(owner, verifier, Principals.of(compound.principal()), callback);
    XdrWriter out = compound.results();
    switch (introductions.introduce(compound.transaction(), request, time.nanoTime())) {
      case Introduced.Known(Introduction introduction) -> {
        out.int64(introduction.clientId());
        out.int64(introduction.confirm());
        return Nfs4Status.NFS4_OK;
      }
      case Introduced.InUse(Callback by) -> {
        out.utf8(by.netid());
        out.utf8(by.address());
        return Nfs4Status.NFS4ERR_CLID_INUSE;
      }
      case Introduced.TooMany none -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_DELAY);
    }
  }
}

package io.havenfs.nfs.nfs4.state;

import io.havenfs.nfs.nfs4.proto.Stateid;

/** Between stateids on the wire and the engine's. */
final class Stateids {
  private Stateids() {}

  static io.havenfs.engine.client.open.Stateid toEngine(Stateid wire) {
    return new io.havenfs.engine.client.open.Stateid(wire.seqid(), wire.high(), wire.low());
  }

  static Stateid toWire(io.havenfs.engine.client.open.Stateid stateid) {
    return new Stateid(stateid.sequence(), stateid.fileId(), stateid.counter());
  }
}

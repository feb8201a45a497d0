package io.havenfs.nfs.nfs4;

import io.havenfs.nfs.nfs4.compound.Compounds;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;

/** NFS version 4 as an RPC program: NULL and COMPOUND (RFC 8881 section 16). Thread-safe. */
public final class Nfs4Program implements RpcProgram {
  /** The number of the NFS program, of all its versions. */
  public static final int PROGRAM = 100003;

  /** The version served here. */
  public static final int VERSION = 4;

  private static final int NULL = 0;
  private static final int COMPOUND = 1;

  private final Compounds compounds;

  public Nfs4Program(Compounds compounds) {
    this.compounds = compounds;
  }

  @Override
  public int program() {
    return PROGRAM;
  }

  @Override
  public int lowestVersion() {
    return VERSION;
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return procedure == NULL || procedure == COMPOUND;
  }

  @Override
  public void call(RpcCall call) {
    if (call.procedure() == NULL) {
      call.sendEmpty();
    } else {
      compounds.serve(call);
    }
  }
}

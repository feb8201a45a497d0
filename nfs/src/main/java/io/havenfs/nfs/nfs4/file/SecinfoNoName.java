package io.havenfs.nfs.nfs4.file;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrException;

/** SECINFO_NO_NAME (RFC 8881 section 18.45). */
public final class SecinfoNoName implements Operation4 {
  private static final int CURRENT_FH = 0;
  private static final int PARENT = 1;

  private final Lookupp lookupp;

  public SecinfoNoName(Lookupp lookupp) {
    this.lookupp = lookupp;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    int style = compound.arguments().int32();
    if (style != CURRENT_FH && style != PARENT) {
      throw new XdrException("secinfo_style4 is " + style);
    }
    if (style == PARENT) {
      lookupp.execute(compound);
    }
    SecurityFlavors.write(compound.results(), compound.current());
    compound.forgetCurrent();
    return Nfs4Status.NFS4_OK;
  }
}

package io.havenfs.nfs.nfs4;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.nfs.exports.ExportTable;
import io.havenfs.nfs.nfs4.compound.Compounds;
import io.havenfs.nfs.nfs4.compound.MinorVersions;
import io.havenfs.nfs.nfs4.compound.Operations;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;
import io.havenfs.nfs.nfs4.state.StateOperations;
import io.havenfs.nfs.service.NfsContext;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** NFSv4 on one service, put together; nothing here decides. Thread-safe. */
public final class Nfs4Service {
  private final Nfs4Program program;
  private final FileOperations files;
  private final StateOperations state;
  private final Set<Op> supported;

  /**
   * NFSv4 on a service.
   *
   * @param clients its client state, whose housekeeping somebody else calls
   * @param exports gives the exports in force
   * @param minorVersions which are offered
   */
  public Nfs4Service(
      NfsContext nfs,
      ClientService clients,
      Supplier<ExportTable> exports,
      MinorVersions minorVersions) {
    PseudoFs pseudo = new PseudoFs(exports, nfs.admission(), nfs.files());
    state = new StateOperations(nfs, clients);
    int leaseSeconds = Math.toIntExact(clients.limits().lease().toSeconds());
    files = new FileOperations(nfs, pseudo, state.stateids(), state.copyClients(), leaseSeconds);
    Operations.Builder table = Operations.builder();
    files.bind(table);
    state.bind(table);
    Operations operations = table.build();
    Operations.Builder table40 = Operations.builder();
    files.bind40(table40);
    state.bind40(table40);
    Operations operations40 = table40.build();
    Set<Op> all = EnumSet.copyOf(operations.supported());
    all.addAll(operations40.supported());
    supported = Set.copyOf(all);
    program =
        new Nfs4Program(
            new Compounds(
                nfs.engine(),
                nfs.offload(),
                operations,
                operations40,
                nfs.replies(),
                nfs.files()::inode,
                minorVersions));
  }

  /** The RPC program. */
  public Nfs4Program program() {
    return program;
  }

  /** The operations that are served; the others answer NFS4ERR_NOTSUPP. */
  public Set<Op> supported() {
    return supported;
  }

  /** Looks after what goes on between requests; to be called every second or so. */
  public void tick() {
    files.copies().tick();
    state.tick();
  }
}

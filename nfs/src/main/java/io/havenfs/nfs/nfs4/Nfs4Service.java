package io.havenfs.nfs.nfs4;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.nfs.exports.ExportTable;
import io.havenfs.nfs.nfs4.compound.Compounds;
import io.havenfs.nfs.nfs4.compound.Operations;
import io.havenfs.nfs.nfs4.copy.CopyClients;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;
import io.havenfs.nfs.nfs4.state.StateOperations;
import io.havenfs.nfs.service.NfsContext;
import java.util.function.Supplier;

/** NFSv4 on one service, put together; nothing here decides. Thread-safe. */
public final class Nfs4Service {
  private final Nfs4Program program;
  private final FileOperations files;

  /**
   * NFSv4 on a service.
   *
   * @param clients its client state, whose housekeeping somebody else calls
   * @param exports gives the exports in force
   */
  public Nfs4Service(NfsContext nfs, ClientService clients, Supplier<ExportTable> exports) {
    PseudoFs pseudo = new PseudoFs(exports, nfs.admission(), nfs.files());
    StateOperations state = new StateOperations(nfs, clients);
    int leaseSeconds = Math.toIntExact(clients.limits().lease().toSeconds());
    files =
        new FileOperations(nfs, pseudo, state.stateids(), CopyClients.UNREACHABLE, leaseSeconds);
    Operations.Builder table = Operations.builder();
    files.bind(table);
    state.bind(table);
    program = new Nfs4Program(new Compounds(nfs.engine(), table.build(), nfs.files()::inode));
  }

  /** The RPC program. */
  public Nfs4Program program() {
    return program;
  }

  /** Looks after what goes on between requests; to be called every second or so. */
  public void tick() {
    files.copies().tick();
  }
}

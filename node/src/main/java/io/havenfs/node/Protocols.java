package io.havenfs.node;

import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.mount.MountProgram;
import io.havenfs.nfs.nfs3.Nfs3Program;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.VersionedProgram;
import io.havenfs.node.config.NfsSettings;
import io.havenfs.node.config.NfsVersion;
import io.havenfs.node.metrics.CountedProgram;
import io.havenfs.node.serving.Programs;
import io.havenfs.rpc.RpcProgram;
import java.util.ArrayList;
import java.util.List;

/** Chooses the programs that are served. */
final class Protocols {
  private final NfsContext context;
  private final Exports exports;

  Protocols(NfsContext context, Exports exports) {
    this.context = context;
    this.exports = exports;
  }

  /** The programs of the versions that {@code settings} offer. */
  Programs programs(NfsSettings settings) {
    List<RpcProgram> versions = new ArrayList<>();
    List<CountedProgram> overUdp = new ArrayList<>();
    List<CountedProgram> overTcp = new ArrayList<>();
    if (settings.versions().contains(NfsVersion.V3)) {
      CountedProgram mount = new CountedProgram(new MountProgram(context, exports));
      Nfs3Program nfs3 = new Nfs3Program(context);
      versions.add(nfs3);
      overTcp.add(mount);
      overUdp.add(mount);
      overUdp.add(new CountedProgram(nfs3));
    }
    overTcp.add(new CountedProgram(new VersionedProgram(versions)));
    return new Programs(overTcp, overUdp);
  }
}

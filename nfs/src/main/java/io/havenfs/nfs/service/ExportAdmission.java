package io.havenfs.nfs.service;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.nfs.exports.AuthFlavor;
import io.havenfs.nfs.exports.ExportAccess;
import io.havenfs.nfs.exports.ExportDecision;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import java.net.InetSocketAddress;
import java.util.OptionalLong;

/** Admission by the exports in force. */
public final class ExportAdmission implements Admission {
  private static final int[] NO_GROUPS = {};

  private final Exports exports;
  private volatile ExportRoots roots = ExportRoots.NONE;

  /** Asks {@code exports}; nobody is admitted before {@link #roots(ExportRoots)}. */
  public ExportAdmission(Exports exports) {
    this.exports = exports;
  }

  /** Where the exports are from now on. */
  public void roots(ExportRoots now) {
    roots = now;
  }

  /** Where the exports are. */
  public ExportRoots roots() {
    return roots;
  }

  @Override
  public AdmittedExport admit(int exportId, RpcCall call) {
    OptionalLong root = roots.fileId(exportId);
    if (root.isEmpty()) {
      throw FsException.of(Status.STALE);
    }
    InetSocketAddress client = call.remoteAddress();
    ExportAccess access =
        switch (exports.access(client.getAddress(), exportId)) {
          case ExportDecision.Granted granted -> granted.access();
          case ExportDecision.Refused refused -> throw FsException.of(Status.ACCESS_DENIED);
          case ExportDecision.Pending pending -> throw FsException.of(Status.DELAY);
        };
    if (!access.allowsPort(client.getPort())) {
      throw FsException.of(Status.NOT_OWNER);
    }
    Credentials credentials = credentials(access, call.credential());
    return new AdmittedExport(
        exportId,
        root.getAsLong(),
        access.readOnly(),
        credentials,
        access.options().flavors(),
        access.options().acls());
  }

  /**
   * A call without credentials is let in everywhere, as nobody: clients look at the top of a mount
   * in this way before they have a user to name.
   */
  private static Credentials credentials(ExportAccess access, Credential credential) {
    return switch (credential) {
      case Credential.None none ->
          new Credentials(access.anonymousUid(), access.anonymousGid(), NO_GROUPS);
      case Credential.Sys sys -> {
        if (!access.allows(AuthFlavor.SYS)) {
          throw FsException.of(Status.ACCESS_DENIED);
        }
        yield new Credentials(
            access.uid(sys.uid()), access.gid(sys.gid()), access.gids(sys.gids()));
      }
    };
  }
}

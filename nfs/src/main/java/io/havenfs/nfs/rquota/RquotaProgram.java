package io.havenfs.nfs.rquota;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.QuotaKey;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.exports.Export;
import io.havenfs.nfs.exports.ExportDecision;
import io.havenfs.nfs.exports.ExportPath;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetAddress;
import java.util.Optional;

/**
 * RQUOTA as an RPC program. Who is admitted to the export may ask: root about everybody, others
 * about themselves and their groups; user ids are taken as they come, since this tells what {@code
 * du} tells. A service without any limit has no quota; otherwise everybody has one, of no limit
 * perhaps. Thread-safe; calls are answered on the event loop, but for one that has to wait for the
 * client's name.
 */
public final class RquotaProgram implements RpcProgram {
  /** The program's number. */
  public static final int PROGRAM = 100011;

  private static final int USERS_ONLY = 1;
  private static final int USERS_AND_GROUPS = 2;
  private static final int GETQUOTA = 1;
  private static final int SETACTIVEQUOTA = 4;
  private static final int GETACTIVEQUOTA = 2;
  private static final int GROUP = 1;

  /** The longest path (RQ_PATHLEN). */
  private static final int MAX_PATH = 1024;

  private final NfsContext context;
  private final Exports exports;

  /** Tells of {@code context}'s service to those who may mount what {@code exports} exports. */
  public RquotaProgram(NfsContext context, Exports exports) {
    this.context = context;
    this.exports = exports;
  }

  @Override
  public int program() {
    return PROGRAM;
  }

  @Override
  public int lowestVersion() {
    return USERS_ONLY;
  }

  @Override
  public int highestVersion() {
    return USERS_AND_GROUPS;
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return procedure >= 0 && procedure <= SETACTIVEQUOTA;
  }

  @Override
  public void call(RpcCall call) {
    switch (call.procedure()) {
      case GETQUOTA, GETACTIVEQUOTA -> get(call);
      case 0 -> {
        call.sendEmpty();
      }
      default -> refuse(call, QuotaStatus.NOT_PERMITTED);
    }
  }

  private void get(RpcCall call) {
    byte[] path = call.arguments().opaque(MAX_PATH);
    int type = call.version() == USERS_AND_GROUPS ? call.arguments().int32() : 0;
    if (type < 0 || type > GROUP) {
      throw new XdrException("gqa_type is " + type);
    }
    int id = call.arguments().int32();
    QuotaKey whose = type == GROUP ? QuotaKey.group(id) : QuotaKey.user(id);
    export(path)
        .ifPresentOrElse(
            export -> answer(call, export, whose), () -> refuse(call, QuotaStatus.NO_QUOTA));
  }

  private Optional<Export> export(byte[] path) {
    try {
      return exports.table().covering(ExportPath.of(path));
    } catch (IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }

  private void answer(RpcCall call, Export export, QuotaKey whose) {
    InetAddress client = call.remoteAddress().getAddress();
    switch (exports.access(client, export.fsid())) {
      case ExportDecision.Granted granted -> {
        if (mayAsk(call.credential(), whose)) {
          tell(call, whose);
        } else {
          refuse(call, QuotaStatus.NOT_PERMITTED);
        }
      }
      case ExportDecision.Refused refused -> refuse(call, QuotaStatus.NOT_PERMITTED);
      case ExportDecision.Pending pending ->
          exports.whenKnown(client, () -> answer(call, export, whose));
    }
  }

  private static boolean mayAsk(Credential who, QuotaKey whose) {
    return switch (who) {
      case Credential.None none -> false;
      case Credential.Sys sys ->
          sys.uid() == 0
              || switch (whose.kind()) {
                case USER -> sys.uid() == whose.id();
                case GROUP -> sys.gid() == whose.id() || contains(sys.gids(), whose.id());
              };
    };
  }

  private static boolean contains(int[] groups, int group) {
    for (int each : groups) {
      if (each == group) {
        return true;
      }
    }
    return false;
  }

  private void tell(RpcCall call, QuotaKey whose) {
    FileSystem files = context.files();
    View view = context.engine().committed();
    if (files.quotas(view).isEmpty()) {
      refuse(call, QuotaStatus.NO_QUOTA);
      return;
    }
    XdrWriter out = call.reply();
    out.int32(QuotaStatus.OK.code());
    QuotaBlocks.of(
            files.quotaLimits(view, whose),
            files.quotaUsage(view, whose),
            context.time().wallNanos(),
            context.limits().quotaGraceNanos())
        .write(out);
    call.send();
  }

  private static void refuse(RpcCall call, QuotaStatus status) {
    call.reply().int32(status.code());
    call.send();
  }
}

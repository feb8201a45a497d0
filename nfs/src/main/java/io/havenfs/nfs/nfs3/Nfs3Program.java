package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * NFSv3 (RFC 1813) as an RPC program. Thread-safe; {@link #call} runs on the event loop of the
 * call's connection.
 */
public final class Nfs3Program implements RpcProgram {
  /** The number of the NFS program, of all its versions. */
  public static final int PROGRAM = 100003;

  /** The version served here. */
  public static final int VERSION = 3;

  private static final Procedure[] PROCEDURES = {
    new Null(),
    new Getattr(),
    new Setattr(),
    new Lookup(),
    new Access(),
    new Readlink(),
    new Read(),
    new Write(),
    new Create(),
    new Mkdir(),
    new Symlink(),
    new Mknod(),
    new Remove(),
    new Rmdir(),
    new Rename(),
    new Link(),
    new Readdir(),
    new Readdirplus(),
    new Fsstat(),
    new Fsinfo(),
    new Pathconf(),
    new Commit(),
  };

  private final NfsContext context;

  /** Serves {@code context}'s service. */
  public Nfs3Program(NfsContext context) {
    this.context = context;
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
  public int highestVersion() {
    return VERSION;
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return procedure >= 0 && procedure < PROCEDURES.length;
  }

  @Override
  public void call(RpcCall call) {
    Request request = new Request(context, Procedure3.of(call.procedure()), call);
    switch (PROCEDURES[call.procedure()]) {
      case ReadProcedure procedure -> answer(request, procedure);
      case ChangeProcedure procedure -> submit(request, procedure);
    }
  }

  /** The procedure behind a number, for the test of completeness. */
  static Procedure implementation(int number) {
    return PROCEDURES[number];
  }

  private void answer(Request request, ReadProcedure procedure) {
    XdrWriter out = request.call().reply(procedure.expectedBytes(request));
    out.int32(Nfsstat3.NFS3_OK.code());
    try {
      procedure.answer(request, out);
    } catch (FsException e) {
      refuse(request, out, Nfsstat3.of(e.status()));
    } catch (RefusedException e) {
      refuse(request, out, e.status());
    }
    request.call().send();
    noteAccess(request);
  }

  private void submit(Request request, ChangeProcedure procedure) {
    try {
      RequestKey key = request.row().isRemembered() ? Keys.of(request.call()) : null;
      Decision decision = procedure.decode(request);
      context.engine().submit(new Mutation(request, decision, key));
    } catch (FsException e) {
      refuse(request, request.call().reply(), Nfsstat3.of(e.status()));
      request.call().send();
    }
  }

  private static void refuse(Request request, XdrWriter out, Nfsstat3 status) {
    out.truncate(0);
    request.refuse(out, request.committed(), status);
  }

  private void noteAccess(Request request) {
    Subject read = request.read();
    if (read == null || read.isReadOnly()) {
      return;
    }
    Inode inode = read.before();
    if (inode != null && context.files().needsAtimeUpdate(inode, context.time().wallNanos())) {
      context.engine().submit(new AccessTimeUpdate(context.files(), inode.id()));
    }
  }
}

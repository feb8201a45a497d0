package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.engine.table.MemoryOnlyView;
import io.havenfs.engine.table.View;
import io.havenfs.engine.table.WouldBlockException;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.PendingChanges;
import io.havenfs.nfs.service.RememberedChange;
import io.havenfs.nfs.service.RequestKeys;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import java.util.Optional;

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
  private final PendingChanges pending = new PendingChanges();

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
  public boolean hasProcedure(int version, int procedure) {
    return procedure >= 0 && procedure < PROCEDURES.length;
  }

  @Override
  public void call(RpcCall call) {
    Procedure3 row = Procedure3.of(call.procedure());
    switch (PROCEDURES[call.procedure()]) {
      case ReadProcedure procedure -> read(call, row, procedure);
      case ChangeProcedure procedure -> submit(call, row, procedure);
    }
  }

  /** The procedure behind a number, for the test of completeness. */
  static Procedure implementation(int number) {
    return PROCEDURES[number];
  }

  /**
   * A listing that a client asks for while changes of its own are under way is decided after them:
   * it removes files that it renamed away (".nfs...") without waiting for that.
   */
  private void read(RpcCall call, Procedure3 row, ReadProcedure procedure) {
    if (row.isListing() && pending.any(PendingChanges.client(call))) {
      context.engine().submit(new LateReading(context, row, call, procedure));
      return;
    }
    int start = call.arguments().position();
    View committed = context.engine().committed();
    try {
      Readings.answer(new Request(context, row, call, new MemoryOnlyView(committed)), procedure);
    } catch (WouldBlockException onDisk) {
      call.arguments().position(start);
      Request again = new Request(context, row, call, committed);
      context.offload().run(call, () -> Readings.answer(again, procedure));
    }
  }

  private void submit(RpcCall call, Procedure3 row, ChangeProcedure procedure) {
    Request request = new Request(context, row, call, context.engine().committed());
    try {
      Optional<RequestKey> key =
          row.isRemembered() ? Optional.of(RequestKeys.of(call)) : Optional.empty();
      Decision decision = procedure.decode(request);
      Runnable ended = row.isRemembered() ? pending.begin(PendingChanges.client(call)) : () -> {};
      Mutation mutation = new Mutation(request, decision, ended);
      context
          .engine()
          .submit(new RememberedChange(context, call, row.largestReply(), key, mutation));
    } catch (FsException e) {
      request.refuse(call.reply(), request.view(), Nfsstat3.of(e.status()));
      call.send();
    }
  }
}

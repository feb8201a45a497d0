package io.havenfs.nfs.nfs2;

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
 * NFSv2 (RFC 1094) as an RPC program. Thread-safe; {@link #call} runs on the event loop of the
 * call's connection.
 */
public final class Nfs2Program implements RpcProgram {
  /** The number of the NFS program, of all its versions. */
  public static final int PROGRAM = 100003;

  /** The version served here. */
  public static final int VERSION = 2;

  private final NfsContext context;
  private final PendingChanges pending = new PendingChanges();

  /** Serves {@code context}'s service. */
  public Nfs2Program(NfsContext context) {
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
    return procedure >= 0 && procedure < Procedure2.count();
  }

  /**
   * A listing that a client asks for while changes of its own are under way is decided after them,
   * as in NFSv3.
   */
  @Override
  public void call(RpcCall call) {
    Procedure2 procedure = Procedure2.of(call.procedure());
    if (procedure == Procedure2.READDIR && pending.any(PendingChanges.client(call))) {
      submit(call, Listing::readdirLate, false);
      return;
    }
    switch (procedure.kind()) {
      case Procedure2.Kind.Empty it -> {
        call.reply();
        call.send();
      }
      case Procedure2.Kind.Read(Procedure2.Answer answer) -> read(call, answer);
      case Procedure2.Kind.Change(Procedure2.Decoder decoder, boolean once) ->
          submit(call, decoder, once);
    }
  }

  private void read(RpcCall call, Procedure2.Answer answer) {
    int start = call.arguments().position();
    View committed = context.engine().committed();
    try {
      new Request2(context, call, new MemoryOnlyView(committed)).answer(answer);
    } catch (WouldBlockException onDisk) {
      call.arguments().position(start);
      Request2 again = new Request2(context, call, committed);
      context.offload().run(call, () -> again.answer(answer));
    }
  }

  private void submit(RpcCall call, Procedure2.Decoder decoder, boolean once) {
    Request2 request = new Request2(context, call, context.engine().committed());
    Optional<RequestKey> key = once ? Optional.of(RequestKeys.of(call)) : Optional.empty();
    try {
      Procedure2.Decision decision = decoder.decode(request);
      Mutation2 mutation =
          new Mutation2(
              request, decision, once ? pending.begin(PendingChanges.client(call)) : () -> {});
      context
          .engine()
          .submit(new RememberedChange(context, call, Request2.MAX_REPLY, key, mutation));
    } catch (FsException refused) {
      request.refuse(Nfsstat2.of(refused.status()));
    }
  }
}

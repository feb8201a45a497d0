package io.havenfs.nfs.nfs3;

import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrException;
import org.jspecify.annotations.Nullable;

/**
 * A request that only reads, decided between changes: it sees all that were decided before, and its
 * reply leaves when they are committed.
 */
final class LateReading implements Change {
  private final NfsContext context;
  private final Procedure3 row;
  private final RpcCall call;
  private final ReadProcedure procedure;
  private @Nullable Subject read;
  private boolean malformed;

  LateReading(NfsContext context, Procedure3 row, RpcCall call, ReadProcedure procedure) {
    this.context = context;
    this.row = row;
    this.call = call;
    this.procedure = procedure;
  }

  @Override
  public void decide(Transaction tx) {
    Request request = new Request(context, row, call, tx);
    try {
      Readings.write(request, procedure);
      read = request.read();
    } catch (XdrException notArguments) {
      malformed = true;
    }
  }

  @Override
  public void committed() {
    if (malformed) {
      call.garbageArguments();
    } else {
      call.send();
      Readings.noteAccess(context, read);
    }
  }

  @Override
  public void failed(Throwable cause) {
    new Request(context, row, call, context.engine().committed()).failed(cause);
  }
}

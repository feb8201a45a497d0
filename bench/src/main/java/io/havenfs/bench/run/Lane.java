package io.havenfs.bench.run;

import io.havenfs.bench.BenchException;
import io.havenfs.bench.protocol.Caller;
import io.havenfs.bench.protocol.Step;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A connection and the header of all calls over it; as a caller it makes one call at a time and
 * waits.
 */
record Lane(RpcConnection connection, CallHeader header) implements Caller {
  @Override
  public void make(Step step) {
    Reply reply = new Reply(step, new CompletableFuture<>());
    connection.call(header, step.procedure(), step.sizeHint(), step, reply);
    try {
      reply.done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof BenchException cause ? cause : e;
    }
  }

  private record Reply(Step step, CompletableFuture<Void> done) implements ReplyHandler {
    @Override
    public void reply(XdrReader results) {
      try {
        step.results(results);
        done.complete(null);
      } catch (BenchException e) {
        done.completeExceptionally(e);
      }
    }

    @Override
    public void failed(RpcFailure failure) {
      done.completeExceptionally(new BenchException(step.name() + ": " + failure));
    }
  }
}

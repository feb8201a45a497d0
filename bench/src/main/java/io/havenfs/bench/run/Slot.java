package io.havenfs.bench.run;

import io.havenfs.bench.BenchException;
import io.havenfs.bench.measure.Tally;
import io.havenfs.bench.protocol.Step;
import io.havenfs.bench.work.Operation;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrReader;

/**
 * One request in flight: makes its operation's steps one after the other, on the connection's event
 * loop, until the load stops.
 */
final class Slot implements ReplyHandler {
  private final RpcConnection connection;
  private final CallHeader header;
  private final Step[] steps;
  private final Runnable renew;
  private final Load load;
  private final Tally tally;
  private int current;
  private long begun;

  Slot(Lane lane, Operation operation, Load load, Tally tally) {
    this.connection = lane.connection();
    this.header = lane.header();
    this.steps = operation.steps().toArray(Step[]::new);
    this.renew = operation.renew();
    this.load = load;
    this.tally = tally;
  }

  /** Makes the first call. */
  void start() {
    begun = System.nanoTime();
    renew.run();
    call();
  }

  private void call() {
    Step step = steps[current];
    connection.call(header, step.procedure(), step.sizeHint(), step, this);
  }

  @Override
  public void reply(XdrReader results) {
    Step step = steps[current];
    try {
      step.results(results);
    } catch (BenchException e) {
      load.fail(e);
      return;
    }
    if (load.phase() == Load.Phase.MEASURE) {
      tally.bytes(step.bytes());
    }
    current++;
    if (current == steps.length) {
      endOperation();
    } else {
      call();
    }
  }

  private void endOperation() {
    current = 0;
    long now = System.nanoTime();
    Load.Phase phase = load.phase();
    if (phase == Load.Phase.MEASURE) {
      tally.operation(now - begun);
    }
    if (phase == Load.Phase.STOP) {
      load.stopped();
    } else {
      begun = now;
      renew.run();
      call();
    }
  }

  @Override
  public void failed(RpcFailure failure) {
    load.fail(new BenchException(steps[current].name() + ": " + failure));
  }
}

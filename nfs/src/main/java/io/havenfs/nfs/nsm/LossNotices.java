package io.havenfs.nfs.nsm;

import io.havenfs.engine.Engine;
import io.havenfs.engine.client.host.Host;
import io.havenfs.engine.client.host.Hosts;
import io.havenfs.engine.client.host.MonitorState;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.hosts.HostCaller;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrReader;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells hosts that the service has lost their state (SM_NOTIFY), so that they reclaim it while the
 * grace period lasts: each of them in every round, some seconds apart, and in every round under a
 * larger state number, as a host that has heard a number does nothing when it hears it again. One
 * thread at a time; never waits.
 */
public final class LossNotices {
  /** From one round to the next. */
  public static final Duration PAUSE = Duration.ofSeconds(5);

  private final Engine engine;
  private final Hosts hosts;
  private final HostCaller caller;
  private final Time time;
  private Optional<Long> lastRound = Optional.empty();

  /** Tells the hosts of {@code clients} through {@code caller}. */
  public LossNotices(Engine engine, ClientService clients, HostCaller caller, Time time) {
    this.engine = engine;
    this.hosts = clients.hosts();
    this.caller = caller;
    this.time = time;
  }

  /** Begins a round if one is due; to be called every second or so. */
  public void tick() {
    View committed = engine.committed();
    Optional<MonitorState> state =
        Hosts.monitorState(committed).filter(now -> now.roundsLeft() > 0);
    long now = time.nanoTime();
    boolean paused = lastRound.map(then -> now - then < PAUSE.toNanos()).orElse(false);
    if (state.isEmpty() || paused) {
      return;
    }
    lastRound = Optional.of(now);
    int number = state.get().number();
    Hosts.toNotify(committed).forEach(host -> tell(host, number));
    engine.submit(
        new Change() {
          @Override
          public void decide(Transaction tx) {
            hosts.notified(tx, number);
          }

          @Override
          public void committed() {}

          @Override
          public void failed(Throwable cause) {}
        });
  }

  /** The name is our address as the host knows it: by that its monitor finds us in any case. */
  private void tell(Host host, int number) {
    HostCaller.Target target =
        new HostCaller.Target(
            host.key().address(),
            host.service(),
            NsmProgram.PROGRAM,
            NsmProgram.VERSION,
            false,
            false);
    caller.call(
        target,
        NsmProgram.NOTIFY,
        out -> {
          out.utf8(host.service().text());
          out.int32(number);
        },
        Unheeded.INSTANCE);
  }

  /** Whoever does not hear it is told again in the next round. */
  private enum Unheeded implements ReplyHandler {
    INSTANCE;

    @Override
    public void reply(XdrReader results) {}

    @Override
    public void failed(RpcFailure failure) {}
  }
}

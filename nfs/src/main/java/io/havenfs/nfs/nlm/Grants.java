package io.havenfs.nfs.nlm;

import io.havenfs.engine.Engine;
import io.havenfs.engine.client.host.Host;
import io.havenfs.engine.client.host.HostLocking;
import io.havenfs.engine.client.host.Hosts;
import io.havenfs.engine.client.host.LockWait;
import io.havenfs.engine.client.host.LockWaitKey;
import io.havenfs.engine.client.host.LockWaits;
import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.hosts.HostCaller;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Gives locks to hosts that wait for them. Thread-safe; never waits.
 *
 * <p>When what somebody waits for is free, the host is called without any meaning (NULL) first.
 * Only when it answers it is given the lock, by a change, and told (GRANTED) when that is
 * committed. So a host that has gone, or whose port is shut, neither gets a lock that nobody knows
 * of nor keeps others from it: all who wait are called at the same time, and whoever answers first
 * has it.
 *
 * <p>A host that does not answer GRANTED is told again, at every {@link #tick}. When it says then
 * that it does not know of such a lock, it may have taken it when it was told first; so only who
 * denies the first time has declined, and it hears that once only. One that declined later takes
 * the lock back by itself (CANCEL or UNLOCK).
 */
public final class Grants {
  private final Engine engine;
  private final HostLocking locking;
  private final HostCaller hosts;

  /** What is under way for a wait, and how often its host has been told of the lock. */
  private final Map<LockWaitKey, Integer> told = new ConcurrentHashMap<>();

  private final Map<LockWaitKey, LockWait> busy = new ConcurrentHashMap<>();

  /** Hears from now on what {@code locking} frees. */
  public Grants(Engine engine, HostLocking locking, HostCaller hosts) {
    this.engine = engine;
    this.locking = locking;
    this.hosts = hosts;
    locking.onFreed(this::freed);
  }

  /** Looks after all who wait; to be called every second or so. */
  public void tick() {
    View committed = engine.committed();
    Map<LockWaitKey, LockWait> all = LockWaits.all(committed);
    told.keySet().retainAll(all.keySet());
    all.forEach((key, wait) -> consider(committed, key, wait));
  }

  /** On the sequencer, before it is committed. */
  private void freed(long fileId) {
    submit(tx -> {}, () -> look(fileId), () -> {});
  }

  private void look(long fileId) {
    View committed = engine.committed();
    LockWaits.in(committed, fileId).forEach((key, wait) -> consider(committed, key, wait));
  }

  private void consider(View view, LockWaitKey key, LockWait wait) {
    Optional<Host> host = Hosts.find(view, wait.hostId());
    boolean due = wait.granted() || (wait.waits() && isFree(view, key, wait, host));
    if (host.isEmpty() || locking.inGrace() || !due) {
      return;
    }
    if (busy.putIfAbsent(key, wait) == null) {
      Told call = new Told(key, wait, host.get());
      if (wait.granted()) {
        call.tell();
      } else {
        call.knock();
      }
    }
  }

  private boolean isFree(View view, LockWaitKey key, LockWait wait, Optional<Host> host) {
    return host.map(it -> new HostLocking.Wanted(it, wait.owner(), key.fileId(), wait.range()))
        .filter(wanted -> locking.test(view, wanted).isEmpty())
        .isPresent();
  }

  /** A host answered a GRANTED_MSG. */
  void answered(ClientAddress from, byte[] cookie, NlmStatus status) {
    Optional<LockWaitKey> key = GrantCookie.decode(cookie);
    View committed = engine.committed();
    key.flatMap(known -> LockWaits.find(committed, known))
        .flatMap(wait -> Hosts.find(committed, wait.hostId()))
        .filter(host -> host.key().address().equals(from))
        .ifPresent(host -> settle(key.orElseThrow(), status));
  }

  /** The host has said what it thinks of a lock. */
  private void settle(LockWaitKey key, NlmStatus status) {
    boolean declined = status != NlmStatus.GRANTED && told.getOrDefault(key, 0) == 1;
    submit(
        tx -> {
          if (declined) {
            locking.declined(tx, key);
          } else {
            locking.told(tx, key);
          }
        },
        () -> ended(key),
        () -> ended(key));
  }

  private void ended(LockWaitKey key) {
    told.remove(key);
    busy.remove(key);
  }

  private void submit(Consumer<Transaction> decision, Runnable committed, Runnable failed) {
    engine.submit(
        new Change() {
          @Override
          public void decide(Transaction tx) {
            decision.accept(tx);
          }

          @Override
          public void committed() {
            committed.run();
          }

          @Override
          public void failed(Throwable cause) {
            failed.run();
          }
        });
  }

  /** The calls for one wait. */
  private final class Told {
    private final LockWaitKey key;
    private final LockWait wait;
    private final Host host;
    private final HostCaller.Target target;

    Told(LockWaitKey key, LockWait wait, Host host) {
      this.key = key;
      this.wait = wait;
      this.host = host;
      LockWait.Callback callback = wait.callback();
      this.target =
          new HostCaller.Target(
              host.key().address(),
              callback.service(),
              NlmProgram.PROGRAM,
              callback.version(),
              true,
              false);
    }

    void knock() {
      call(target, NlmProcedure.NULL, out -> {}, in -> grant());
    }

    private void grant() {
      boolean[] granted = new boolean[1];
      submit(
          tx -> granted[0] = locking.grant(tx, key).isPresent(),
          () -> {
            if (granted[0]) {
              told.put(key, 0);
              tell();
            } else {
              busy.remove(key);
            }
          },
          () -> busy.remove(key));
    }

    /** A wait that was granted before this node served has been told of already, perhaps. */
    void tell() {
      told.merge(key, 2, (before, two) -> before + 1);
      if (wait.callback().messages()) {
        hosts.call(
            target.hearingOnce(), NlmProcedure.GRANTED_MSG.number(), this::write, over(in -> {}));
        busy.remove(key);
      } else {
        call(target.hearingOnce(), NlmProcedure.GRANTED, this::write, this::read);
      }
    }

    private void write(XdrWriter out) {
      out.opaque(GrantCookie.encode(key));
      out.bool(wait.range().exclusive());
      NlmWire.of(target.version())
          .writeLock(out, host.key().name(), wait.callback().handle(), wait.owner(), wait.range());
    }

    private void read(XdrReader in) {
      in.skipOpaque(NlmWire.MAX_NETOBJ);
      settle(key, NlmStatus.of(in.int32()));
    }

    private void call(
        HostCaller.Target there,
        NlmProcedure procedure,
        Consumer<XdrWriter> arguments,
        Consumer<XdrReader> reply) {
      hosts.call(there, procedure.number(), arguments, over(reply));
    }

    private ReplyHandler over(Consumer<XdrReader> then) {
      return new ReplyHandler() {
        @Override
        public void reply(XdrReader results) {
          then.accept(results);
        }

        @Override
        public void failed(RpcFailure failure) {
          busy.remove(key);
        }
      };
    }
  }
}

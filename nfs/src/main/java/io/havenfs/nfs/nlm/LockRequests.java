package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.host.Host;
import io.havenfs.engine.client.host.HostKey;
import io.havenfs.engine.client.host.HostLocking;
import io.havenfs.engine.client.host.Hosts;
import io.havenfs.engine.client.host.LockWait;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.open.LockOutcome;
import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.RequestKeys;
import io.havenfs.rpc.xdr.XdrReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TEST, LOCK, CANCEL, UNLOCK and NM_LOCK: read on the event loop, decided by the engine. Throws
 * {@link io.havenfs.engine.model.FsException} for what is refused at once.
 */
final class LockRequests {
  /** Stands for a host that has never locked anything. */
  private static final long NOBODY = -1;

  private final NfsContext context;
  private final Hosts hosts;
  private final HostLocking locking;

  LockRequests(NfsContext context, ClientService clients) {
    this.context = context;
    this.hosts = clients.hosts();
    this.locking = clients.hostLocking();
  }

  /** {@code nlm4_testargs} behind the cookie. */
  void test(NlmRequest request) {
    boolean exclusive = request.arguments().bool();
    NlmLock lock = request.wire().readLock(request.arguments());
    LockRange range = lock.range(exclusive);
    LockedFile file = LockedFile.of(context, lock.file(), request.call());
    View view = context.engine().committed();
    file.check(context, view);
    if (locking.inGrace()) {
      request.answer(NlmStatus.DENIED_GRACE_PERIOD);
      return;
    }
    HostKey key = request.host(lock.caller());
    Host host = Hosts.find(view, key).orElseGet(() -> nobody(key, request.service()));
    locking
        .test(view, new HostLocking.Wanted(host, lock.owner(), file.id(), range))
        .ifPresentOrElse(denied -> deny(request, denied), () -> request.answer(NlmStatus.GRANTED));
  }

  private static Host nobody(HostKey key, ClientAddress service) {
    return new Host(NOBODY, key, service, 0, false, false);
  }

  private static void deny(NlmRequest request, LockOutcome.Denied denied) {
    request.answer(NlmStatus.DENIED, out -> request.wire().writeHolder(out, denied));
  }

  /**
   * {@code nlm4_lockargs} behind the cookie.
   *
   * @param monitored whether the host is told when the service loses state
   */
  void lock(NlmRequest request, boolean monitored) {
    RequestKey key = key(request);
    XdrReader in = request.arguments();
    boolean block = in.bool();
    boolean exclusive = in.bool();
    NlmLock lock = request.wire().readLock(in);
    boolean reclaim = in.bool();
    int state = in.int32();
    LockRange range = lock.range(exclusive);
    LockedFile file = LockedFile.of(context, lock.file(), request.call());
    HostKey who = request.host(lock.caller());
    ClientAddress service = request.service();
    Optional<LockWait.Callback> callback =
        Optional.of(callback(request, lock)).filter(there -> block);
    submit(
        request,
        key,
        tx -> {
          file.check(context, tx);
          Host host = hosts.introduce(tx, who, service, state, monitored);
          file.check(context, tx); // what a restarted host had may have kept it
          HostLocking.Wanted wanted = new HostLocking.Wanted(host, lock.owner(), file.id(), range);
          return NlmStatus.of(locking.lock(tx, wanted, reclaim, callback));
        });
  }

  private static LockWait.Callback callback(NlmRequest request, NlmLock lock) {
    return new LockWait.Callback(
        request.call().version(),
        request.service(),
        request.procedure().isMessage(),
        lock.handle());
  }

  /** {@code nlm4_cancargs} behind the cookie; DENIED when nothing was waited for any more. */
  void cancel(NlmRequest request) {
    RequestKey key = key(request);
    var _ = request.arguments().bool();
    boolean exclusive = request.arguments().bool();
    NlmLock lock = request.wire().readLock(request.arguments());
    LockRange range = lock.range(exclusive);
    LockedFile file = LockedFile.of(context, lock.file(), request.call());
    HostKey who = request.host(lock.caller());
    submit(
        request,
        key,
        tx -> {
          boolean cancelled =
              Hosts.find(tx, who)
                  .map(host -> new HostLocking.Wanted(host, lock.owner(), file.id(), range))
                  .filter(wanted -> locking.cancel(tx, wanted))
                  .isPresent();
          return cancelled ? NlmStatus.GRANTED : NlmStatus.DENIED;
        });
  }

  /** {@code nlm4_unlockargs} behind the cookie; what was not locked is unlocked all the same. */
  void unlock(NlmRequest request) {
    RequestKey key = key(request);
    NlmLock lock = request.wire().readLock(request.arguments());
    LockRange range = lock.range(false);
    LockedFile file = LockedFile.of(context, lock.file(), request.call());
    HostKey who = request.host(lock.caller());
    submit(
        request,
        key,
        tx -> {
          Hosts.find(tx, who)
              .map(host -> new HostLocking.Wanted(host, lock.owner(), file.id(), range))
              .ifPresent(area -> locking.unlock(tx, area));
          return NlmStatus.GRANTED;
        });
  }

  private void submit(NlmRequest request, @Nullable RequestKey key, NlmChange.Decision decision) {
    context.engine().submit(new NlmChange(request, context.replies(), key, out -> {}, decision));
  }

  /** Before anything but the cookie is read. */
  static @Nullable RequestKey key(NlmRequest request) {
    return request.procedure().isRemembered() ? RequestKeys.of(request.call()) : null;
  }
}

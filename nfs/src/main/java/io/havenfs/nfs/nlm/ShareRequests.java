package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.host.Host;
import io.havenfs.engine.client.host.HostKey;
import io.havenfs.engine.client.host.HostLocking;
import io.havenfs.engine.client.host.Hosts;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * SHARE, UNSHARE and FREE_ALL: what came from hosts that nobody monitors. A reservation is that of
 * the object ({@code oh}) alone.
 */
final class ShareRequests {
  /** What follows the status of SHARE and UNSHARE; of no meaning. */
  static final Consumer<XdrWriter> SEQUENCE = out -> out.int32(0);

  private final NfsContext context;
  private final Hosts hosts;
  private final HostLocking locking;

  ShareRequests(NfsContext context, ClientService clients) {
    this.context = context;
    this.hosts = clients.hosts();
    this.locking = clients.hostLocking();
  }

  /** {@code nlm4_shareargs} behind the cookie. */
  private record Share(
      HostKey host, Owner owner, LockedFile file, HostLocking.Modes modes, boolean reclaim) {
    static Share read(NlmRequest request, NfsContext context) {
      XdrReader in = request.arguments();
      String caller = in.utf8(NlmLock.MAX_NAME);
      Bytes handle = new Bytes(in.opaque(NlmWire.MAX_NETOBJ));
      Owner owner = NlmLock.owner(0, in.opaque(NlmLock.MAX_OBJECT));
      int deny = mode(in);
      HostLocking.Modes modes = new HostLocking.Modes(mode(in), deny);
      boolean reclaim = in.bool();
      LockedFile file = LockedFile.of(context, NlmLock.file(handle), request.call());
      return new Share(request.host(caller), owner, file, modes, reclaim);
    }

    /** {@code fsh4_mode} and {@code fsh4_access} have the same bits. */
    private static int mode(XdrReader in) {
      int mode = in.int32();
      if (mode < 0 || mode > ShareModes.BOTH) {
        throw new XdrException("share mode is " + mode);
      }
      return mode;
    }
  }

  void share(NlmRequest request) {
    RequestKey key = LockRequests.key(request);
    Share share = Share.read(request, context);
    ClientAddress service = request.service();
    submit(
        request,
        key,
        tx -> {
          share.file().check(context, tx);
          Host host = hosts.introduce(tx, share.host(), service, 0, false);
          return NlmStatus.of(
              locking.share(
                  tx, host, share.owner(), share.file().id(), share.modes(), share.reclaim()));
        });
  }

  void unshare(NlmRequest request) {
    RequestKey key = LockRequests.key(request);
    Share share = Share.read(request, context);
    submit(
        request,
        key,
        tx -> {
          Hosts.find(tx, share.host())
              .ifPresent(
                  host ->
                      locking.unshare(tx, host, share.owner(), share.file().id(), share.modes()));
          return NlmStatus.GRANTED;
        });
  }

  private void submit(NlmRequest request, @Nullable RequestKey key, NlmChange.Decision decision) {
    context.engine().submit(new NlmChange(request, context.replies(), key, SEQUENCE, decision));
  }

  /** {@code nlm4_notify}: a host that nobody monitors has restarted, and says so itself. */
  void freeAll(RpcCall call) {
    String name = call.arguments().utf8(NlmLock.MAX_NAME);
    var _ = call.arguments().int32();
    ClientAddress from = ClientAddress.of(call.remoteAddress().getAddress());
    context
        .engine()
        .submit(
            new Change() {
              @Override
              public void decide(Transaction tx) {
                Hosts.find(tx, new HostKey(from, name)).ifPresent(host -> hosts.free(tx, host));
              }

              @Override
              public void committed() {
                call.sendEmpty();
              }

              @Override
              public void failed(Throwable cause) {
                call.drop();
              }
            });
  }
}

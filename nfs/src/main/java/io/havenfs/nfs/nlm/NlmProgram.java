package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.nfs.hosts.HostCaller;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;

/** NLM as an RPC program. Thread-safe; {@link #call} runs on the event loop of its connection. */
public final class NlmProgram implements RpcProgram {
  /** The program's number. */
  public static final int PROGRAM = 100021;

  /** The version of NFSv3's clients; earlier ones are NFSv2's. */
  static final int VERSION_4 = 4;

  private static final int LOWEST = 1;
  private static final int UNUSED = 2;

  private final HostCaller hosts;
  private final Grants grants;
  private final LockRequests locks;
  private final ShareRequests shares;

  /** Locks in {@code context}'s service; results of messages leave through {@code hosts}. */
  public NlmProgram(NfsContext context, ClientService clients, Grants grants, HostCaller hosts) {
    this.hosts = hosts;
    this.grants = grants;
    this.locks = new LockRequests(context, clients);
    this.shares = new ShareRequests(context, clients);
  }

  @Override
  public int program() {
    return PROGRAM;
  }

  @Override
  public int lowestVersion() {
    return LOWEST;
  }

  @Override
  public int highestVersion() {
    return VERSION_4;
  }

  @Override
  public boolean hasVersion(int version) {
    return version >= LOWEST && version <= VERSION_4 && version != UNUSED;
  }

  /** Version 1 has no share reservations and what came with them. */
  @Override
  public boolean hasProcedure(int version, int procedure) {
    boolean old = version == LOWEST && procedure >= NlmProcedure.SHARE.number();
    return !old && NlmProcedure.of(procedure).isPresent();
  }

  @Override
  public void call(RpcCall call) {
    NlmProcedure procedure = NlmProcedure.of(call.procedure()).orElseThrow();
    switch (procedure) {
      case NULL, TEST_RES, LOCK_RES, CANCEL_RES, UNLOCK_RES -> call.sendEmpty();
      case GRANTED_RES -> granted(call);
      case FREE_ALL -> shares.freeAll(call);
      default -> serve(procedure, call);
    }
  }

  private void serve(NlmProcedure procedure, RpcCall call) {
    NlmRequest request = new NlmRequest(procedure, call, hosts);
    try {
      switch (procedure) {
        case TEST, TEST_MSG -> locks.test(request);
        case LOCK, LOCK_MSG -> locks.lock(request, true);
        case NM_LOCK -> locks.lock(request, false);
        case CANCEL, CANCEL_MSG -> locks.cancel(request);
        case UNLOCK, UNLOCK_MSG -> locks.unlock(request);
        case SHARE -> shares.share(request);
        case UNSHARE -> shares.unshare(request);
        default -> request.answer(NlmStatus.DENIED); // GRANTED: we wait for no lock
      }
    } catch (FsException refusal) {
      boolean sequence = procedure == NlmProcedure.SHARE || procedure == NlmProcedure.UNSHARE;
      request.answer(NlmStatus.of(refusal.status()), sequence ? ShareRequests.SEQUENCE : out -> {});
    }
  }

  private void granted(RpcCall call) {
    byte[] cookie = call.arguments().opaque(NlmWire.MAX_NETOBJ);
    NlmStatus status = NlmStatus.of(call.arguments().int32());
    grants.answered(ClientAddress.of(call.remoteAddress().getAddress()), cookie, status);
    call.sendEmpty();
  }
}

package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.Engine;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operations;
import io.havenfs.nfs.nfs4.copy.CopyClients;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.service.NfsContext;

/** Binds the operations on clients, sessions, opens and locks to their rows. */
public final class StateOperations {
  private final NfsContext nfs;
  private final ClientService service;
  private final Backchannels backchannels;
  private final OwnerClients ownerClients;

  /** Operations on the client state of the service. */
  public StateOperations(NfsContext nfs, ClientService service) {
    this.nfs = nfs;
    this.service = service;
    this.backchannels = new Backchannels(service.liveSessions(), nfs.engine()::committed);
    this.ownerClients = new OwnerClients(service, nfs.files(), nfs.time());
  }

  /** What judges the stateids of the other operations. */
  public IoStateids stateids() {
    return new SessionStateids(service.grace(), ownerClients);
  }

  /** What tells clients of copies that have ended. */
  public CopyClients copyClients() {
    return new OffloadCallbacks(nfs.engine(), backchannels);
  }

  /** Gives back memory of what exists no more; to be called every second or so. */
  public void tick() {
    backchannels.retain();
  }

  /** Binds those of minor versions with sessions. */
  public void bind(Operations.Builder table) {
    Turns turns = new SessionTurns();
    clients(table);
    sessions(table);
    opens(table, turns);
    locks(table, turns);
    table
        .bind(Op.FREE_STATEID, new FreeStateid(service.locking()))
        .bind(Op.TEST_STATEID, new TestStateid());
  }

  /** Binds those of minor version 0. */
  public void bind40(Operations.Builder table) {
    Time time = nfs.time();
    NumberedStep numbered = new NumberedStep(service.owners(), nfs.files());
    Turns turns = new OwnerTurns(service, ownerClients, numbered);
    opens(table, turns);
    locks(table, turns);
    table
        .bind(Op.SETCLIENTID, new Setclientid(service.introductions(), time))
        .bind(Op.SETCLIENTID_CONFIRM, new SetclientidConfirm(service.introductions(), time))
        .bind(Op.RENEW, new Renew(ownerClients))
        .bind(Op.OPEN_CONFIRM, new OpenConfirm(service.opens(), turns))
        .bind(Op.RELEASE_LOCKOWNER, new ReleaseLockowner(ownerClients, service));
  }

  private void clients(Operations.Builder table) {
    Engine engine = nfs.engine();
    table
        .bind(Op.EXCHANGE_ID, new ExchangeId(engine, service.clients(), nfs.time()))
        .bind(Op.DESTROY_CLIENTID, new DestroyClientid(service.clients()))
        .bind(Op.RECLAIM_COMPLETE, new ReclaimComplete(service.grace()))
        .bind(Op.SET_SSV, new SetSsv());
  }

  private void sessions(Operations.Builder table) {
    Time time = nfs.time();
    table
        .bind(Op.SEQUENCE, new Sequence(service, time))
        .bind(Op.CREATE_SESSION, new CreateSession(service, backchannels, time))
        .bind(Op.DESTROY_SESSION, new DestroySession(service.sessions()))
        .bind(Op.BIND_CONN_TO_SESSION, new BindConnToSession(service.liveSessions(), backchannels))
        .bind(Op.BACKCHANNEL_CTL, new BackchannelCtl(service.sessions()));
  }

  private void opens(Operations.Builder table, Turns turns) {
    table
        .bind(Op.OPEN, new Open(nfs.files(), service, turns))
        .bind(Op.OPEN_DOWNGRADE, new OpenDowngrade(service.opens(), turns))
        .bind(Op.CLOSE, new Close(service.opens(), turns));
  }

  private void locks(Operations.Builder table, Turns turns) {
    table
        .bind(Op.LOCK, new Lock(service, turns))
        .bind(Op.LOCKT, new Lockt(service, turns))
        .bind(Op.LOCKU, new Locku(service.locking(), turns));
  }
}

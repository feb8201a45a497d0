package io.havenfs.engine.client.fake;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.Engine;
import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.identity.Creation;
import io.havenfs.engine.client.identity.Identified;
import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.client.session.Channel;
import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.engine.client.session.SessionTerms;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.testkit.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An engine that decides and commits what is submitted at once, with client state on it that can be
 * restarted: volatile parts are made anew, rows stay. Also the files' end: it notes last closes.
 */
public final class RowEngine implements Engine, UnusedFiles {
  /** Small limits, so that tests reach them. */
  public static final ClientLimits LIMITS =
      new ClientLimits(4, 2, 4, 1 << 20, 6, 8, Duration.ofSeconds(90), Duration.ofHours(24));

  /** What sessions agree on where tests do not care. */
  public static final SessionTerms TERMS =
      new SessionTerms(
          new Channel(8192, 8192, 4096, 16, 4),
          new Channel(4096, 4096, 0, 2, 1),
          true,
          false,
          0x40000000,
          Bytes.EMPTY);

  private final RowTransaction rows = new RowTransaction();
  private final VirtualTime time = new VirtualTime();
  private final List<Long> lastClosed = new ArrayList<>();
  private final Set<Long> gone = new HashSet<>();
  private boolean stateLost;
  private ClientService service;

  /** A new service. */
  public RowEngine() {
    service = newService();
    service.housekeeping().start();
  }

  private ClientService newService() {
    return ClientService.on(this, this, LIMITS, time);
  }

  /** Stops and starts again; if {@code lost}, not all that was committed may be there. */
  public void restart(boolean lost) {
    stateLost = lost;
    service = newService();
    service.housekeeping().start();
  }

  public ClientService service() {
    return service;
  }

  public VirtualTime time() {
    return time;
  }

  /** A transaction of a new change. */
  public RowTransaction tx() {
    rows.begin();
    return rows;
  }

  /** Files whose last state went, in order. */
  public List<Long> lastClosed() {
    return lastClosed;
  }

  public static Owner owner(String name) {
    return new Owner(name.getBytes(StandardCharsets.UTF_8));
  }

  public static Bytes principal(String name) {
    return new Bytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** EXCHANGE_ID without update. */
  public Identified exchangeId(String owner, long verifier, String principal) {
    return service
        .clients()
        .exchangeId(tx(), owner(owner), verifier, principal(principal), false, time.nanoTime());
  }

  /** The id that EXCHANGE_ID gives. */
  public long identify(String owner) {
    if (exchangeId(owner, 1, "root") instanceof Identified.Known known) {
      return known.client().id();
    }
    throw new AssertionError(owner + " is refused");
  }

  /** CREATE_SESSION by root. */
  public Creation createSession(long clientId, int sequence) {
    return service
        .clients()
        .createSession(tx(), clientId, sequence, principal("root"), TERMS, time.nanoTime());
  }

  /** The session that CREATE_SESSION makes. */
  public SessionRecord session(long clientId, int sequence) {
    if (createSession(clientId, sequence) instanceof Creation.Created created) {
      return created.session();
    }
    throw new AssertionError("client " + clientId + " gets no session");
  }

  /** A client that may open and lock. */
  public long client(String owner) {
    long id = identify(owner);
    var _ = session(id, 1);
    assertDone(service.grace().complete(tx(), id).isEmpty());
    return id;
  }

  private static void assertDone(boolean done) {
    if (!done) {
      throw new AssertionError("RECLAIM_COMPLETE is refused");
    }
  }

  @Override
  public View committed() {
    return rows;
  }

  @Override
  public void submit(Change change) {
    rows.begin();
    change.decide(rows);
    change.committed();
  }

  @Override
  public long writeVerifier() {
    return 0;
  }

  @Override
  public long serviceId() {
    return 42;
  }

  @Override
  public boolean stateLost() {
    return stateLost;
  }

  @Override
  public void lossMadeUpFor(Transaction tx) {
    stateLost = false;
  }

  @Override
  public Capacity capacity() {
    return new Capacity(0, 0, 0, 0, 0);
  }

  @Override
  public void lastClose(Transaction tx, long fileId) {
    lastClosed.add(fileId);
  }

  @Override
  public int sweep(Transaction tx, int max) {
    return 0;
  }

  @Override
  public boolean exists(View view, long fileId) {
    return !gone.contains(fileId);
  }

  /** The file is freed. */
  public void free(long fileId) {
    gone.add(fileId);
  }
}

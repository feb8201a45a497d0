package io.havenfs.engine.client.identity;

import io.havenfs.engine.Engine;
import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.ClientTables;
import io.havenfs.engine.client.Leases;
import io.havenfs.engine.client.host.HostLocking;
import io.havenfs.engine.client.host.HostRoster;
import io.havenfs.engine.client.host.HostTables;
import io.havenfs.engine.client.host.Hosts;
import io.havenfs.engine.client.lock.FileLocks;
import io.havenfs.engine.client.open.HeldStates;
import io.havenfs.engine.client.open.Locking;
import io.havenfs.engine.client.open.Opens;
import io.havenfs.engine.client.open.StateStore;
import io.havenfs.engine.client.open.StateTables;
import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.client.owner.OwnerSequences;
import io.havenfs.engine.client.owner.OwnerTables;
import io.havenfs.engine.client.roster.Roster;
import io.havenfs.engine.client.session.LiveSessions;
import io.havenfs.engine.client.session.SessionTables;
import io.havenfs.engine.client.session.Sessions;
import io.havenfs.engine.table.Table;
import io.havenfs.host.time.Time;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service's client state, put together; nothing here decides. Made once per replica that serves.
 * Its {@link #housekeeping} must be {@linkplain Housekeeping#start started} before the first
 * request and called every second or so.
 */
public record ClientService(
    ClientLimits limits,
    Clients clients,
    Sessions sessions,
    LiveSessions liveSessions,
    Leases leases,
    Opens opens,
    Locking locking,
    Introductions introductions,
    OwnerSequences owners,
    Grace grace,
    Hosts hosts,
    HostLocking hostLocking,
    Housekeeping housekeeping,
    List<Roster> rosters) {

  /** Client state on {@code engine}, which reports to {@code files}. */
  public static ClientService on(Engine engine, UnusedFiles files, ClientLimits limits, Time time) {
    FileLocks locks = new FileLocks(limits.locksPerFile());
    StateStore states = new StateStore(locks, files, limits.statesPerClient());
    Sessions sessions = new Sessions(limits.sessionsPerClient(), limits.rememberedBytes());
    Leases leases = new Leases(limits.lease(), time.nanoTime());
    OwnerSequences owners = new OwnerSequences(limits.statesPerClient());
    Departure departure = new Departure(states, sessions, owners, leases, limits, time);
    LiveSessions live = new LiveSessions(leases);
    boolean reclaims = Grace.pending(engine.committed()) || Hosts.pending(engine.committed());
    Grace grace = new Grace(states, owners, engine.stateLost() || reclaims);
    Hosts hosts = new Hosts(states, limits.clients());
    Opens opens = new Opens(states, departure);
    Locking locking = new Locking(states, locks, departure);
    HeldStates held = new HeldStates(states, locks);
    return new ClientService(
        limits,
        new Clients(states, sessions, leases, departure),
        sessions,
        live,
        leases,
        opens,
        locking,
        new Introductions(states, leases, departure, grace, limits),
        owners,
        grace,
        hosts,
        new HostLocking(opens, locking, locks, files, grace::active),
        new Housekeeping(engine, departure, grace, hosts, leases, live, files, limits, time),
        List.of(
            new Version4Roster(held, departure, leases, limits, time),
            new HostRoster(hosts, held)));
  }

  /** All tables of client state, for the engine that has to know its tables. */
  public static List<Table<?, ?>> tables() {
    return Stream.of(
            ClientTables.all(),
            SessionTables.all(),
            StateTables.all(),
            FileLocks.tables(),
            OwnerTables.all(),
            HostTables.all())
        .flatMap(List::stream)
        .toList();
  }
}

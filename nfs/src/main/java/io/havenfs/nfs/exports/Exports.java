package io.havenfs.nfs.exports;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The exports in force.
 *
 * <p>Any thread may ask; {@link #access} costs a look-up by address and one by number, and
 * allocates nothing for a client that was seen before. {@link #replace} takes effect atomically:
 * every decision is made by one table, the one in force when it is asked for.
 */
public final class Exports {
  /** Clients whose decisions are remembered; when more come, all are forgotten. */
  static final int MAX_CLIENTS = 16_384;

  /** A table in force, and the addresses that the hosts it names had when it came into force. */
  static final class Loaded {
    private final ExportTable table;
    private final Map<String, Set<InetAddress>> hosts;

    private Loaded(ExportTable table, Map<String, Set<InetAddress>> hosts) {
      this.table = table;
      this.hosts = Map.copyOf(hosts);
    }

    ExportTable table() {
      return table;
    }

    boolean isHost(String name, InetAddress address) {
      return hosts.getOrDefault(name, Set.of()).contains(address);
    }
  }

  private final HostNames names;
  private final Executor nameLookups;
  private final ConcurrentHashMap<InetAddress, ExportClient> clients = new ConcurrentHashMap<>();
  private volatile Loaded loaded = new Loaded(ExportTable.EMPTY, Map.of());

  /**
   * Nothing exported yet.
   *
   * @param nameLookups where clients' names are looked up; the task may block for seconds
   */
  public Exports(HostNames names, Executor nameLookups) {
    this.names = names;
    this.nameLookups = nameLookups;
  }

  /**
   * Puts a table in force, once the hosts it names are resolved, for which this call may block.
   *
   * @return the host names that could not be resolved: their rules match nobody
   */
  public List<String> replace(ExportTable table) {
    Map<String, Set<InetAddress>> hosts = new HashMap<>();
    for (String name : table.hostNames()) {
      hosts.put(name, Set.copyOf(names.addresses(name)));
    }
    loaded = new Loaded(table, hosts);
    clients.clear();
    return hosts.entrySet().stream()
        .filter(host -> host.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The table in force. */
  public ExportTable table() {
    return loaded.table();
  }

  /** Whether the client may use the export with the number {@code fsid}. */
  public ExportDecision access(InetAddress client, int fsid) {
    return client(client).access(loaded, fsid);
  }

  /**
   * Runs {@code action} once {@link #access} would not say {@link ExportDecision.Pending} of this
   * client: at once, or later on the thread that looked its name up.
   */
  public void whenKnown(InetAddress client, Runnable action) {
    ExportClient known = client(client);
    if (loaded.table().needsClientNames()) {
      known.whenNamed(action);
    } else {
      action.run();
    }
  }

  private ExportClient client(InetAddress address) {
    ExportClient client = clients.get(address);
    if (client == null) {
      if (clients.size() >= MAX_CLIENTS) {
        clients.clear();
      }
      client = clients.computeIfAbsent(address, key -> new ExportClient(key, names, nameLookups));
    }
    return client;
  }
}

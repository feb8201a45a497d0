package io.havenfs.rpc.rpcbind;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process has registered with the system's rpcbind, which knows one address for a version
 * of a program and a transport. Services that serve the same program share that entry: it names the
 * first of them, then, when that leaves, the next, and is taken back when the last one leaves. As
 * all of them listen on the same port, whoever asks for the port is told the right one.
 * Thread-safe; methods block.
 */
public final class SystemRegistrations {
  private static final Logger LOG = LoggerFactory.getLogger(SystemRegistrations.class);

  private record Key(int program, int version, Netid netid) {
    static Key of(Mapping mapping) {
      return new Key(mapping.program(), mapping.version(), mapping.netid());
    }
  }

  /** Who wants to be named; the first is. */
  private final Map<Key, List<Mapping>> wanted = new HashMap<>();

  /** Registers a service's mappings: all of them or, when one is refused, none. */
  synchronized void register(RpcbindClient client, List<Mapping> mappings) throws IOException {
    for (int i = 0; i < mappings.size(); i++) {
      try {
        register(client, mappings.get(i));
      } catch (IOException refused) {
        unregister(client, mappings.subList(0, i));
        throw refused;
      }
    }
  }

  private void register(RpcbindClient client, Mapping mapping) throws IOException {
    List<Mapping> sharing = wanted.getOrDefault(Key.of(mapping), List.of());
    if (sharing.isEmpty()) {
      client.register(mapping);
    } else if (sharing.getFirst().address().getPort() != mapping.address().getPort()) {
      LOG.warn("rpcbind cannot tell of {}: it tells of {}", mapping, sharing.getFirst());
    }
    wanted.computeIfAbsent(Key.of(mapping), _ -> new ArrayList<>()).add(mapping);
  }

  /** Takes a service's mappings back. */
  synchronized void unregister(RpcbindClient client, List<Mapping> mappings) throws IOException {
    List<Mapping> stale = forget(mappings);
    for (Mapping mapping : stale) {
      client.unregister(mapping);
      List<Mapping> left = wanted.getOrDefault(Key.of(mapping), List.of());
      if (!left.isEmpty()) {
        client.register(left.getFirst());
      }
    }
  }

  /** The same when rpcbind cannot be reached. Returns those that rpcbind names. */
  synchronized List<Mapping> forget(List<Mapping> mappings) {
    List<Mapping> named = new ArrayList<>();
    for (Mapping mapping : mappings) {
      List<Mapping> sharing = wanted.getOrDefault(Key.of(mapping), List.of());
      if (!sharing.isEmpty() && sharing.getFirst().equals(mapping)) {
        named.add(mapping);
      }
      if (sharing.remove(mapping) && sharing.isEmpty()) {
        wanted.remove(Key.of(mapping));
      }
    }
    return named;
  }
}

package io.havenfs.rpc.rpcbind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which programs are registered: our own, which stay, and others', which come and go. Thread-safe.
 */
final class RpcbindRegistry {
  /** Others' registrations that are accepted. */
  static final int MAX_FOREIGN = 256;

  /** A mapping with the name of who registered it. */
  record Entry(Mapping mapping, String owner) {}

  private final List<Entry> own = new ArrayList<>();
  private final List<Entry> foreign = new ArrayList<>();

  RpcbindRegistry(List<Mapping> own) {
    addOwn(own);
  }

  /** Adds mappings that nobody can take back. */
  synchronized void addOwn(List<Mapping> mappings) {
    mappings.forEach(mapping -> own.add(new Entry(mapping, "superuser")));
  }

  /** All entries, our own first. */
  synchronized List<Entry> entries() {
    List<Entry> all = new ArrayList<>(own);
    all.addAll(foreign);
    return all;
  }

  /** Adds an entry unless its program, version and transport are taken by another address. */
  synchronized boolean set(Mapping mapping, String owner) {
    for (Entry entry : entries()) {
      Mapping known = entry.mapping();
      if (known.program() == mapping.program()
          && known.version() == mapping.version()
          && known.netid() == mapping.netid()) {
        return known.address().equals(mapping.address());
      }
    }
    return foreign.size() < MAX_FOREIGN && foreign.add(new Entry(mapping, owner));
  }

  /** Removes others' entries of a program's version, of one transport or of all. */
  synchronized boolean unset(int program, int version, Optional<Netid> netid) {
    return foreign.removeIf(
        entry ->
            entry.mapping().program() == program
                && entry.mapping().version() == version
                && netid.map(wanted -> wanted == entry.mapping().netid()).orElse(true));
  }

  /**
   * Where a program is served over a transport: in this version or, unless {@code exactly}, in any
   * other if not in this (RFC 1833 section 2.2.1 for GETADDR).
   */
  Optional<Mapping> find(int program, int version, Netid netid, boolean exactly) {
    Optional<Mapping> other = Optional.empty();
    for (Entry entry : entries()) {
      Mapping mapping = entry.mapping();
      if (mapping.program() == program && mapping.netid() == netid) {
        if (mapping.version() == version) {
          return Optional.of(mapping);
        }
        other = exactly ? other : Optional.of(mapping);
      }
    }
    return other;
  }
}

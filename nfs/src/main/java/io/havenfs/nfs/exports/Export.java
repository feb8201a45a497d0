package io.havenfs.nfs.exports;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An exported directory.
 *
 * @param path the directory
 * @param rules what holds for whom, the most specific first
 */
public record Export(ExportPath path, List<ClientRule> rules) {
  public Export {
    rules = rules.stream().sorted(Comparator.comparingInt(rule -> rule.client().rank())).toList();
    Set<ClientPattern> clients = new HashSet<>();
    for (ClientRule rule : rules) {
      if (!clients.add(rule.client())) {
        throw new IllegalArgumentException(path + " is exported twice to " + rule.client());
      }
    }
    if (rules.stream().map(rule -> rule.options().fsid()).distinct().count() > 1) {
      throw new IllegalArgumentException(path + " has different fsid= for different clients");
    }
  }

  /**
   * The number that stands for the export in file handles and in {@code fsid} attributes: what
   * {@code fsid=} says, else derived from the path alone.
   */
  public int fsid() {
    OptionalInt given = rules.isEmpty() ? OptionalInt.empty() : rules.getFirst().options().fsid();
    return given.orElse(path.hash());
  }

  /** Whether deciding about a client may need its name. */
  boolean needsClientNames() {
    return rules.stream().anyMatch(rule -> rule.client() instanceof ClientPattern.Names);
  }
}

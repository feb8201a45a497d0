package io.havenfs.engine.acl;

import java.util.List;

/** An access control list. Immutable. The order of its entries matters. */
public record Acl(List<Ace> entries) {
  /**
   * The most entries that one can be given. What follows from it, by inheritance or a change of
   * mode, may have up to three times as many.
   */
  public static final int MAX_ENTRIES = 2048;

  /** No entry: grants nothing. */
  public static final Acl EMPTY = new Acl(List.of());

  public Acl {
    entries = List.copyOf(entries);
  }

  /** Whether it has more entries than anybody may give. */
  public boolean isTooLong() {
    return entries.size() > MAX_ENTRIES;
  }

  /** Whether new objects get anything from it. */
  public boolean isInheritable() {
    return entries.stream().anyMatch(Ace::isInheritable);
  }
}

package io.havenfs.testkit.disk;

import java.util.Set;

/** A change of directories that is not yet durable. */
sealed interface NameChange {
  /** The directories it changes. */
  Set<Node.Directory> directories();

  /** Makes the change in the durable entries. */
  void makeDurable();

  /** A new entry. */
  record Link(Node.Directory directory, String name, Node node) implements NameChange {
    @Override
    public Set<Node.Directory> directories() {
      return Set.of(directory);
    }

    @Override
    public void makeDurable() {
      directory.durable.put(name, node);
    }
  }

  /** An entry removed. */
  record Unlink(Node.Directory directory, String name) implements NameChange {
    @Override
    public Set<Node.Directory> directories() {
      return Set.of(directory);
    }

    @Override
    public void makeDurable() {
      directory.durable.remove(name);
    }
  }

  /** An entry moved, atomically. */
  record Move(Node.Directory from, String fromName, Node.Directory to, String toName, Node node)
      implements NameChange {
    @Override
    public Set<Node.Directory> directories() {
      return from == to ? Set.of(from) : Set.of(from, to);
    }

    @Override
    public void makeDurable() {
      from.durable.remove(fromName);
      to.durable.put(toName, node);
    }
  }
}

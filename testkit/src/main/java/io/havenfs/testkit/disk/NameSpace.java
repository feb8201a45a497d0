package io.havenfs.testkit.disk;

import io.havenfs.host.disk.DiskPaths;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The directories, and which of their changes are durable.
 *
 * <p>Changes of one directory become durable in their order. A rename between two directories is
 * one change of both: it is durable when either is synchronised, and with it what came before it in
 * the other.
 */
final class NameSpace {
  private final Node.Directory root;
  private final List<NameChange> pending = new ArrayList<>();

  NameSpace() {
    this(new Node.Directory());
  }

  private NameSpace(Node.Directory root) {
    this.root = root;
  }

  Optional<Node> find(String path) {
    Node node = root;
    for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
      if (!(node instanceof Node.Directory directory) || !directory.current.containsKey(name)) {
        return Optional.empty();
      }
      node = directory.current.get(name);
    }
    return Optional.of(node);
  }

  Node.Directory directory(String path) throws IOException {
    if (find(path).orElse(null) instanceof Node.Directory directory) {
      return directory;
    }
    throw new NoSuchFileException(path, null, "no such directory");
  }

  private Node existing(String path) throws IOException {
    return find(path).orElseThrow(() -> new NoSuchFileException(path));
  }

  /** Adds {@code node} under a name that is free. */
  void link(String path, Node node) throws IOException {
    Node.Directory parent = directory(DiskPaths.parent(path));
    parent.current.put(DiskPaths.name(path), node);
    pending.add(new NameChange.Link(parent, DiskPaths.name(path), node));
  }

  void unlink(String path) throws IOException {
    if (existing(path) instanceof Node.Directory directory && !directory.current.isEmpty()) {
      throw new DirectoryNotEmptyException(path);
    }
    Node.Directory parent = directory(DiskPaths.parent(path));
    parent.current.remove(DiskPaths.name(path));
    pending.add(new NameChange.Unlink(parent, DiskPaths.name(path)));
  }

  void move(String from, String to) throws IOException {
    Node node = existing(from);
    Node.Directory source = directory(DiskPaths.parent(from));
    Node.Directory target = directory(DiskPaths.parent(to));
    if (from.equals(to)) {
      return;
    }
    checkMove(from, to, node);
    source.current.remove(DiskPaths.name(from));
    target.current.put(DiskPaths.name(to), node);
    pending.add(
        new NameChange.Move(source, DiskPaths.name(from), target, DiskPaths.name(to), node));
  }

  private void checkMove(String from, String to, Node node) throws IOException {
    if (to.startsWith(from + "/")) {
      throw new FileSystemException(from, to, "a directory cannot move below itself");
    }
    Node replaced = find(to).orElse(node);
    if (replaced instanceof Node.Directory != node instanceof Node.Directory) {
      throw new FileSystemException(from, to, "a file and a directory cannot replace each other");
    }
    if (replaced != node && replaced instanceof Node.Directory old && !old.current.isEmpty()) {
      throw new DirectoryNotEmptyException(to);
    }
  }

  void sync(Node.Directory directory) {
    Set<Node.Directory> involved = new HashSet<>(Set.of(directory));
    List<NameChange> durable = new ArrayList<>();
    for (NameChange change : pending.reversed()) {
      if (change.directories().stream().anyMatch(involved::contains)) {
        involved.addAll(change.directories());
        durable.addFirst(change);
      }
    }
    durable.forEach(NameChange::makeDurable);
    pending.removeAll(new HashSet<>(durable));
  }

  void syncAll() {
    pending.forEach(NameChange::makeDurable);
    pending.clear();
    root.forEachFile(Node.File::sync);
  }

  /** A synchronisation of everything that failed: of the files any part is durable. */
  void failSyncAll(RandomGenerator random) {
    root.forEachFile(file -> file.failSync(random));
  }

  /** What is left after a loss of power; this name space stays as it is. */
  NameSpace remains(RandomGenerator random) {
    Map<Node.Directory, NavigableMap<String, Node>> before = new HashMap<>();
    Set<Node.Directory> lost = new HashSet<>();
    for (NameChange change : pending) {
      change.directories().forEach(each -> before.putIfAbsent(each, new TreeMap<>(each.durable)));
      boolean cut = change.directories().stream().anyMatch(lost::contains);
      if (cut || random.nextInt(3) == 0) {
        lost.addAll(change.directories());
      } else {
        change.makeDurable();
      }
    }
    NameSpace remains = new NameSpace(root.remains(random));
    before.forEach((directory, entries) -> directory.restoreDurable(entries));
    return remains;
  }

  long allocatedBytes() {
    return root.allocatedBytes();
  }
}

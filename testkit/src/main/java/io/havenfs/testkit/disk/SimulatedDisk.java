package io.havenfs.testkit.disk;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.DiskLock;
import io.havenfs.host.disk.DiskLockedException;
import io.havenfs.host.disk.DiskPaths;
import io.havenfs.host.disk.DiskSpace;
import io.havenfs.host.disk.NoSpaceException;
import io.havenfs.host.disk.OpenMode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A disk in memory that dies, lies and fills up when told to; see the package's page.
 *
 * <p>An instance is one boot of the machine. Once it died, every call on it and its files throws
 * {@link SimulatedCrash}, except {@code close}; what is left is had by {@link #crash} or {@link
 * #restart}. Threads: all methods are serialised by the disk's monitor.
 */
public final class SimulatedDisk implements Disk {
  private static final long DEFAULT_CAPACITY = 1L << 50;
  private static final long FILES = 1 << 20;

  private final NameSpace names;
  private final Faults faults = new Faults();
  private final Set<String> locks = new HashSet<>();
  private final RandomGenerator random;
  private long capacity;
  private boolean dead;

  /** An empty disk; {@code seed} decides what a change does that the machine dies in. */
  public SimulatedDisk(long seed) {
    this(new NameSpace(), DEFAULT_CAPACITY, new SplittableRandom(seed));
  }

  private SimulatedDisk(NameSpace names, long capacity, RandomGenerator random) {
    this.names = names;
    this.capacity = capacity;
    this.random = random;
  }

  /** How many changes (everything but reading) were asked for so far. */
  public synchronized long operations() {
    return faults.changes();
  }

  /** The machine dies in the {@code n}-th change from now on: done, half done, or not at all. */
  public synchronized void failAfter(long n) {
    faults.dieAfter(n);
  }

  /** Arms a fault, in addition to those that are. */
  public synchronized void inject(Fault fault) {
    faults.inject(fault);
  }

  /** Disarms all faults. */
  public synchronized void clearFaults() {
    faults.clear();
  }

  /** Sets the size; allocating beyond it fails for want of space. */
  public synchronized void capacity(long bytes) {
    capacity = bytes;
  }

  /** Flips a bit of the sector at {@code offset}, on the device and in memory. */
  public synchronized void corrupt(String path, long offset) throws IOException {
    file(path).corrupt(offset, random);
  }

  /**
   * The power fails: what is durable is left, and of every change since perhaps something. This
   * disk is dead afterwards, but may be asked again for another outcome.
   */
  public synchronized SimulatedDisk crash(RandomGenerator outcome) {
    dead = true;
    RandomGenerator next = new SplittableRandom(outcome.nextLong());
    return new SimulatedDisk(names.remains(outcome), capacity, next);
  }

  /** The process dies and the machine goes on: nothing is lost, locks are free. */
  public synchronized SimulatedDisk restart() {
    dead = true;
    return new SimulatedDisk(names, capacity, random);
  }

  @Override
  public synchronized DiskFile open(String path, OpenMode mode) throws IOException {
    checkAlive();
    boolean exists = names.find(DiskPaths.checkEntry(path)).isPresent();
    if (exists && mode == OpenMode.CREATE_NEW) {
      throw new FileAlreadyExistsException(path);
    }
    if (!exists) {
      create(path, mode);
    }
    return new SimulatedFile(this, path, file(path), mode != OpenMode.READ);
  }

  private void create(String path, OpenMode mode) throws IOException {
    names.directory(DiskPaths.parent(path));
    if (mode == OpenMode.READ || mode == OpenMode.READ_WRITE) {
      throw new NoSuchFileException(path);
    }
    change(DiskOperation.CREATE, path, () -> names.link(path, new Node.File()));
  }

  private Node.File file(String path) throws IOException {
    return switch (names.find(path).orElseThrow(() -> new NoSuchFileException(path))) {
      case Node.File file -> file;
      case Node.Directory directory -> throw new FileSystemException(path, null, "is a directory");
    };
  }

  @Override
  public synchronized boolean exists(String path) {
    checkAlive();
    return names.find(DiskPaths.checkDirectory(path)).isPresent();
  }

  @Override
  public synchronized List<String> list(String directory) throws IOException {
    checkAlive();
    return List.copyOf(names.directory(DiskPaths.checkDirectory(directory)).current.keySet());
  }

  @Override
  public synchronized void delete(String path) throws IOException {
    DiskPaths.checkEntry(path);
    change(DiskOperation.DELETE, path, () -> names.unlink(path));
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    DiskPaths.checkEntry(from);
    DiskPaths.checkEntry(to);
    change(DiskOperation.RENAME, from, () -> names.move(from, to));
  }

  @Override
  public synchronized void createDirectories(String directory) throws IOException {
    checkAlive();
    Optional<Node> existing = names.find(DiskPaths.checkDirectory(directory));
    if (existing.isEmpty()) {
      createDirectories(DiskPaths.parent(directory));
      change(
          DiskOperation.CREATE_DIRECTORY,
          directory,
          () -> names.link(directory, new Node.Directory()));
    } else if (existing.get() instanceof Node.File) {
      throw new FileAlreadyExistsException(directory);
    }
  }

  @Override
  public synchronized void syncDirectory(String directory) throws IOException {
    Node.Directory node = names.directory(DiskPaths.checkDirectory(directory));
    change(DiskOperation.SYNC_DIRECTORY, directory, () -> names.sync(node));
  }

  @Override
  public synchronized void sync() throws IOException {
    change(DiskOperation.SYNC, "", names::syncAll, () -> names.failSyncAll(random));
  }

  @Override
  public synchronized DiskSpace space() {
    checkAlive();
    long free = Math.max(0, capacity - names.allocatedBytes());
    return new DiskSpace(capacity, free, free, FILES, FILES, FILES);
  }

  @Override
  public synchronized DiskLock lock(String name) throws IOException {
    open(name, OpenMode.CREATE).close();
    if (!locks.add(name)) {
      long process = ProcessHandle.current().pid();
      throw new DiskLockedException(name + " is held by process " + process);
    }
    return new SimulatedLock(name);
  }

  private final class SimulatedLock implements DiskLock {
    private final String name;
    private boolean held = true;

    private SimulatedLock(String name) {
      this.name = name;
    }

    @Override
    public void close() {
      synchronized (SimulatedDisk.this) {
        if (held) {
          held = false;
          locks.remove(name);
        }
      }
    }
  }

  /** What an operation does when all goes well. */
  @FunctionalInterface
  interface Effect {
    void run() throws IOException;
  }

  /** Makes a change, unless it is the one to die in or to fail. */
  void change(DiskOperation operation, String path, Effect effect) throws IOException {
    change(operation, path, effect, () -> {});
  }

  /**
   * Makes a change.
   *
   * @param partial what it does when it fails or the machine dies in the middle of it
   */
  synchronized void change(DiskOperation operation, String path, Effect effect, Effect partial)
      throws IOException {
    checkAlive();
    if (faults.countAndDie()) {
      die(operation, path, effect, partial);
    }
    Optional<Fault.Kind> struck = faults.strike(operation, path);
    if (struck.isPresent()) {
      partial.run();
      throw exception(struck.get(), operation, path);
    }
    effect.run();
  }

  private void die(DiskOperation operation, String path, Effect effect, Effect partial)
      throws IOException {
    dead = true;
    switch (random.nextInt(3)) {
      case 0 -> effect.run();
      case 1 -> {
        // A synchronisation that nobody waits for any more has not failed: what it did not get to
        // is still to be written, and if it is the power that goes, its loss decides what is left.
        if (operation != DiskOperation.SYNC) {
          partial.run();
        }
      }
      default -> {}
    }
    throw new SimulatedCrash("died in " + operation + " of " + path);
  }

  /** Fails where a fault strikes, for operations that change nothing. */
  synchronized void read(String path) throws IOException {
    checkAlive();
    Optional<Fault.Kind> struck = faults.strike(DiskOperation.READ, path);
    if (struck.isPresent()) {
      throw exception(struck.get(), DiskOperation.READ, path);
    }
  }

  private static IOException exception(Fault.Kind kind, DiskOperation operation, String path) {
    String message = path + ": injected into " + operation + ": " + kind;
    return switch (kind) {
      case NO_SPACE -> new NoSpaceException(message);
      case IO_ERROR -> new IOException(message);
    };
  }

  void checkAlive() {
    if (dead) {
      throw new SimulatedCrash("the machine is dead");
    }
  }

  /** Bytes that may still be allocated. */
  long available() {
    return capacity == DEFAULT_CAPACITY ? capacity : Math.max(0, capacity - names.allocatedBytes());
  }

  RandomGenerator random() {
    return random;
  }
}

package io.havenfs.engine.data;

import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open data files by id, at most about so many. Of those that are clean the one not used for
 * longest goes, as a clock's hand finds it: a use costs a flag, and readers share nothing.
 *
 * <p>Thread-safe. A file taken from here may be closed by another thread before it is used; its
 * user finds out and asks again.
 */
final class OpenFiles {
  private final int limit;
  private final Map<Long, DataFile> files = new ConcurrentHashMap<>();
  private final ReentrantLock sweeping = new ReentrantLock();
  private Iterator<DataFile> hand = Collections.emptyIterator();

  OpenFiles(int limit) {
    this.limit = limit;
  }

  @Nullable DataFile get(long id) {
    DataFile file = files.get(id);
    if (file != null) {
      file.use();
    }
    return file;
  }

  /** Adds a file just opened; returns it, or the one that somebody else added meanwhile. */
  DataFile add(DataFile opened) throws IOException {
    DataFile other = files.putIfAbsent(opened.id(), opened);
    if (other != null) {
      opened.close();
      other.named(opened.nameChange());
      return other;
    }
    if (files.size() > limit) {
      sweep(opened);
    }
    return opened;
  }

  /** Takes away a file that was found closed. */
  void forget(DataFile closed) {
    files.remove(closed.id(), closed);
  }

  /** Takes a file away and closes it, dirty or not. */
  void remove(long id) throws IOException {
    DataFile file = files.remove(id);
    if (file != null) {
      file.close();
    }
  }

  /** Spares the file just opened: when all others are dirty, its user would never get to use it. */
  private void sweep(DataFile spared) throws IOException {
    if (!sweeping.tryLock()) {
      return; // somebody is at it
    }
    try {
      int steps = 2 * files.size();
      while (files.size() > limit && steps-- > 0) {
        if (!hand.hasNext()) {
          hand = files.values().iterator();
        }
        if (hand.hasNext()) {
          DataFile next = hand.next();
          if (next.id() != spared.id()) {
            closeUnlessUsed(next);
          }
        }
      }
    } finally {
      sweeping.unlock();
    }
  }

  private void closeUnlessUsed(DataFile file) throws IOException {
    if (!file.wasUsed() && file.closeIfClean()) {
      files.remove(file.id(), file);
    }
  }

  int count() {
    return files.size();
  }

  void closeAll() throws IOException {
    for (Long id : files.keySet()) {
      remove(id);
    }
  }
}

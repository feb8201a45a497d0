package io.havenfs.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was opened so far when the opening of the rest fails: in reverse order, at the end of
 * the try statement, unless everything is to be {@linkplain #keep kept}.
 */
final class Unwinding implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Unwinding.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  void add(AutoCloseable resource) {
    opened.push(resource);
  }

  void keep() {
    opened.clear();
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.warn("not closed after a failed start: {}", e.toString());
      }
    }
  }
}

package io.havenfs.engine.core;

import java.util.Set;

/** The role of a copy that has none. */
final class IdleRole implements Role {
  @Override
  public boolean leads() {
    return false;
  }

  @Override
  public boolean decides() {
    return false;
  }

  @Override
  public boolean answers() {
    return false;
  }

  @Override
  public boolean ships() {
    return false;
  }

  @Override
  public void appended(ShippedEntry entry) {
    entry.release();
  }

  @Override
  public void decided() {}

  @Override
  public long memorySn() {
    return 0;
  }

  @Override
  public long diskSn() {
    return 0;
  }

  @Override
  public void applied(long sn) {}

  @Override
  public void flush(long sn, Set<Long> dataIds, Runnable done) {
    done.run();
  }

  @Override
  public void turnEnded(long nanoTime, boolean worked) {}

  @Override
  public long patienceNanos() {
    return Long.MAX_VALUE;
  }
}

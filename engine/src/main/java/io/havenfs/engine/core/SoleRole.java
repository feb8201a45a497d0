package io.havenfs.engine.core;

import java.util.Set;

/** The role of a service's only copy. */
final class SoleRole implements Role {
  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public boolean decides() {
    return true;
  }

  @Override
  public boolean answers() {
    return true;
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
    return Long.MAX_VALUE;
  }

  @Override
  public long diskSn() {
    return Long.MAX_VALUE;
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

package io.havenfs.quorum;

/** Ends by closing: no call begins afterwards. */
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}

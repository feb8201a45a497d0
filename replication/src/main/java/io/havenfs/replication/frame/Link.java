package io.havenfs.replication.frame;

/**
 * A connection to another copy, as the roles use it, on the sequencer. Frames arrive in the order
 * in which they were sent, or the connection breaks, of which the owner is told.
 */
public interface Link {
  /** Sends a frame, not before {@link #flush}; takes over its references. Never blocks. */
  void send(Frame frame);

  /** Lets go what was sent. */
  void flush();

  /** Whether little enough is under way for bulk to be sent. */
  boolean isWritable();

  /** Ends the connection. Nothing is told of it afterwards. */
  void close();
}

package io.havenfs.testkit.world;

/** One end of a connection; used by the process that has it, on the agenda's thread. */
public interface Wire {
  /** How a connection ended. */
  enum End {
    /** The other side closed it, or its process ended: everything sent before was received. */
    FINISHED,
    /** It is broken: what was on its way is lost, in either direction. */
    RESET
  }

  /** What the owner of an end is told; always within tasks of its process. */
  interface Listener {
    /** The next message of the other side. */
    void received(Object message);

    /** No message will follow; nothing is told afterwards. Not told of one's own closing. */
    void ended(End end);
  }

  /** Sends a message, in order after those before; silently in vain when the wire is broken. */
  void send(Object message);

  /** Closes both directions; the other side receives what was sent, and then the end. */
  void close();

  /** Breaks the connection. */
  void reset();

  /** The machine at the other end. */
  String peer();
}

package io.havenfs.replication.stream;

import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import java.util.List;

/**
 * What happens on a connection; called on its event loop. {@link #closed} is the last call, once.
 */
public interface StreamEvents {
  /** The connection is there. */
  void opened(Link link);

  /** Frames arrived, in this order; their references are the receiver's. */
  void received(Link link, List<Frame> frames);

  /** The connection is gone, or never came; {@link #opened} may not have been called. */
  void closed();
}

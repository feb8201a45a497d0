package io.havenfs.engine.log;

import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Receives the log's entries in order. */
@FunctionalInterface
public interface EntryVisitor {
  /**
   * One entry. The readable bytes of {@code body} are valid during the call only, and must not be
   * changed. An exception ends the replay.
   */
  void visit(long epoch, long sn, Durability durability, ByteBuf body) throws IOException;
}

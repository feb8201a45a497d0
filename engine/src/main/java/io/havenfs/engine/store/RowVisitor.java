package io.havenfs.engine.store;

import io.netty.buffer.ByteBuf;

/** Receives rows in key order. */
@FunctionalInterface
public interface RowVisitor {
  /**
   * One row. The readable bytes of both are valid during the call only. Returns whether more rows
   * are wanted.
   */
  boolean visit(ByteBuf key, ByteBuf value);
}

package io.havenfs.engine.tx;

import io.netty.buffer.ByteBuf;

/**
 * A change of a data file. Applied in the order of the log, after the entry is committed.
 *
 * <p>Replay after a crash may apply a change again over newer contents, so every change whose
 * replay could hurt newer bytes must be {@linkplain Write#logged logged}; the engine sees to that:
 * it logs a write's payload, whatever was asked, where an older logged write, truncation or punch
 * of the same file since the last checkpoint touches the range.
 *
 * <p>Everything but a write makes its entry one of DISK durability: a file must not be cut, in a
 * crash, by a change that the log forgot.
 */
public sealed interface DataChange {
  /** Which data file. */
  long dataId();

  /**
   * Bytes to write. The change owns one reference of {@code payload} and the engine releases it.
   *
   * @param logged whether the payload travels in the log (small synchronous writes), or is written
   *     to the data file only and becomes durable with a flush
   */
  record Write(long dataId, long offset, ByteBuf payload, boolean logged) implements DataChange {}

  /** Cuts or extends (with a hole) the file to {@code size}. */
  record Truncate(long dataId, long size) implements DataChange {}

  /** Makes a hole. */
  record Punch(long dataId, long offset, long length) implements DataChange {}

  /** Reserves storage; contents do not change. */
  record Allocate(long dataId, long offset, long length) implements DataChange {}

  /** Deletes the file: nothing refers to it any more. Data ids are never reused. */
  record Drop(long dataId) implements DataChange {}
}

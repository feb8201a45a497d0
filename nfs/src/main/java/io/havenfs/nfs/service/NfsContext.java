package io.havenfs.nfs.service;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.host.time.Time;

/**
 * The service as every protocol sees it. Immutable; its parts are thread-safe.
 *
 * @param engine the replica that serves
 * @param files the meaning of its tables as a file system
 * @param limits that file system's limits
 * @param admission who may use which export
 * @param replies the duplicate-request memory
 * @param time the clocks
 * @param offload where requests wait for the disk
 */
public record NfsContext(
    Engine engine,
    FileSystem files,
    FileLimits limits,
    Admission admission,
    ReplyMemory replies,
    Time time,
    Offload offload) {

  /** The largest READ and WRITE, in bytes, that any protocol accepts. */
  public static final int MAX_IO = 1 << 20;

  /** The largest READ and WRITE over UDP: with its header it must fit into one datagram. */
  public static final int MAX_IO_UDP = 32 << 10;

  /**
   * The number by which clients tell file systems apart: derived from the service and the export,
   * so it is the same on every replica, and never 0.
   */
  public long fsid(int exportId) {
    long mixed = (engine.serviceId() ^ exportId) * 0x9e37_79b9_7f4a_7c15L;
    mixed ^= mixed >>> 32;
    return mixed == 0 ? 1 : mixed;
  }
}

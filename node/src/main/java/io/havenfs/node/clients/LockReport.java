package io.havenfs.node.clients;

import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.roster.HeldLock;
import java.util.Locale;

/**
 * A lock or share reservation as JSON.
 *
 * @param service whose file it is in; empty on a server that has one service
 * @param path one of the file's paths; empty when it has none or none was found
 * @param fileId the file, in hexadecimal
 * @param kind "read", "write", "deny-read", "deny-write" or "deny-both"
 * @param first the first byte, decimal
 * @param last the last byte, decimal, or "end"
 */
public record LockReport(
    String service,
    String path,
    String fileId,
    String client,
    String owner,
    String kind,
    String first,
    String last) {
  static LockReport of(String service, String path, HeldLock lock) {
    return new LockReport(
        service,
        path,
        Long.toHexString(lock.fileId()),
        lock.client(),
        lock.owner(),
        lock.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Long.toUnsignedString(lock.start()),
        lock.last() == LockRange.END ? "end" : Long.toUnsignedString(lock.last()));
  }
}

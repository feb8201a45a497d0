package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.host.LockWaitKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The cookie of a GRANTED: the wait's key, by which a result is known on every node. */
final class GrantCookie {
  private static final int LENGTH = 2 * Long.BYTES;

  private GrantCookie() {}

  static byte[] encode(LockWaitKey key) {
    return ByteBuffer.allocate(LENGTH).putLong(key.fileId()).putLong(key.number()).array();
  }

  /** Empty when it is none of ours. */
  static Optional<LockWaitKey> decode(byte[] cookie) {
    if (cookie.length != LENGTH) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(cookie);
    return Optional.of(new LockWaitKey(bytes.getLong(), bytes.getLong()));
  }
}

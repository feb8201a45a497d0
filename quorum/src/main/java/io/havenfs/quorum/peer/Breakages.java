package io.havenfs.quorum.peer;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a connection did not come about, in words for people. Pure. */
final class Breakages {
  private static final int MAX_CAUSES = 16;

  private Breakages() {}

  /**
   * What {@code cause} says of the other side.
   *
   * @param tls whether this side speaks TLS
   */
  static String words(Throwable cause, boolean tls) {
    Optional<CertificateException> certificate = find(cause, CertificateException.class);
    if (certificate.isPresent()) {
      return String.valueOf(certificate.get().getMessage());
    }
    if (find(cause, NotSslRecordException.class).isPresent()) {
      return "it does not speak TLS, which this cluster does";
    }
    Optional<SSLException> handshake = find(cause, SSLException.class);
    if (handshake.isPresent()) {
      return ofHandshake(String.valueOf(handshake.get().getMessage()));
    }
    if (find(cause, TooLongFrameException.class).isPresent()) {
      return tls
          ? "it sent something else than a hello"
          : "it sent something else than a hello; this cluster does without TLS";
    }
    if (find(cause, ReadTimeoutException.class).isPresent()) {
      return "it said nothing for too long";
    }
    return cause.toString();
  }

  /** How an alert of the other side is worded depends on who implements TLS here. */
  private static String ofHandshake(String message) {
    return message.toLowerCase(Locale.ROOT).contains("certificate")
        ? "it does not accept this node's certificate (" + message + ")"
        : "no agreement on TLS: " + message;
  }

  private static <T extends Throwable> Optional<T> find(Throwable cause, Class<T> type) {
    Throwable each = cause;
    Optional<T> last = Optional.empty();
    for (int i = 0; i < MAX_CAUSES && each != null; i++) {
      if (type.isInstance(each)) {
        last = Optional.of(type.cast(each));
      }
      each = each.getCause();
    }
    return last;
  }
}

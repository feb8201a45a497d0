package io.havenfs.quorum.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Certificates by their SHA-256. */
final class Fingerprints {
  private Fingerprints() {}

  static Optional<X509Certificate> find(X509Certificate[] chain, byte[] fingerprint)
      throws CertificateException {
    for (X509Certificate certificate : chain) {
      if (MessageDigest.isEqual(of(certificate), fingerprint)) {
        return Optional.of(certificate);
      }
    }
    return Optional.empty();
  }

  private static byte[] of(X509Certificate certificate) throws CertificateException {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new CertificateException("no SHA-256", e);
    }
  }
}

package io.havenfs.quorum.identity;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Keys and certificates as text (RFC 7468). */
public final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  /** A certificate's text. */
  public static String of(X509Certificate certificate) throws IdentityException {
    try {
      return text("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IdentityException("cannot write a certificate", e);
    }
  }

  /** A private key's text. */
  public static String of(PrivateKey key) {
    return text("PRIVATE KEY", key.getEncoded());
  }

  /** A public key's text. */
  public static String of(PublicKey key) {
    return text("PUBLIC KEY", key.getEncoded());
  }

  /** The certificate in {@code text}. */
  public static X509Certificate certificate(String text) throws IdentityException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(bytes("CERTIFICATE", text)));
    } catch (GeneralSecurityException e) {
      throw new IdentityException("a certificate cannot be read", e);
    }
  }

  /** The private key in {@code text}. */
  public static PrivateKey privateKey(String text) throws IdentityException {
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(bytes("PRIVATE KEY", text)));
    } catch (GeneralSecurityException e) {
      throw new IdentityException("a private key cannot be read", e);
    }
  }

  /** The public key in {@code text}. */
  public static PublicKey publicKey(String text) throws IdentityException {
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new X509EncodedKeySpec(bytes("PUBLIC KEY", text)));
    } catch (GeneralSecurityException e) {
      throw new IdentityException("a public key cannot be read", e);
    }
  }

  private static String text(String label, byte[] bytes) {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  private static byte[] bytes(String label, String text) throws IdentityException {
    String begin = "-----BEGIN " + label + "-----";
    String end = "-----END " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IdentityException("there is no " + label + " in PEM form");
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to).strip());
    } catch (IllegalArgumentException e) {
      throw new IdentityException("a " + label + " in PEM form is spoilt", e);
    }
  }
}

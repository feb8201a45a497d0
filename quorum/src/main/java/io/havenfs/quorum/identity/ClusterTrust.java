package io.havenfs.quorum.identity;

import io.netty.handler.ssl.OpenSslCertificateException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts certificates that the cluster's authority has issued, whatever host they come from: what
 * they certify is a node of the cluster, which its name tells. Its exceptions tell BoringSSL, too,
 * to let the other side know that it is the certificate.
 */
final class ClusterTrust extends X509ExtendedTrustManager {
  /** Finds the authority that a chain must lead to. */
  @FunctionalInterface
  interface Anchor {
    /** The authority, if {@code chain} may lead to it. */
    Optional<X509Certificate> of(X509Certificate[] chain) throws CertificateException;
  }

  /** BoringSSL's X509_V_ERR_CERT_REJECTED. */
  private static final int CERT_REJECTED = 28;

  private final Anchor anchor;
  private final List<X509Certificate> issuers;

  private ClusterTrust(Anchor anchor, List<X509Certificate> issuers) {
    this.anchor = anchor;
    this.issuers = issuers;
  }

  /** Trusts what {@code authority} has issued. */
  static ClusterTrust in(X509Certificate authority) {
    return new ClusterTrust(chain -> Optional.of(authority), List.of(authority));
  }

  /** Trusts what an authority has issued of which only the fingerprint is known. */
  static ClusterTrust in(byte[] fingerprint) {
    return new ClusterTrust(chain -> Fingerprints.find(chain, fingerprint), List.of());
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain == null || chain.length == 0) {
      throw new CertificateException("no certificate was shown");
    }
    X509Certificate authority =
        anchor
            .of(chain)
            .orElseThrow(
                () ->
                    new OpenSslCertificateException(
                        "the certificate is of another cluster", CERT_REJECTED));
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509").generateCertPath(List.of(chain[0])),
              parameters);
    } catch (CertPathValidatorException e) {
      throw new OpenSslCertificateException(
          "the certificate of "
              + chain[0].getSubjectX500Principal()
              + " is not one of this cluster: "
              + e.getMessage(),
          e,
          CERT_REJECTED);
    } catch (GeneralSecurityException e) {
      throw new CertificateException("a certificate cannot be checked", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return issuers.toArray(new X509Certificate[0]);
  }
}

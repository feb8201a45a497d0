package io.havenfs.quorum.identity;

import io.havenfs.quorum.model.NodeId;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.UUID;

/** What a node proves itself with. */
public record NodeCredentials(
    CertificateAuthority authority, X509Certificate certificate, PrivateKey key) {
  /** For the first node of a new cluster: with a new authority. */
  public static NodeCredentials ofNewCluster(UUID cluster, NodeId node) throws IdentityException {
    return issued(CertificateAuthority.create(cluster), cluster, node);
  }

  private static NodeCredentials issued(CertificateAuthority authority, UUID cluster, NodeId node)
      throws IdentityException {
    KeyPair keys = CertificateAuthority.newKeys();
    return new NodeCredentials(
        authority, authority.issue(cluster, node, keys.getPublic()), keys.getPrivate());
  }

  /** Never shows the keys. */
  @Override
  public String toString() {
    return "NodeCredentials[" + certificate.getSubjectX500Principal() + "]";
  }
}

package io.havenfs.quorum.peer;

import io.havenfs.quorum.model.NodeId;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Whom a certificate names: the node's id is its common name. */
public final class PeerCertificates {
  private PeerCertificates() {}

  /** The node whose certificate the other side has shown (and TLS has verified). */
  public static Optional<NodeId> node(Channel channel) {
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    if (handler == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = handler.engine().getSession().getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate certificate
          ? node(certificate)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException none) {
      return Optional.empty();
    }
  }

  /** The node that {@code certificate} names. */
  public static Optional<NodeId> node(X509Certificate certificate) {
    try {
      LdapName name = new LdapName(certificate.getSubjectX500Principal().getName());
      for (Rdn part : name.getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return Optional.of(new NodeId(part.getValue().toString()));
        }
      }
      return Optional.empty();
    } catch (InvalidNameException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

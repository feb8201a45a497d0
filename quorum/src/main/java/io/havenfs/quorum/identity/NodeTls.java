package io.havenfs.quorum.identity;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS between nodes, from a node's credentials. TLS 1.3 only. By BoringSSL where its library can be
 * loaded, else by the JDK; both talk to each other.
 */
public final class NodeTls {
  private static final String PROTOCOL = "TLSv1.3";

  private NodeTls() {}

  private static SslProvider provider() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
  }

  /** For the peer port: others may show a certificate of the cluster, and no other one. */
  public static SslContext server(NodeCredentials credentials) throws IdentityException {
    try {
      return SslContextBuilder.forServer(keyManager(credentials))
          .sslProvider(provider())
          .protocols(PROTOCOL)
          .trustManager(trustManager(credentials))
          .clientAuth(ClientAuth.OPTIONAL)
          .build();
    } catch (SSLException e) {
      throw new IdentityException("cannot set up TLS", e);
    }
  }

  /** For dialing peers. */
  public static SslContext client(NodeCredentials credentials) throws IdentityException {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(provider())
          .protocols(PROTOCOL)
          .keyManager(keyManager(credentials))
          .trustManager(trustManager(credentials))
          .endpointIdentificationAlgorithm(null)
          .build();
    } catch (SSLException e) {
      throw new IdentityException("cannot set up TLS", e);
    }
  }

  /** For a node that joins: it has no certificate, and knows the cluster by its fingerprint. */
  public static SslContext newcomer(byte[] fingerprint) throws IdentityException {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(provider())
          .protocols(PROTOCOL)
          .trustManager(ClusterTrust.in(fingerprint))
          .endpointIdentificationAlgorithm(null)
          .build();
    } catch (SSLException e) {
      throw new IdentityException("cannot set up TLS", e);
    }
  }

  /** Shows the node's certificate, with the authority's after it. */
  public static X509ExtendedKeyManager keyManager(NodeCredentials credentials) {
    return new OneKey(credentials);
  }

  /** Trusts the cluster's nodes. */
  public static X509ExtendedTrustManager trustManager(NodeCredentials credentials) {
    return ClusterTrust.in(credentials.authority().certificate());
  }

  /** The node's key, whatever is asked for. */
  private static final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "node";

    private final NodeCredentials credentials;

    OneKey(NodeCredentials credentials) {
      this.credentials = credentials;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return ALIAS;
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return type.startsWith("EC") ? ALIAS : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {
        credentials.certificate(), credentials.authority().certificate()
      };
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return credentials.key();
    }
  }
}

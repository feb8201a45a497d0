package io.havenfs.quorum.raft;

import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * With what a node proves who it is, and how it checks others.
 *
 * @param trustManager trusts the cluster's nodes, by certificate and not by host name
 */
public record RaftCredentials(
    X509ExtendedKeyManager keyManager, X509ExtendedTrustManager trustManager) {}

/**
 * Who a node is, how it proves it, and how a new one is let in.
 *
 * <p>The cluster is its own certificate authority. The authority's key is made with the cluster and
 * is on every node, so that any of them can let in another: nodes are equals, each holds the data
 * that the key protects. A node's certificate names the node (common name) and the cluster
 * (organisation); host names play no part, since what is authenticated is "node N of cluster C",
 * wherever it is. Between nodes both sides show theirs.
 *
 * <p>A {@linkplain io.havenfs.quorum.identity.JoinToken join token} lets a machine in that has no
 * certificate yet: it carries the authority's fingerprint, by which the newcomer knows that it
 * talks to the right cluster, and a secret made with the authority's key, by which the cluster
 * knows that one of its operators has asked the newcomer. It is good for some minutes, for any node
 * name.
 *
 * <p>Everything is in one folder of the node's directory: {@code identity.json}, {@code
 * incarnation}, {@code ca.crt}, {@code ca.key}, {@code node.crt}, {@code node.key}.
 */
@NullMarked
package io.havenfs.quorum.identity;

import org.jspecify.annotations.NullMarked;

/**
 * How clients are called that listen for calls themselves: NLM's and NSM's hosts. Where they do
 * their rpcbind tells. {@link io.havenfs.nfs.hosts.HostCaller} is the port; {@link
 * io.havenfs.nfs.hosts.RpcHostCaller} calls over the network, from the address of ours that the
 * host knows: it takes calls from no other.
 */
@NullMarked
package io.havenfs.nfs.hosts;

import org.jspecify.annotations.NullMarked;

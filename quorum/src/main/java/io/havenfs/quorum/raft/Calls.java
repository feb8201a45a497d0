package io.havenfs.quorum.raft;

import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Single calls to members, ourselves included (which takes no network). Nothing is repeated here:
 * who calls knows whether it still wants an answer. For all threads.
 */
final class Calls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
  private static final long ANY_INDEX = 0;

  private final RaftServer server;
  private final RaftPeerId self;
  private final RaftGroupId group;
  private final RaftQuorumSettings settings;
  private final ClientId clientId = ClientId.randomId();
  private final AtomicLong callIds = new AtomicLong();
  private final Map<NodeId, String> addresses = new HashMap<>();
  private RaftClient client;
  private boolean closed;

  Calls(RaftServer server, RaftGroupId group, RaftQuorumSettings settings) {
    this.server = server;
    this.self = Peers.id(settings.self());
    this.group = group;
    this.settings = settings;
    this.client = client(settings.known());
    settings.known().forEach(node -> addresses.put(node.id(), Peers.address(node)));
  }

  private RaftClient client(Collection<NodeInfo> nodes) {
    return RaftClient.newBuilder()
        .setClientId(clientId)
        .setProperties(RaftTuning.properties(settings))
        .setParameters(RaftTuning.parameters(settings))
        .setRaftGroup(RaftGroup.valueOf(group, peers(nodes)))
        .build();
  }

  /** Ratis wants somebody; who knows nobody knows itself. */
  private List<RaftPeer> peers(Collection<NodeInfo> nodes) {
    return nodes.isEmpty()
        ? List.of(
            RaftPeer.newBuilder()
                .setId(self)
                .setAddress(settings.bindAddress() + ":" + settings.raftPort())
                .build())
        : nodes.stream().map(Peers::peer).toList();
  }

  /** The nodes are these now. A node at another address makes for another client. */
  void nodesAre(Collection<NodeInfo> nodes) {
    RaftClient old;
    synchronized (addresses) {
      Map<NodeId, String> next = new HashMap<>();
      nodes.forEach(node -> next.put(node.id(), Peers.address(node)));
      if (next.isEmpty() || next.equals(addresses)) {
        return;
      }
      addresses.clear();
      addresses.putAll(next);
      old = client;
      client = client(nodes);
    }
    close(old);
  }

  private static void close(RaftClient client) {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("closing a client", e);
    }
  }

  /** A number for a write; a write repeated with the same number happens once. */
  long nextCallId() {
    return callIds.incrementAndGet();
  }

  /** Asks a member, which may be this one. */
  CompletableFuture<byte[]> ask(RaftPeerId peer, Question question) {
    return send(
            peer,
            nextCallId(),
            question.encode(),
            RaftClientRequest.staleReadRequestType(ANY_INDEX))
        .thenApply(Calls::content);
  }

  /** Puts a command into the log, if {@code leader} leads. */
  CompletableFuture<byte[]> write(RaftPeerId leader, long callId, byte[] command) {
    return send(leader, callId, command, RaftClientRequest.writeRequestType())
        .thenApply(Calls::content);
  }

  private CompletableFuture<RaftClientReply> send(
      RaftPeerId peer, long callId, byte[] content, RaftClientRequest.Type type) {
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(clientId)
            .setServerId(peer)
            .setGroupId(group)
            .setCallId(callId)
            .setMessage(Message.valueOf(ByteString.copyFrom(content)))
            .setType(type)
            .build();
    try {
      return peer.equals(self)
          ? server.submitClientRequestAsync(request)
          : remote(peer, request).orTimeout(RaftTuning.CALL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<RaftClientReply> remote(RaftPeerId peer, RaftClientRequest request) {
    RaftClientRpc rpc;
    synchronized (addresses) {
      if (closed || !addresses.containsKey(Peers.node(peer))) {
        return CompletableFuture.failedFuture(new IOException("no way to node " + peer));
      }
      rpc = client.getClientRpc();
    }
    return rpc.sendRequestAsyncUnordered(request)
        .whenComplete(
            (reply, problem) -> {
              if (problem != null) {
                // A connection that failed is given up, or gRPC would wait ever longer before it
                // tries again, and a member that has restarted would be out of reach for so long.
                rpc.handleException(peer, problem, true);
              }
            });
  }

  private static byte[] content(RaftClientReply reply) {
    if (reply.getException() != null) {
      throw new CompletionException(reply.getException());
    }
    return reply.getMessage().getContent().toByteArray();
  }

  @Override
  public void close() {
    synchronized (addresses) {
      closed = true;
      close(client);
    }
  }
}

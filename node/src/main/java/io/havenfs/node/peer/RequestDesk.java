package io.havenfs.node.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.admin.Router;
import io.havenfs.quorum.peer.PeerFrames;
import io.havenfs.quorum.peer.PeerHello;
import io.havenfs.quorum.peer.PeerService;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Answers other nodes' requests: a connection for each, the request in the hello, the answer in the
 * only frame that follows. On threads of its own, as a request may take hours.
 */
public final class RequestDesk implements PeerService, AutoCloseable {
  /** The longest answer; a report of a whole cluster is well below. */
  static final int MAX_ANSWER = 16 << 20;

  private static final int THREADS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  private volatile Optional<Router> router = Optional.empty();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, task -> Thread.ofPlatform().daemon().name("havenfs-requests").unstarted(task));

  /** What is asked, as over HTTP. */
  record Request(String method, String path, String body) {}

  /** From now on requests are answered by {@code opened}; before they are refused. */
  public void open(Router opened) {
    router = Optional.of(opened);
  }

  @Override
  public Optional<String> objection(PeerHello hello) {
    return router.isPresent() ? Optional.empty() : Optional.of("the node is just starting");
  }

  @Override
  public void connected(PeerHello hello, Channel channel) {
    try {
      threads.execute(() -> send(channel, answer(hello.subject())));
    } catch (RejectedExecutionException closing) {
      var _ = channel.close();
    }
  }

  private Answer answer(String subject) {
    try {
      Request request = JSON.readValue(subject, Request.class);
      return router.orElseThrow().answer(request.method(), request.path(), request.body());
    } catch (JsonProcessingException e) {
      return Answer.text(
          Answer.BAD_REQUEST, "the request is not understood: " + e.getOriginalMessage());
    }
  }

  private static void send(Channel channel, Answer answer) {
    try {
      byte[] bytes = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
      var _ =
          channel
              .writeAndFlush(PeerFrames.frame(channel.alloc(), bytes))
              .addListener(ChannelFutureListener.CLOSE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write an answer", e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}

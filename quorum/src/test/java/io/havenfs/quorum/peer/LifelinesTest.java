package io.havenfs.quorum.peer;

import static io.havenfs.quorum.peer.TwoNodes.CLUSTER;
import static io.havenfs.quorum.peer.TwoNodes.HERE;
import static io.havenfs.quorum.peer.TwoNodes.PATIENCE_SECONDS;
import static io.havenfs.quorum.peer.TwoNodes.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LifelinesTest {
  private final TwoNodes nodes;
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

  LifelinesTest() throws Exception {
    nodes = new TwoNodes();
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  private Lifelines lifelines(boolean tls, Channel server) throws Exception {
    Lifelines lifelines =
        new Lifelines(
            nodes.dialer(tls),
            nodes.loops(),
            CLUSTER,
            HERE,
            1,
            (node, incarnation) -> ended.add(node + " " + incarnation));
    int port = TwoNodes.port(server);
    lifelines.nodesAre(
        List.of(
            new NodeInfo(THERE, "127.0.0.1", port, 1, 1, EnumSet.of(Role.VOTER), 0),
            new NodeInfo(HERE, "127.0.0.1", 1, 2, 1, EnumSet.of(Role.VOTER), 0)));
    return lifelines;
  }

  private static void awaitConnected(Lifelines lifelines) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!lifelines.connected().contains(THERE)) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  /** Closes the socket without a word to anybody, as the kernel does for a process that ends. */
  private static void endOfProcess(Channel lifeline) {
    lifeline.eventLoop().execute(() -> lifeline.unsafe().closeForcibly());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theEndOfTheDataIsTheEndOfTheProcess(boolean tls) throws Exception {
    Channel server = nodes.listen(tls, 7, Map.of());
    try (Lifelines lifelines = lifelines(tls, server)) {
      Channel lifeline = nodes.nextAccepted();
      awaitConnected(lifelines);
      endOfProcess(lifeline);
      assertThat(ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("there 7");
      nodes.nextAccepted();
      awaitConnected(lifelines);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aResetProvesNothing(boolean tls) throws Exception {
    Channel server = nodes.listen(tls, 7, Map.of());
    try (Lifelines lifelines = lifelines(tls, server)) {
      Channel lifeline = nodes.nextAccepted();
      awaitConnected(lifelines);
      lifeline.config().setOption(ChannelOption.SO_LINGER, 0);
      endOfProcess(lifeline);
      assertOnlyTheNextEnds(lifelines);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProcessThatLivesEndsNoLifeline(boolean tls) throws Exception {
    Channel server = nodes.listen(tls, 7, Map.of());
    try (Lifelines lifelines = lifelines(tls, server)) {
      Channel lifeline = nodes.nextAccepted();
      awaitConnected(lifelines);
      var _ = lifeline.close();
      assertOnlyTheNextEnds(lifelines);
    }
  }

  /** Something on the way that spoils bytes must not look like a death. */
  @Test
  void whatTlsCannotReadProvesNothing() throws Exception {
    Channel server = nodes.listen(true, 7, Map.of());
    try (Lifelines lifelines = lifelines(true, server)) {
      Channel lifeline = nodes.nextAccepted();
      awaitConnected(lifelines);
      lifeline
          .eventLoop()
          .execute(
              () ->
                  lifeline
                      .pipeline()
                      .fireChannelRead(Unpooled.wrappedBuffer(new byte[] {23, 3, 3, 0, 2, 1, 2}))
                      .fireChannelReadComplete());
      assertOnlyTheNextEnds(lifelines);
    }
  }

  private void assertOnlyTheNextEnds(Lifelines lifelines) throws Exception {
    Channel again = nodes.nextAccepted();
    awaitConnected(lifelines);
    assertThat(ended).isEmpty();
    endOfProcess(again);
    assertThat(ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("there 7");
  }

  @Test
  void closingIsNobodysEnd() throws Exception {
    Channel server = nodes.listen(false, 7, Map.of());
    Lifelines lifelines = lifelines(false, server);
    Channel lifeline = nodes.nextAccepted();
    awaitConnected(lifelines);
    lifelines.close();
    lifeline.closeFuture().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(ended).isEmpty();
  }
}

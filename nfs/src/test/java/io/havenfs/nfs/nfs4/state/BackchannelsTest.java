package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.Leases;
import io.havenfs.engine.client.session.Channel;
import io.havenfs.engine.client.session.LiveSession;
import io.havenfs.engine.client.session.LiveSessions;
import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.engine.client.session.SessionTerms;
import io.havenfs.engine.client.session.Sessions;
import io.havenfs.engine.model.Bytes;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.time.VirtualTime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class BackchannelsTest {
  private final MemoryEngine engine = new MemoryEngine(new VirtualTime());
  private final Sessions sessions = new Sessions(4, 1 << 20);
  private final LiveSessions live = new LiveSessions(new Leases(Duration.ofSeconds(90), 0));
  private final Backchannels backchannels = new Backchannels(live, engine::committed);
  private final SessionRecord record = sessions.create(engine.state(), 7, 1, terms());
  private final LiveSession session = live.created(record);

  private static SessionTerms terms() {
    Channel channel = new Channel(4096, 4096, 4096, 8, 4);
    return new SessionTerms(channel, channel, true, true, 1, Bytes.EMPTY);
  }

  /** A connection that can be closed. */
  private static final class Closeable implements RpcConnection {
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean open = true;

    @Override
    public long id() {
      return 1;
    }

    @Override
    public boolean isStream() {
      return true;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public InetSocketAddress remoteAddress() {
      throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress localAddress() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void call(
        CallHeader header,
        int procedure,
        int sizeHint,
        Consumer<XdrWriter> arguments,
        ReplyHandler handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void onClose(Runnable listener) {
      listeners.add(listener);
    }

    @Override
    public void close() {
      open = false;
      listeners.forEach(Runnable::run);
    }
  }

  @Test
  void aClientCanBeCalledAsLongAsOneOfItsConnectionsIsOpen() {
    Closeable first = new Closeable();
    Closeable second = new Closeable();
    backchannels.bind(record, session, first);
    backchannels.bind(record, session, second);
    backchannels.bind(record, session, second);
    assertThat(second.listeners).hasSize(1);
    first.close();
    assertThat(session.callbackPath()).isTrue();
    assertThat(backchannels.callable(7)).hasSize(1);
    assertThat(backchannels.callable(8)).isEmpty();
    second.close();
    assertThat(session.callbackPath()).isFalse();
    assertThat(backchannels.callable(7)).isEmpty();
  }

  @Test
  void sessionsThatAreGoneAreForgotten() {
    Closeable connection = new Closeable();
    backchannels.bind(record, session, connection);
    backchannels.retain();
    backchannels.retain();
    assertThat(backchannels.callable(7)).hasSize(1);
    sessions.destroy(engine.state(), record);
    backchannels.retain();
    backchannels.retain();
    assertThat(backchannels.callable(7)).isEmpty();
    connection.close();
    assertThat(session.callbackPath()).isTrue();
  }
}

package io.havenfs.nfs.nlm;

import io.havenfs.nfs.hosts.HostCaller;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Hosts that answer when a test says so. Not thread-safe. */
public final class FakeHosts implements HostCaller {
  /** A call that was made. */
  public record Made(Target target, int procedure, ByteBuf arguments, ReplyHandler handler) {
    /** Its arguments, from their beginning. */
    public XdrReader read() {
      return new XdrReader(arguments.duplicate());
    }

    /** The host answers. */
    public void answer(Consumer<XdrWriter> results) {
      ByteBuf buffer = Unpooled.buffer();
      results.accept(new XdrWriter(buffer));
      handler.reply(new XdrReader(buffer));
    }

    /** The host does not. */
    public void fail() {
      handler.failed(new RpcFailure(RpcFailure.Kind.TIMED_OUT, "a test"));
    }
  }

  private final List<Made> made = new ArrayList<>();

  @Override
  public void call(
      Target target, int procedure, Consumer<XdrWriter> arguments, ReplyHandler handler) {
    ByteBuf buffer = Unpooled.buffer();
    arguments.accept(new XdrWriter(buffer));
    made.add(new Made(target, procedure, buffer, handler));
  }

  /** The calls made since this was asked last. */
  public List<Made> take() {
    List<Made> all = List.copyOf(made);
    made.clear();
    return all;
  }

  /** The only call since then. */
  public Made only() {
    List<Made> all = take();
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " calls: " + all);
    }
    return all.getFirst();
  }
}

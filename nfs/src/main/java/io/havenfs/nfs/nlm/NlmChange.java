package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.host.Hosts;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request as the sequencer sees it: looked up in the duplicate-request memory, else decided and
 * remembered in the same transaction, but for DENIED_GRACE_PERIOD, after which a host comes again.
 * What was answered before a loss of state says nothing any more: the lock is gone. Such a request
 * is a new one.
 */
final class NlmChange implements Change {
  /**
   * Decides, and says how it ended; throws {@link FsException} instead, with nothing done that was
   * asked for. That a host was found to have restarted counts then, too.
   */
  @FunctionalInterface
  interface Decision {
    NlmStatus decide(Transaction tx);
  }

  private final NlmRequest request;
  private final ReplyMemory replies;
  private final @Nullable RequestKey key;
  private final Consumer<XdrWriter> rest;
  private final Decision decision;
  private NlmStatus status = NlmStatus.FAILED;

  /**
   * A change.
   *
   * @param key what its status is remembered by; null when it is not
   * @param rest what follows the status in the result
   */
  NlmChange(
      NlmRequest request,
      ReplyMemory replies,
      @Nullable RequestKey key,
      Consumer<XdrWriter> rest,
      Decision decision) {
    this.request = request;
    this.replies = replies;
    this.key = key;
    this.rest = rest;
    this.decision = decision;
  }

  @Override
  public void decide(Transaction tx) {
    if (key == null) {
      status = decided(tx);
      return;
    }
    int generation = Hosts.generation(tx);
    Optional<Remembered> known =
        replies.find(tx, key).map(Remembered::decode).filter(it -> it.generation == generation);
    if (known.isPresent()) {
      status = known.get().status;
      return;
    }
    status = decided(tx);
    if (status != NlmStatus.DENIED_GRACE_PERIOD) {
      int now = Hosts.generation(tx);
      replies.remember(tx, key, new Remembered(status, now).encode());
    }
  }

  /**
   * What was answered.
   *
   * @param generation of which state
   */
  private record Remembered(NlmStatus status, int generation) {
    Bytes encode() {
      return new Bytes(
          ByteBuffer.allocate(2 * Integer.BYTES).putInt(status.code()).putInt(generation).array());
    }

    static Remembered decode(Bytes stored) {
      ByteBuffer bytes = ByteBuffer.wrap(stored.array());
      return new Remembered(NlmStatus.of(bytes.getInt()), bytes.getInt());
    }
  }

  private NlmStatus decided(Transaction tx) {
    try {
      return decision.decide(tx);
    } catch (FsException refusal) {
      return NlmStatus.of(refusal.status());
    }
  }

  @Override
  public void committed() {
    request.answer(status, rest);
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof FsException refusal) {
      request.answer(NlmStatus.of(refusal.status()), rest);
    } else {
      request.abandon();
    }
  }
}

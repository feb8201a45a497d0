package io.havenfs.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PendingCallsTest {
  private static final RpcFailure GONE = new RpcFailure(RpcFailure.Kind.TIMED_OUT, "test");

  private static final class Handler implements ReplyHandler {
    final List<RpcFailure> failures = new ArrayList<>();

    @Override
    public void reply(XdrReader results) {
      throw new AssertionError("no replies here");
    }

    @Override
    public void failed(RpcFailure failure) {
      failures.add(failure);
    }
  }

  @Test
  void aReplyFindsItsCallOnce() {
    PendingCalls pending = new PendingCalls(1000, -1);
    Map<Integer, Handler> expected = new HashMap<>();
    Random random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      if (pending.isFull() || (!expected.isEmpty() && random.nextInt(5) < 2)) {
        int xid = expected.keySet().iterator().next();
        assertThat(pending.contains(xid)).isTrue();
        assertThat(pending.take(xid)).isSameAs(expected.remove(xid));
        assertThat(pending.take(xid)).isNull();
      } else {
        Handler handler = new Handler();
        assertThat(expected.put(pending.add(handler, round), handler)).isNull();
      }
      assertThat(pending.size()).isEqualTo(expected.size());
    }
  }

  @Test
  void aLateReplyDoesNotHitTheSlotsNextUser() {
    PendingCalls pending = new PendingCalls(1, 7);
    Handler first = new Handler();
    int xid = pending.add(first, 0);
    pending.expire(10, 10, GONE);
    assertThat(first.failures).containsExactly(GONE);
    Handler second = new Handler();
    int next = pending.add(second, 10);
    assertThat(next).isNotEqualTo(xid);
    assertThat(pending.take(xid)).isNull();
    assertThat(pending.take(next)).isSameAs(second);
    assertThat(pending.take(12_345)).isNull();
  }

  @Test
  void onlyTheOldExpire() {
    PendingCalls pending = new PendingCalls(10, 0);
    Handler old = new Handler();
    Handler young = new Handler();
    pending.add(old, Integer.MAX_VALUE - 1);
    pending.add(young, Integer.MIN_VALUE + 3);
    pending.expire(Integer.MIN_VALUE + 4, 5, GONE);
    assertThat(old.failures).hasSize(1);
    assertThat(young.failures).isEmpty();
    pending.failAll(GONE);
    assertThat(young.failures).hasSize(1);
    assertThat(pending.size()).isZero();
  }
}

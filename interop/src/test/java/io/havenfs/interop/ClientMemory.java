package io.havenfs.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a Linux client has done because a server forgot something, since it was booted.
 *
 * @param counts of EXCHANGE_ID, CREATE_SESSION, RECLAIM_COMPLETE, TEST_STATEID and the like; a
 *     client that reclaims opens or locks does some of these, too
 */
record ClientMemory(Map<String, Long> counts) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  ClientMemory {
    counts = Map.copyOf(counts);
  }

  /** As it is now. */
  static ClientMemory of(UmlClient client) {
    Job job = client.start("guest/memory");
    job.succeed(LIMIT);
    Map<String, Long> counts =
        job.lines("count").stream()
            .map(line -> line.split(" ", 3))
            .collect(Collectors.toMap(words -> words[1], words -> Long.valueOf(words[2])));
    return new ClientMemory(counts);
  }

  /** What its kernel has said of NFS since it was booted, beyond that a server does not respond. */
  static List<String> complaints(UmlClient client) {
    Job job = client.start("guest/complaints");
    job.succeed(LIMIT);
    return job.lines("kernel");
  }

  /** Fails if the client had to do something again since {@code before}. */
  void assertSame(ClientMemory before) {
    if (!equals(before)) {
      throw new AssertionError(
          "a client had to remind its server: %s became %s"
              .formatted(new TreeMap<>(before.counts), new TreeMap<>(counts)));
    }
  }
}

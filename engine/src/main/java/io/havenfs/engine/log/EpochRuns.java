package io.havenfs.engine.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which entries are of which epoch. A handful of runs, however many entries. Thread-safe. */
final class EpochRuns {
  /** Epochs by the first entry known to be of them. */
  private final TreeMap<Long, Long> starts = new TreeMap<>();

  private long lastEpoch;

  /** Entry {@code sn}, the next one, is of {@code epoch}. */
  void note(long sn, long epoch) {
    if (epoch != lastEpoch || starts.isEmpty()) {
      start(sn, epoch);
    }
  }

  private synchronized void start(long sn, long epoch) {
    starts.put(sn, epoch);
    lastEpoch = epoch;
  }

  /** Entry {@code sn}, which is before all that were noted, is of {@code epoch}. */
  synchronized void tell(long sn, long epoch) {
    if (starts.isEmpty()) {
      start(sn, epoch);
    } else if (starts.firstKey() > sn) {
      starts.put(sn, epoch);
    }
  }

  synchronized long epochOf(long sn) {
    Map.Entry<Long, Long> run = starts.floorEntry(sn);
    return run == null ? 0 : run.getValue();
  }

  synchronized List<EpochRun> after(long sn, long lastSn) {
    List<EpochRun> runs = new ArrayList<>();
    for (long at = sn + 1; at <= lastSn; at = runs.getLast().lastSn() + 1) {
      Long next = starts.higherKey(at);
      runs.add(new EpochRun(epochOf(at), at, next == null ? lastSn : Math.min(lastSn, next - 1)));
    }
    return runs;
  }

  synchronized void cut(long afterSn) {
    starts.tailMap(afterSn, false).clear();
    lastEpoch = starts.isEmpty() ? 0 : starts.lastEntry().getValue();
  }

  synchronized void clear() {
    starts.clear();
    lastEpoch = 0;
  }
}

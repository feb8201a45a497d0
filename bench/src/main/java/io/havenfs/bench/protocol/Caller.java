package io.havenfs.bench.protocol;

/** Makes single calls, for what comes before and after the load. */
public interface Caller {
  /** Makes the call and waits until its results are taken; raises what goes wrong. */
  void make(Step step);
}

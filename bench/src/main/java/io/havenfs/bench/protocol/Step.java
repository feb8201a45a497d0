package io.havenfs.bench.protocol;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.function.Consumer;

/**
 * One call, to be made any number of times, one at a time: encodes its arguments ({@link #accept})
 * and judges the results.
 */
public interface Step extends Consumer<XdrWriter> {
  /** The procedure's number. */
  int procedure();

  /** What the call is called. */
  String name();

  /** About how many bytes the arguments have. */
  int sizeHint();

  /** Payload that the call reads or writes. */
  int bytes();

  /**
   * Takes the results.
   *
   * @throws io.havenfs.bench.BenchException if the status is not OK, or less was done than asked
   */
  void results(XdrReader reader);
}

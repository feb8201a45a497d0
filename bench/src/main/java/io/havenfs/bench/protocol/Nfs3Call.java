package io.havenfs.bench.protocol;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.function.Consumer;

/** A procedure of NFSv3 or MOUNT v3, whose results begin with a status unless it is NULL. */
record Nfs3Call(
    String name,
    int procedure,
    int sizeHint,
    int bytes,
    Consumer<XdrWriter> arguments,
    Consumer<XdrReader> rest)
    implements Step {

  @Override
  public void accept(XdrWriter writer) {
    arguments.accept(writer);
  }

  @Override
  public void results(XdrReader reader) {
    if (procedure != 0) {
      NfsStatus.requireOk(name, reader.int32());
      rest.accept(reader);
    }
  }
}

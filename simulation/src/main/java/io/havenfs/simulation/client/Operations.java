package io.havenfs.simulation.client;

import io.havenfs.rpc.xdr.XdrWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Operations of one compound. */
final class Operations {
  private final List<Consumer<XdrWriter>> operations = new ArrayList<>();

  void add(int operation, Consumer<XdrWriter> arguments) {
    operations.add(
        out -> {
          out.int32(operation);
          arguments.accept(out);
        });
  }

  int count() {
    return operations.size();
  }

  void write(XdrWriter out) {
    operations.forEach(each -> each.accept(out));
  }
}

package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.service.AccessTimes;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/** Answers requests that only read. Stateless. */
final class Readings {
  private Readings() {}

  /** Answers from the state that {@code request} looks at. */
  static void answer(Request request, ReadProcedure procedure) {
    write(request, procedure);
    request.call().send();
    noteAccess(request.context(), request.read());
  }

  /** Writes the whole reply. */
  static void write(Request request, ReadProcedure procedure) {
    XdrWriter out = request.call().reply(procedure.expectedBytes(request));
    var _ = request.answer(request.view(), out, results -> procedure.answer(request, results));
  }

  /** Has the access time moved of what was read, if it is due. */
  static void noteAccess(NfsContext context, @Nullable Subject read) {
    if (read == null || read.isReadOnly()) {
      return;
    }
    Inode inode = read.before();
    if (inode != null) {
      AccessTimes.note(context, inode);
    }
  }
}

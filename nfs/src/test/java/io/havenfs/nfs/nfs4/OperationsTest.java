package io.havenfs.nfs.nfs4;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.exports.ExportTable;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.nfs4.compound.MinorVersions;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.service.Admission;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No operation is forgotten, and {@code docs/notsupp.md} says what is true. */
class OperationsTest {
  private static final Path DOCUMENT = Path.of("../docs/notsupp.md");

  private static Set<Op> served() {
    VirtualTime time = new VirtualTime();
    MemoryEngine engine = new MemoryEngine(time);
    FileLimits limits = FileLimits.DEFAULT;
    FileSystem files = new FileSystem(limits, (view, id) -> false, () -> MemoryEngine.CAPACITY);
    Admission nobody =
        (export, call) -> {
          throw FsException.of(Status.ACCESS_DENIED);
        };
    NfsContext nfs =
        new NfsContext(
            engine, files, limits, nobody, new ReplyMemory(), time, (call, work) -> work.run());
    ClientService clients = ClientService.on(engine, new NoFiles(), ClientLimits.DEFAULT, time);
    return new Nfs4Service(nfs, clients, () -> ExportTable.EMPTY, MinorVersions.ALL).supported();
  }

  private static final class NoFiles implements UnusedFiles {
    @Override
    public void lastClose(Transaction tx, long fileId) {}

    @Override
    public int sweep(Transaction tx, int max) {
      return 0;
    }

    @Override
    public boolean exists(View view, long fileId) {
      return false;
    }
  }

  private static List<String[]> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.matches("\\| [0-9].*"))
        .map(line -> line.split(" *\\| *", -1))
        .toList();
  }

  @Test
  void everyRowIsServedOrDocumentedAsNotSupported() throws IOException {
    Set<Op> served = served();
    Set<String> inCode = new TreeSet<>();
    for (Op op : Op.values()) {
      inCode.add(
          "%d %s 4.%d %s"
              .formatted(
                  op.number(), op, op.firstMinor(), served.contains(op) ? "served" : "NOTSUPP"));
    }
    Set<String> inDocument = new TreeSet<>();
    for (String[] row : rows()) {
      inDocument.add("%s %s %s %s".formatted(row[1], row[2], row[3], row[4]));
    }
    assertThat(inDocument).isEqualTo(inCode);
  }

  @Test
  void everyRefusalHasAReason() throws IOException {
    for (String[] row : rows()) {
      if (row[4].equals("NOTSUPP")) {
        assertThat(row[5]).as(row[2]).hasSizeGreaterThan(10);
      }
    }
  }
}

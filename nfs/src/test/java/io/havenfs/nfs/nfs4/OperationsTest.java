package io.havenfs.nfs.nfs4;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.script.ScriptServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No operation is forgotten, and {@code docs/notsupp.md} says what is true. */
class OperationsTest {
  private static final Path DOCUMENT = Path.of("../docs/notsupp.md");

  /** Bound beside the session and state operations. */
  private static final Set<Op> OF_STATE =
      EnumSet.of(
          Op.CLOSE,
          Op.LOCK,
          Op.LOCKT,
          Op.LOCKU,
          Op.OPEN,
          Op.OPEN_DOWNGRADE,
          Op.BACKCHANNEL_CTL,
          Op.BIND_CONN_TO_SESSION,
          Op.EXCHANGE_ID,
          Op.CREATE_SESSION,
          Op.DESTROY_SESSION,
          Op.FREE_STATEID,
          Op.SEQUENCE,
          Op.SET_SSV,
          Op.TEST_STATEID,
          Op.DESTROY_CLIENTID,
          Op.RECLAIM_COMPLETE);

  private static List<String[]> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.matches("\\| [0-9].*"))
        .map(line -> line.split(" *\\| *", -1))
        .toList();
  }

  @Test
  void everyRowIsServedOrDocumentedAsNotSupported() throws IOException {
    Set<Op> served = EnumSet.copyOf(new ScriptServer().supported());
    served.addAll(OF_STATE);
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

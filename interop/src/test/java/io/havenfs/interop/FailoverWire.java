package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an NFSv4.1 or 4.2 client's packets show of a failover, as tshark reads them: that it
 * connected anew and carried on, and that nobody had forgotten anything.
 */
final class FailoverWire {
  private static final String CALL = "nfs && tcp.dstport == 2049";
  private static final String REPLY = "nfs && tcp.srcport == 2049";
  private static final Set<String> LEADING = Set.of("53", "41"); // SEQUENCE, BIND_CONN_TO_SESSION

  /**
   * SETCLIENTID, SETCLIENTID_CONFIRM, EXCHANGE_ID, CREATE_SESSION, DESTROY_SESSION,
   * DESTROY_CLIENTID, RECLAIM_COMPLETE, TEST_STATEID: what a client does whose server, or who
   * itself, starts anew.
   */
  private static final String REMINDERS = "nfs.opcode in {35, 36, 42, 43, 44, 57, 58, 55}";

  /** Reclaiming opens (CLAIM_PREVIOUS) and locks. */
  private static final String RECLAIMS = "nfs.open.claim_type == 1 || nfs.lock.reclaim == 1";

  /**
   * STALE, GRACE, FHEXPIRED, STALE_CLIENTID, STALE_STATEID, EXPIRED, BAD_STATEID, BAD_SEQID,
   * NO_GRACE, RECLAIM_BAD, BADSESSION, BADSLOT, CONN_NOT_BOUND_TO_SESSION, SEQ_MISORDERED,
   * DEADSESSION.
   */
  private static final String FORGETFUL =
      "nfs.nfsstat4 in {70, 10013, 10014, 10022, 10023, 10011, 10025, 10026, 10033, 10034, 10052,"
          + " 10053, 10055, 10063, 10078}";

  private static final String FIELD_SEPARATOR = "\t";

  private final Decoder decoder;

  /** Of a recording: the packets that a filter lets through, in a form that options say. */
  interface Decoder {
    String decode(String filter, String... options);
  }

  FailoverWire(Decoder decoder) {
    this.decoder = decoder;
  }

  /** Fails unless the client connected anew and then did what it would have done anyway. */
  void assertCarriedOn() {
    Set<String> streams = reconnections();
    assertThat(streams).as("connections made during the failover").isNotEmpty();
    String within = " && tcp.stream in {" + String.join(", ", streams) + "}";
    assertThat(fields(CALL + within, "nfs.opcode")).as("calls after reconnecting").isNotEmpty();
    fields(CALL + within + " && nfs.minorversion != 0", "nfs.ops.count", "nfs.opcode")
        .forEach(FailoverWire::assertLedBySequence);
    assertThat(fields(REPLY + within, "nfs.nfsstat4").getFirst())
        .as("statuses of the first reply after reconnecting")
        .startsWith("0");
    assertThat(decoder.decode(REMINDERS)).as("starting anew").isBlank();
    assertThat(decoder.decode(RECLAIMS)).as("reclaims").isBlank();
    assertThat(decoder.decode(FORGETFUL)).as("replies of a server that forgot").isBlank();
  }

  private Set<String> reconnections() {
    return fields("tcp.flags.syn == 1 && tcp.dstport == 2049", "tcp.stream").stream()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A packet may hold several compounds; each begins with an operation of the leading ones. */
  private static void assertLedBySequence(String packet) {
    String[] fields = packet.split(FIELD_SEPARATOR, -1);
    long compounds = fields[0].split(",", -1).length;
    long led = Arrays.stream(fields[1].split(",", -1)).filter(LEADING::contains).count();
    assertThat(led).as("compounds led by SEQUENCE, of " + packet).isEqualTo(compounds);
  }

  private List<String> fields(String filter, String... names) {
    List<String> options = new ArrayList<>(List.of("-T", "fields"));
    for (String name : names) {
      options.addAll(List.of("-e", name));
    }
    return decoder.decode(filter, options.toArray(String[]::new)).lines().toList();
  }
}

package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.file.CreateMode;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cases of SETCLIENTID and SETCLIENTID_CONFIRM (RFC 7530 §16.33.5, §16.34.5), all for one name.
 * Steps: {@code S1r} introduces boot 1 by principal r (or o) and is remembered by its number,
 * {@code C1r} confirms introduction 1, {@code R1} renews the lease of its client id, {@code O1} has
 * it open a file, {@code T} lets its lease run out. What the last step is answered counts: a
 * status, and for an introduction "new" or "id of N".
 */
final class IntroductionsTest {
  private static final Duration LONG = Duration.ofSeconds(100);

  private record Introduction(long id, long confirm) {}

  private final StateServer server = new StateServer();
  private final OwnerClient client = new OwnerClient(server, "x");
  private final List<Introduction> introductions = new ArrayList<>();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      textBlock =
          """
          nobody has the name,                     S1r,                     new
          only somebody unconfirmed,               S1r S1r,                 new
          who is forgotten,                        S1r S1r C1r,             STALE_CLIENTID
          and the other confirmed,                 S1r S1r C2r,             OK
          the same boot keeps its id,              S1r C1r S1r,             id of 1
          a callback is changed,                   S1r C1r S1r C2r,         OK
          and the id stays good,                   S1r C1r S1r C2r R1,      OK
          the last of several introductions,       S1r C1r S1r S1r C2r,     STALE_CLIENTID
          is the one that counts,                  S1r C1r S1r S1r C3r,     OK
          a retransmission before the change,      S1r C1r S1r C1r,         OK
          and one after it,                        S1r C1r S1r C2r C1r,     STALE_CLIENTID
          another boot gets an id,                 S1r C1r S2r,             new
          the old one is good until then,          S1r C1r S2r R1,          OK
          and can be confirmed again,              S1r C1r S2r C1r,         OK
          but not after,                           S1r C1r S2r C2r C1r,     STALE_CLIENTID
          its id is stale,                         S1r C1r S2r C2r R1,      STALE_CLIENTID
          or expired if it held something,         S1r C1r O1 S2r C2r R1,   EXPIRED
          a boot that was replaced unconfirmed,    S1r C1r S2r S3r C2r,     STALE_CLIENTID
          the name of who holds something,         S1r C1r O1 S1o,          CLID_INUSE
          whatever the boot,                       S1r C1r O1 S2o,          CLID_INUSE
          the name of who holds nothing,           S1r C1r S1o,             new
          which can be confirmed,                  S1r C1r S1o C2o,         OK
          the name of who is silent,               S1r C1r O1 T S1o,        new
          another's introduction,                  S1r C1o,                 CLID_INUSE
          another's client,                        S1r C1r C1o,             CLID_INUSE
          a confirmation sent twice,               S1r C1r C1r,             OK
          an id that is not confirmed,             S1r R1,                  STALE_CLIENTID
          """)
  void followTheTableOfRfc7530(String what, String steps, String expected) {
    String last = "";
    for (String step : steps.split(" ", -1)) {
      last = step(step);
    }
    assertThat(last).as(what).isEqualTo(expected);
  }

  private String step(String step) {
    client.uid(step.endsWith("o") ? 7 : 0);
    int number = step.length() > 1 ? step.charAt(1) - '0' : 0;
    return switch (step.charAt(0)) {
      case 'S' -> introduce(number);
      case 'C' -> text(client.confirm(introduced(number).id(), introduced(number).confirm()));
      case 'R' -> text(client.renew(introduced(number).id()));
      case 'O' -> open();
      case 'T' -> {
        server.time.advance(LONG);
        yield "";
      }
      default -> throw new IllegalArgumentException(step);
    };
  }

  private Introduction introduced(int number) {
    return introductions.get(number - 1);
  }

  private String introduce(int boot) {
    Nfs4Status status = client.introduce(boot);
    if (status != Nfs4Status.NFS4_OK) {
      return text(status);
    }
    int earlier = introductions.stream().map(Introduction::id).toList().indexOf(client.id);
    assertThat(introductions).noneMatch(each -> each.confirm() == client.confirm);
    introductions.add(new Introduction(client.id, client.confirm));
    return earlier < 0 ? "new" : "id of " + (earlier + 1);
  }

  private String open() {
    var _ =
        server.files.createFile(
            server.engine.state(),
            Credentials.ROOT,
            Inode.ROOT,
            Name.of("f"),
            new CreateMode.Unchecked(),
            SetAttributes.NONE);
    return text(client.openByName(server.root(), "f").next(Op.OPEN));
  }

  private static String text(Nfs4Status status) {
    return status.name().replaceFirst("NFS4(ERR)?_", "");
  }
}

package io.havenfs.nfs.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExportsTest {
  private static final InetAddress CLIENT = InetAddress.ofLiteral("10.1.2.3");
  private static final ExportPath SRV = ExportPath.of("/srv");

  /** A resolver that knows what it was told. */
  private static final class KnownNames implements HostNames {
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private final Map<InetAddress, List<String>> names = new HashMap<>();
    private final AtomicInteger lookups = new AtomicInteger();

    @Override
    public List<InetAddress> addresses(String name) {
      return addresses.getOrDefault(name, List.of());
    }

    @Override
    public List<String> names(InetAddress address) {
      lookups.incrementAndGet();
      return names.getOrDefault(address, List.of());
    }
  }

  private final KnownNames names = new KnownNames();
  private final Queue<Runnable> lookups = new ArrayDeque<>();
  private final Exports exports = new Exports(names, lookups::add);

  private List<String> load(String text) throws ExportsException {
    return exports.replace(ExportsParser.parse("exports", text));
  }

  private ExportDecision decision(ExportPath path) {
    int fsid = exports.table().export(path).map(Export::fsid).orElseThrow();
    return exports.access(CLIENT, fsid);
  }

  private ExportAccess access() {
    return ((ExportDecision.Granted) decision(SRV)).access();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.1.2.3(anonuid=1) 10.1.2.0/24(anonuid=2) *(anonuid=3) | 1
          *(anonuid=3) 10.1.2.0/24(anonuid=2) 10.1.2.3(anonuid=1) | 1
          10.0.0.0/8(anonuid=1) 10.1.0.0/16(anonuid=2) | 2
          10.1.0.0/16(anonuid=1) *.example.org(anonuid=2) | 1
          *.example.org(anonuid=1) *(anonuid=2) | 1
          *.org(anonuid=1) *.example.org(anonuid=2) | 2
          client.example.org(anonuid=1) 10.1.0.0/16(anonuid=2) | 1
          other.example.org(anonuid=1) 10.1.0.0/16(anonuid=2) | 2
          10.1.2.4(anonuid=1) *(anonuid=2) | 2
          0.0.0.0/0(anonuid=1) ::/0(anonuid=2) | 1
          CLIENT.*(anonuid=1) *(anonuid=2) | 1
          """)
  void theMostSpecificClientDecides(String clients, int expected) throws Exception {
    names.addresses.put("client.example.org", List.of(CLIENT));
    names.names.put(CLIENT, List.of("client.example.org"));
    load("/srv " + clients);
    exports.whenKnown(CLIENT, () -> {});
    lookups.forEach(Runnable::run);
    assertThat(access().anonymousUid()).isEqualTo(expected);
  }

  @Test
  void refusesWhoIsNotListedAndWhatIsNotExported() throws Exception {
    load("/srv 10.9.9.9(rw)");
    assertThat(decision(SRV)).isEqualTo(ExportDecision.REFUSED);
    assertThat(exports.access(CLIENT, 4711)).isEqualTo(ExportDecision.REFUSED);
  }

  @Test
  void aDecisionIsMadeOnce() throws Exception {
    load("/srv *(rw)");
    assertThat(decision(SRV)).isSameAs(decision(SRV));
  }

  @Test
  void waitsForTheClientsNameOnlyWhereAPatternNeedsIt() throws Exception {
    names.names.put(CLIENT, List.of("a.example.org"));
    load("/srv *.example.org(rw)\n/open *\n/net 10.0.0.0/8(ro) *.org(rw)");
    assertThat(decision(ExportPath.of("/open"))).isInstanceOf(ExportDecision.Granted.class);
    assertThat(decision(ExportPath.of("/net"))).isInstanceOf(ExportDecision.Granted.class);
    assertThat(lookups).isEmpty();
    assertThat(decision(SRV)).isEqualTo(ExportDecision.PENDING);
    assertThat(decision(SRV)).isEqualTo(ExportDecision.PENDING);
    AtomicInteger told = new AtomicInteger();
    exports.whenKnown(CLIENT, told::incrementAndGet);
    assertThat(told).hasValue(0);
    assertThat(lookups).hasSize(1);
    lookups.remove().run();
    assertThat(told).hasValue(1);
    assertThat(decision(SRV)).isInstanceOf(ExportDecision.Granted.class);
    assertThat(names.lookups).hasValue(1);
    exports.whenKnown(CLIENT, told::incrementAndGet);
    assertThat(told).hasValue(2);
  }

  @Test
  void aLookUpThatWasRefusedOrFailedLeavesNobodyWaiting() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Exports busy =
        new Exports(
            names,
            task -> {
              if (asked.getAndIncrement() == 0) {
                throw new RejectedExecutionException();
              }
              task.run();
            });
    busy.replace(ExportsParser.parse("exports", "/srv *.example.org"));
    int fsid = busy.table().exports().getFirst().fsid();
    assertThat(busy.access(CLIENT, fsid)).isEqualTo(ExportDecision.PENDING);
    assertThat(busy.access(CLIENT, fsid)).isEqualTo(ExportDecision.REFUSED);
  }

  @Test
  void replacingChangesTheAnswersAtOnce() throws Exception {
    load("/srv *(ro)");
    assertThat(access().readOnly()).isTrue();
    load("/srv *(rw)");
    assertThat(access().readOnly()).isFalse();
    load("/other *(rw)");
    assertThat(exports.access(CLIENT, SRV.hash())).isEqualTo(ExportDecision.REFUSED);
  }

  @Test
  void namesHostsThatAreUnknown() throws Exception {
    names.addresses.put("known", List.of(CLIENT));
    assertThat(load("/srv known(rw) unknown-b(rw) unknown-a(rw)"))
        .containsExactly("unknown-a", "unknown-b");
    assertThat(access().readOnly()).isFalse();
  }

  @Test
  void forgetsClientsRatherThanGrowWithoutLimit() throws Exception {
    load("/srv *(rw)");
    int fsid = SRV.hash();
    for (int i = 0; i < 3 * Exports.MAX_CLIENTS; i++) {
      byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      assertThat(exports.access(InetAddress.getByAddress(address), fsid))
          .isInstanceOf(ExportDecision.Granted.class);
    }
  }

  @Test
  void mapsUsersAsTheOptionsSay() throws Exception {
    load("/srv *(anonuid=99,anongid=98)");
    ExportAccess rootSquash = access();
    assertThat(List.of(rootSquash.uid(0), rootSquash.uid(5))).containsExactly(99, 5);
    assertThat(List.of(rootSquash.gid(0), rootSquash.gid(5))).containsExactly(98, 5);
    assertThat(rootSquash.gids(new int[] {1, 0, 2})).containsExactly(1, 98, 2);
    int[] ordinary = {1, 2};
    assertThat(rootSquash.gids(ordinary)).isSameAs(ordinary);
    load("/srv *(no_root_squash)");
    assertThat(access().uid(0)).isZero();
    assertThat(access().gids(new int[] {0})).containsExactly(0);
    load("/srv *(all_squash,no_root_squash)");
    assertThat(access().uid(5)).isEqualTo(ExportOptions.NOBODY);
    assertThat(access().gid(5)).isEqualTo(ExportOptions.NOBODY);
    assertThat(access().gids(new int[] {1, 2})).isEmpty();
  }

  @Test
  void secureMeansAPrivilegedPort() throws Exception {
    load("/srv *(secure)");
    assertThat(access().allowsPort(1023)).isTrue();
    assertThat(access().allowsPort(1024)).isFalse();
    load("/srv *(insecure,sec=none)");
    assertThat(access().allowsPort(1024)).isTrue();
    assertThat(access().allows(AuthFlavor.NONE)).isTrue();
    assertThat(access().allows(AuthFlavor.SYS)).isFalse();
  }

  @Test
  void findsTheInnermostExportOfAPath() throws Exception {
    load("/a *\n/a/b *\n/a-b *\n/c *");
    assertThat(covering("/a/b/c")).contains("/a/b");
    assertThat(covering("/a/bc")).contains("/a");
    assertThat(covering("/a-b")).contains("/a-b");
    assertThat(covering("/d")).isEmpty();
    load("/ *\n/c *");
    assertThat(covering("/d")).contains("/");
  }

  private Optional<String> covering(String path) {
    return exports.table().covering(ExportPath.of(path)).map(export -> export.path().toString());
  }

  @Test
  void aTableRefusesTheSamePathOrNumberTwice() throws Exception {
    ExportTable one = ExportsParser.parse("exports", "/a *(fsid=1)");
    ExportTable two = ExportsParser.parse("exports", "/b *(fsid=1)");
    assertThatThrownBy(
            () -> new ExportTable(List.of(one.exports().getFirst(), one.exports().getFirst())))
        .hasMessage("/a is exported twice");
    assertThatThrownBy(
            () -> new ExportTable(List.of(one.exports().getFirst(), two.exports().getFirst())))
        .hasMessage("/a and /b have the same fsid 1: give one of them another with fsid=");
  }

  @Test
  void pathsKeepEveryByteAndSplitIntoNames() {
    ExportPath path = ExportPath.of(new byte[] {'/', 'a', (byte) 0xff, '/', '/', 'b', ' ', '/'});
    assertThat(path).hasToString("/a\\377/b\\040");
    assertThat(path.components())
        .containsExactly(new byte[] {'a', (byte) 0xff}, new byte[] {'b', ' '});
    assertThat(ExportPath.of("/").components()).isEmpty();
    assertThat(ExportPath.of("/")).isEqualTo(ExportPath.ROOT);
  }
}

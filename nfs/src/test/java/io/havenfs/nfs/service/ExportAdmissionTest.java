package io.havenfs.nfs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.model.Credentials;
import io.havenfs.nfs.exports.ExportPath;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.nfs.exports.ExportsParser;
import io.havenfs.nfs.exports.HostNames;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportAdmissionTest {
  private static final Credential ROOT = new Credential.Sys(0, "client", 0, 0, 0, 5);
  private static final Credential USER = new Credential.Sys(0, "client", 7, 8, 9);

  private final Exports exports = new Exports(new NoNames(), task -> {});
  private final ExportAdmission admission = new ExportAdmission(exports);
  private int squashed;
  private int trusted;
  private int named;

  private static final class NoNames implements HostNames {
    @Override
    public List<InetAddress> addresses(String name) {
      return List.of();
    }

    @Override
    public List<String> names(InetAddress address) {
      return List.of();
    }
  }

  @BeforeEach
  void export() throws ExportsException {
    exports.replace(
        ExportsParser.parse(
            "test",
            """
            /squashed 192.0.2.0/24(ro)
            /trusted  *(rw,no_root_squash,insecure)
            /named    *.example(rw)
            """));
    squashed = exportId("/squashed");
    trusted = exportId("/trusted");
    named = exportId("/named");
    admission.roots(new ExportRoots(Map.of(squashed, 11L, trusted, 12L, named, 13L)));
  }

  @Test
  void rootIsSquashedWhereTheExportSaysSo() {
    AdmittedExport admitted = admission.admit(squashed, call(ROOT, 700));

    assertThat(admitted.credentials())
        .isEqualTo(new Credentials(65534, 65534, new int[] {65534, 5}));
    assertThat(admitted.readOnly()).isTrue();
    assertThat(admitted.rootFileId()).isEqualTo(11);
    assertThat(admission.admit(trusted, call(ROOT, 700)).credentials())
        .isEqualTo(new Credentials(0, 0, new int[] {0, 5}));
  }

  @Test
  void usersKeepTheirNumbersAndNobodyIsAnonymous() {
    assertThat(admission.admit(squashed, call(USER, 700)).credentials())
        .isEqualTo(new Credentials(7, 8, new int[] {9}));
    assertThat(admission.admit(trusted, call(Credential.NONE, 700)).credentials())
        .isEqualTo(new Credentials(65534, 65534, new int[0]));
  }

  @Test
  void whoIsNotAdmittedIsToldWhy() {
    assertThatThrownBy(() -> admission.admit(99, call(USER, 700))).hasMessage("STALE");
    assertThatThrownBy(() -> admission.admit(squashed, call(USER, 1024))).hasMessage("NOT_OWNER");
    assertThat(admission.admit(trusted, call(USER, 1024)).exportId()).isEqualTo(trusted);
    assertThatThrownBy(() -> admission.admit(squashed, from("198.51.100.1")))
        .hasMessage("ACCESS_DENIED");
    assertThatThrownBy(() -> admission.admit(named, call(USER, 700))).hasMessage("DELAY");
  }

  private int exportId(String path) {
    return exports.table().export(ExportPath.of(path)).orElseThrow().fsid();
  }

  private static RpcCall call(Credential credential, int port) {
    return call(credential, new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), port));
  }

  private static RpcCall from(String address) {
    return call(USER, new InetSocketAddress(InetAddress.ofLiteral(address), 700));
  }

  private static RpcCall call(Credential credential, InetSocketAddress client) {
    return MemoryCall.make(
        new SilentProgram(), new MemoryCall.Header(client, credential, 1, 2, 3), 0, out -> {});
  }
}

package io.havenfs.quorum.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.peer.PeerHello;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdentityFolderTest {
  private static final UUID CLUSTER = UUID.randomUUID();
  private static final NodeId NODE = new NodeId("alpha");

  @TempDir Path directory;

  private IdentityFolder created(int protocol) throws Exception {
    IdentityFolder folder = new IdentityFolder(directory.resolve("identity"));
    folder.create(
        new ClusterIdentity(CLUSTER, NODE, protocol, true),
        NodeCredentials.ofNewCluster(CLUSTER, NODE));
    return folder;
  }

  @Test
  void whatWasWrittenIsRead() throws Exception {
    created(PeerHello.PROTOCOL);
    IdentityFolder folder = new IdentityFolder(directory.resolve("identity"));
    assertThat(folder.identity())
        .contains(new ClusterIdentity(CLUSTER, NODE, PeerHello.PROTOCOL, true));
    NodeCredentials credentials = folder.credentials();
    credentials.certificate().verify(credentials.authority().certificate().getPublicKey());
    assertThat(credentials.certificate().getSubjectX500Principal().getName())
        .contains("CN=alpha")
        .contains("O=" + CLUSTER);
  }

  @Test
  void aFolderHoldsOneNode() throws Exception {
    created(PeerHello.PROTOCOL);
    assertThatThrownBy(() -> created(PeerHello.PROTOCOL)).hasMessageContaining("a node already");
  }

  @Test
  void anotherVersionsIdentityIsRefused() throws Exception {
    IdentityFolder folder = created(99);
    assertThatThrownBy(folder::identity).hasMessageContaining("written by protocol version 99");
  }

  @Test
  void keysAreTheOwnersOnly() throws Exception {
    created(PeerHello.PROTOCOL);
    assertThat(Files.getPosixFilePermissions(directory.resolve("identity/node.key")))
        .containsOnly(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void incarnationsRise() throws Exception {
    IdentityFolder folder = created(PeerHello.PROTOCOL);
    assertThat(folder.nextIncarnation()).isEqualTo(1);
    assertThat(new IdentityFolder(directory.resolve("identity")).nextIncarnation()).isEqualTo(2);
    Files.writeString(directory.resolve("identity/incarnation"), "seven");
    assertThatThrownBy(folder::nextIncarnation).hasMessageContaining("is not a number");
  }

  private static ClusterIdentity of(boolean tls) {
    return new ClusterIdentity(CLUSTER, NODE, PeerHello.PROTOCOL, tls);
  }

  @Test
  void aTokenSaysWhetherThereIsTls() throws Exception {
    CertificateAuthority authority = CertificateAuthority.create(CLUSTER);
    JoinToken token =
        JoinToken.parse(JoinToken.issue(authority, of(false), 1000, List.of("a:1")).text());
    assertThat(token.tls()).isFalse();
    token.check(authority, 1);
    JoinToken changed =
        new JoinToken(
            CLUSTER,
            1000,
            token.nonce(),
            token.fingerprint(),
            token.secret(),
            true,
            token.addresses());
    assertThatThrownBy(() -> changed.check(authority, 1)).hasMessageContaining("not issued");
  }

  @Test
  void aTokenIsGoodForItsTimeAndItsCluster() throws Exception {
    CertificateAuthority authority = CertificateAuthority.create(CLUSTER);
    JoinToken token =
        JoinToken.parse(
            JoinToken.issue(authority, of(true), 1000, List.of("a:1", "[::1]:2")).text());
    assertThat(token.tls()).isTrue();
    assertThat(token.addresses()).containsExactly("a:1", "[::1]:2");
    token.check(authority, 999);
    assertThatThrownBy(() -> token.check(authority, 1000)).hasMessageContaining("expired");
    assertThatThrownBy(() -> token.check(CertificateAuthority.create(CLUSTER), 1))
        .hasMessageContaining("not issued by this cluster");
    assertThatThrownBy(() -> JoinToken.parse("havenfs-join-1.AAAA"))
        .hasMessageContaining("not complete");
  }
}

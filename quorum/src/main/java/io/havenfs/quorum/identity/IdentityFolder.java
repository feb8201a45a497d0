package io.havenfs.quorum.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.quorum.codec.ControlJson;
import io.havenfs.quorum.peer.PeerHello;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The folder with a node's identity. What is written is on disk when a method returns; files are
 * the owner's only. For one process at a time, which the lock of the node's directory sees to.
 */
public final class IdentityFolder {
  private static final String IDENTITY = "identity.json";
  private static final String INCARNATION = "incarnation";
  private static final String CA_CERTIFICATE = "ca.crt";
  private static final String CA_KEY = "ca.key";
  private static final String NODE_CERTIFICATE = "node.crt";
  private static final String NODE_KEY = "node.key";

  private final Path folder;
  private final ObjectMapper mapper = ControlJson.mapper();

  /** The folder need not exist. */
  public IdentityFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a new node's identity.
   *
   * @throws IdentityException when there is one already
   */
  public void create(ClusterIdentity identity, NodeCredentials credentials) throws IOException {
    if (identity().isPresent()) {
      throw new IdentityException(folder + ": there is a node already, " + identity().get().node());
    }
    Files.createDirectories(folder);
    write(CA_CERTIFICATE, Pem.of(credentials.authority().certificate()));
    write(CA_KEY, Pem.of(credentials.authority().key()));
    write(NODE_CERTIFICATE, Pem.of(credentials.certificate()));
    write(NODE_KEY, Pem.of(credentials.key()));
    write(IDENTITY, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(identity));
  }

  /**
   * The identity, if there is one.
   *
   * @throws IdentityException when it cannot be read or is of another version
   */
  public Optional<ClusterIdentity> identity() throws IOException {
    Path file = folder.resolve(IDENTITY);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ClusterIdentity identity;
    try {
      identity = mapper.readValue(Files.readString(file), ClusterIdentity.class);
    } catch (IOException e) {
      throw new IdentityException(file + " cannot be read: " + e.getMessage(), e);
    }
    if (identity.protocol() != PeerHello.PROTOCOL) {
      throw new IdentityException(
          file
              + ": written by protocol version "
              + identity.protocol()
              + "; this is version "
              + PeerHello.PROTOCOL);
    }
    return Optional.of(identity);
  }

  /**
   * Keys and certificates.
   *
   * @throws IdentityException when they are missing or spoilt
   */
  public NodeCredentials credentials() throws IOException {
    CertificateAuthority authority =
        new CertificateAuthority(
            Pem.certificate(read(CA_CERTIFICATE)), Pem.privateKey(read(CA_KEY)));
    return new NodeCredentials(
        authority, Pem.certificate(read(NODE_CERTIFICATE)), Pem.privateKey(read(NODE_KEY)));
  }

  /** The next process's incarnation: larger than all before, and never given again. */
  public long nextIncarnation() throws IOException {
    Path file = folder.resolve(INCARNATION);
    long last = 0;
    if (Files.exists(file)) {
      try {
        last = Long.parseLong(Files.readString(file).strip());
      } catch (NumberFormatException e) {
        throw new IdentityException(file + " is not a number", e);
      }
    }
    write(INCARNATION, (last + 1) + "\n");
    return last + 1;
  }

  private String read(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      throw new IdentityException(file + " is missing");
    }
    return Files.readString(file);
  }

  private void write(String name, String text) throws IOException {
    Path temporary = folder.resolve(name + ".tmp");
    Files.deleteIfExists(temporary);
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder)) {
      directory.force(true);
    }
  }
}

package io.havenfs.quorum.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What lets a machine join: a line of text to be carried to it. See the package's page.
 *
 * @param expiresAtSeconds since 1970
 * @param fingerprint the authority's
 * @param secret made with the authority's key over all the rest that matters
 * @param tls whether the cluster's nodes talk TLS, so that a newcomer neither has to be told nor
 *     can be talked into doing without
 * @param addresses peer ports to ask, {@code host:port}
 */
public record JoinToken(
    UUID cluster,
    long expiresAtSeconds,
    byte[] nonce,
    byte[] fingerprint,
    byte[] secret,
    boolean tls,
    List<String> addresses) {
  private static final String PREFIX = "havenfs-join-1.";
  private static final String MAC = "HmacSHA256";
  private static final int NONCE = 16;
  private static final int HASH = 32;
  private static final int HEAD = 3 * Long.BYTES + 1;
  private static final int FIXED = HEAD + NONCE + 2 * HASH;

  public JoinToken {
    addresses = List.copyOf(addresses);
  }

  /** A token that is good until {@code expiresAtSeconds}. */
  public static JoinToken issue(
      CertificateAuthority authority,
      ClusterIdentity identity,
      long expiresAtSeconds,
      List<String> addresses)
      throws IdentityException {
    byte[] nonce = new byte[NONCE];
    new SecureRandom().nextBytes(nonce);
    return new JoinToken(
        identity.cluster(),
        expiresAtSeconds,
        nonce,
        authority.fingerprint(),
        secret(authority, head(identity.cluster(), expiresAtSeconds, identity.tls()), nonce),
        identity.tls(),
        addresses);
  }

  /**
   * Checks that this token was issued by {@code authority} and is still good.
   *
   * @throws IdentityException when it is not
   */
  public void check(CertificateAuthority authority, long nowSeconds) throws IdentityException {
    byte[] right = secret(authority, head(cluster, expiresAtSeconds, tls), nonce);
    if (!MessageDigest.isEqual(right, secret)) {
      throw new IdentityException("the join token was not issued by this cluster");
    }
    if (nowSeconds >= expiresAtSeconds) {
      throw new IdentityException("the join token has expired; make another one");
    }
  }

  private static byte[] secret(CertificateAuthority authority, byte[] head, byte[] nonce)
      throws IdentityException {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(authority.key().getEncoded(), MAC));
      mac.update(PREFIX.getBytes(StandardCharsets.US_ASCII));
      mac.update(head);
      return mac.doFinal(nonce);
    } catch (GeneralSecurityException e) {
      throw new IdentityException("cannot compute a join token", e);
    }
  }

  private static byte[] head(UUID cluster, long expiresAtSeconds, boolean tls) {
    return ByteBuffer.allocate(HEAD)
        .putLong(cluster.getMostSignificantBits())
        .putLong(cluster.getLeastSignificantBits())
        .putLong(expiresAtSeconds)
        .put((byte) (tls ? 1 : 0))
        .array();
  }

  /** The line of text. Whoever has it can join while it is good. */
  public String text() {
    byte[] list = String.join(",", addresses).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(FIXED + list.length);
    bytes.put(head(cluster, expiresAtSeconds, tls)).put(nonce).put(fingerprint).put(secret);
    bytes.put(list);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * The token in {@code text}.
   *
   * @throws IdentityException when it is none
   */
  public static JoinToken parse(String text) throws IdentityException {
    String line = text.strip();
    if (!line.startsWith(PREFIX)) {
      throw new IdentityException("this is no join token: one begins with " + PREFIX);
    }
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(Base64.getUrlDecoder().decode(line.substring(PREFIX.length())));
      UUID cluster = new UUID(bytes.getLong(), bytes.getLong());
      long expires = bytes.getLong();
      boolean tls = bytes.get() != 0;
      byte[] nonce = taken(bytes, NONCE);
      byte[] fingerprint = taken(bytes, HASH);
      byte[] secret = taken(bytes, HASH);
      String list = StandardCharsets.UTF_8.decode(bytes).toString();
      return new JoinToken(
          cluster, expires, nonce, fingerprint, secret, tls, List.of(list.split(",")));
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      throw new IdentityException("the join token is not complete", e);
    }
  }

  private static byte[] taken(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  /** The same without addresses: what the node that is asked needs of it. */
  public JoinToken bare() {
    return new JoinToken(cluster, expiresAtSeconds, nonce, fingerprint, secret, tls, List.of());
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "JoinToken[" + cluster + ", " + addresses + "]";
  }
}

package io.havenfs.nfs.exports;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every option of exports(5), with what becomes of it. {@code docs/operate/exports.md} lists the
 * same, which a test checks.
 */
public enum ExportOption {
  RO(Kind.EFFECTIVE, Argument.NONE),
  RW(Kind.EFFECTIVE, Argument.NONE),
  ROOT_SQUASH(Kind.EFFECTIVE, Argument.NONE),
  NO_ROOT_SQUASH(Kind.EFFECTIVE, Argument.NONE),
  ALL_SQUASH(Kind.EFFECTIVE, Argument.NONE),
  NO_ALL_SQUASH(Kind.EFFECTIVE, Argument.NONE),
  ANONUID(Kind.EFFECTIVE, Argument.REQUIRED),
  ANONGID(Kind.EFFECTIVE, Argument.REQUIRED),
  SEC(Kind.EFFECTIVE, Argument.REQUIRED),
  SECURE(Kind.EFFECTIVE, Argument.NONE),
  INSECURE(Kind.EFFECTIVE, Argument.NONE),
  FSID(Kind.EFFECTIVE, Argument.REQUIRED),
  ACL(Kind.EFFECTIVE, Argument.NONE),
  NO_ACL(Kind.EFFECTIVE, Argument.NONE),

  SYNC(Kind.WITHOUT_EFFECT, Argument.NONE),
  ASYNC(Kind.WITHOUT_EFFECT, Argument.NONE),
  SUBTREE_CHECK(Kind.WITHOUT_EFFECT, Argument.NONE),
  NO_SUBTREE_CHECK(Kind.WITHOUT_EFFECT, Argument.NONE),
  CROSSMNT(Kind.WITHOUT_EFFECT, Argument.NONE),
  HIDE(Kind.WITHOUT_EFFECT, Argument.NONE),
  NOHIDE(Kind.WITHOUT_EFFECT, Argument.NONE),
  WDELAY(Kind.WITHOUT_EFFECT, Argument.NONE),
  NO_WDELAY(Kind.WITHOUT_EFFECT, Argument.NONE),
  NORDIRPLUS(Kind.WITHOUT_EFFECT, Argument.NONE),
  PNFS(Kind.WITHOUT_EFFECT, Argument.NONE),
  NO_PNFS(Kind.WITHOUT_EFFECT, Argument.NONE),
  SECURITY_LABEL(Kind.WITHOUT_EFFECT, Argument.NONE),
  MOUNTPOINT(Kind.WITHOUT_EFFECT, Argument.OPTIONAL),
  MP(Kind.WITHOUT_EFFECT, Argument.OPTIONAL),

  AUTH_NLM(Kind.UNSUPPORTED, Argument.NONE),
  NO_AUTH_NLM(Kind.UNSUPPORTED, Argument.NONE),
  SECURE_LOCKS(Kind.UNSUPPORTED, Argument.NONE),
  INSECURE_LOCKS(Kind.UNSUPPORTED, Argument.NONE),
  REFER(Kind.UNSUPPORTED, Argument.REQUIRED),
  REPLICAS(Kind.UNSUPPORTED, Argument.REQUIRED),
  REEXPORT(Kind.UNSUPPORTED, Argument.REQUIRED),
  XPRTSEC(Kind.UNSUPPORTED, Argument.REQUIRED);

  /** What becomes of an option. */
  public enum Kind {
    /** It does what exports(5) says. */
    EFFECTIVE,
    /** It is accepted, and changes nothing; the documentation says why that is harmless. */
    WITHOUT_EFFECT,
    /** It is refused: ignoring it would promise what is not done. */
    UNSUPPORTED
  }

  /** Whether an option is written with {@code =value}. */
  enum Argument {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  private final Kind kind;
  private final Argument argument;

  ExportOption(Kind kind, Argument argument) {
    this.kind = kind;
    this.argument = argument;
  }

  /** How the option is written. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What becomes of it. */
  public Kind kind() {
    return kind;
  }

  Argument argument() {
    return argument;
  }

  /** What cannot stand beside it in one list. */
  Optional<ExportOption> opposite() {
    return Optional.ofNullable(
        switch (this) {
          case RO -> RW;
          case RW -> RO;
          case ROOT_SQUASH -> NO_ROOT_SQUASH;
          case NO_ROOT_SQUASH -> ROOT_SQUASH;
          case ALL_SQUASH -> NO_ALL_SQUASH;
          case NO_ALL_SQUASH -> ALL_SQUASH;
          case SECURE -> INSECURE;
          case INSECURE -> SECURE;
          case ACL -> NO_ACL;
          case NO_ACL -> ACL;
          case SYNC -> ASYNC;
          case ASYNC -> SYNC;
          case SUBTREE_CHECK -> NO_SUBTREE_CHECK;
          case NO_SUBTREE_CHECK -> SUBTREE_CHECK;
          default -> null;
        });
  }

  static Optional<ExportOption> named(String text) {
    return Arrays.stream(values()).filter(option -> option.text().equals(text)).findFirst();
  }
}

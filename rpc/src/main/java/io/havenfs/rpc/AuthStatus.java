package io.havenfs.rpc;

/** {@code auth_stat} (RFC 5531 section 9): why a call's credential or verifier is refused. */
public enum AuthStatus {
  /** The credential is malformed. */
  AUTH_BADCRED(1),
  /** The client must begin a new session. */
  AUTH_REJECTEDCRED(2),
  /** The verifier is malformed. */
  AUTH_BADVERF(3),
  /** The verifier has expired or was replayed. */
  AUTH_REJECTEDVERF(4),
  /** The flavour is too weak for what is asked. */
  AUTH_TOOWEAK(5),
  /** The server's response verifier is bogus (found by clients). */
  AUTH_INVALIDRESP(6),
  /** Failed for another reason. */
  AUTH_FAILED(7),
  /** RPCSEC_GSS: no credentials for the user. */
  RPCSEC_GSS_CREDPROBLEM(13),
  /** RPCSEC_GSS: the context is broken or unknown. */
  RPCSEC_GSS_CTXPROBLEM(14);

  private final int code;

  AuthStatus(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** The status with this number; {@link #AUTH_FAILED} for one that is not known. */
  public static AuthStatus of(int code) {
    for (AuthStatus status : values()) {
      if (status.code == code) {
        return status;
      }
    }
    return AUTH_FAILED;
  }
}

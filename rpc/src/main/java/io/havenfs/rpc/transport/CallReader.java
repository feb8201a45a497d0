package io.havenfs.rpc.transport;

import io.havenfs.rpc.AuthStatus;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of calls (RFC 5531 section 9), decides whether they can be served, and encodes
 * the rejection if not. One is reused for all calls of an endpoint: the fields describe the call
 * read last. Used on one event loop.
 */
final class CallReader {
  /** What became of a call. */
  enum Outcome {
    /** It is for {@link #target}, and the arguments begin at {@link #arguments}. */
    SERVE,
    /** It is to be answered with {@link #encodeRejection}. */
    REJECT,
    /** It is too short to be answered. */
    MALFORMED
  }

  /** Why a call is rejected. */
  private enum Rejection {
    RPC_MISMATCH,
    AUTH_ERROR,
    PROG_UNAVAIL,
    PROG_MISMATCH,
    PROC_UNAVAIL
  }

  private static final int UP_TO_RPC_VERSION = 12;
  private static final int UP_TO_CREDENTIAL = 32;

  private final ProgramTable programs;
  private final CredentialReader credentials = new CredentialReader();

  int xid;
  int program;
  int version;
  int procedure;
  int arguments;
  Credential credential = Credential.NONE;
  @Nullable RpcProgram target;
  private Rejection rejection = Rejection.PROG_UNAVAIL;
  private AuthStatus authStatus = AuthStatus.AUTH_FAILED;

  CallReader(ProgramTable programs) {
    this.programs = programs;
  }

  /** Reads the message in {@code buffer} from {@code from} to {@code to}, whose type is CALL. */
  Outcome read(ByteBuf buffer, int from, int to) {
    if (to - from < UP_TO_RPC_VERSION) {
      return Outcome.MALFORMED;
    }
    xid = buffer.getInt(from);
    if (buffer.getInt(from + 8) != Replies.RPC_VERSION) {
      return reject(Rejection.RPC_MISMATCH);
    }
    if (to - from < UP_TO_CREDENTIAL) {
      return Outcome.MALFORMED;
    }
    program = buffer.getInt(from + 12);
    version = buffer.getInt(from + 16);
    procedure = buffer.getInt(from + 20);
    return authenticate(buffer, from + 24, to);
  }

  private Outcome authenticate(ByteBuf buffer, int from, int to) {
    int flavor = buffer.getInt(from);
    int length = buffer.getInt(from + 4);
    int body = from + 8;
    if (length < 0 || length > Credential.MAX_BODY) {
      return authError(AuthStatus.AUTH_BADCRED);
    }
    int verifier = body + ((length + 3) & ~3);
    if (to - verifier < 8) {
      return Outcome.MALFORMED;
    }
    int verifierLength = buffer.getInt(verifier + 4);
    if (verifierLength < 0 || verifierLength > Credential.MAX_BODY) {
      return authError(AuthStatus.AUTH_BADVERF);
    }
    arguments = verifier + 8 + ((verifierLength + 3) & ~3);
    if (arguments > to) {
      return Outcome.MALFORMED;
    }
    switch (flavor) {
      case CredentialReader.AUTH_NONE -> credential = Credential.NONE;
      case CredentialReader.AUTH_SYS -> {
        try {
          credential = credentials.sys(buffer, body, length);
        } catch (XdrException malformed) {
          return authError(AuthStatus.AUTH_BADCRED);
        }
      }
      default -> {
        return authError(AuthStatus.AUTH_REJECTEDCRED);
      }
    }
    return find();
  }

  private Outcome find() {
    RpcProgram found = programs.find(program);
    target = found;
    if (found == null) {
      return reject(Rejection.PROG_UNAVAIL);
    }
    if (!found.hasVersion(version)) {
      return reject(Rejection.PROG_MISMATCH);
    }
    return found.hasProcedure(version, procedure) ? Outcome.SERVE : reject(Rejection.PROC_UNAVAIL);
  }

  /** Encodes the rejection of the call read last. */
  void encodeRejection(ByteBuf reply) {
    switch (rejection) {
      case RPC_MISMATCH -> Replies.rpcMismatch(reply, xid);
      case AUTH_ERROR -> Replies.authError(reply, xid, authStatus);
      case PROG_UNAVAIL -> Replies.accepted(reply, xid, Replies.PROG_UNAVAIL);
      case PROC_UNAVAIL -> Replies.accepted(reply, xid, Replies.PROC_UNAVAIL);
      case PROG_MISMATCH -> {
        RpcProgram found = target;
        int low = found == null ? 0 : found.lowestVersion();
        int high = found == null ? 0 : found.highestVersion();
        Replies.programMismatch(reply, xid, low, high);
      }
    }
  }

  private Outcome reject(Rejection reason) {
    rejection = reason;
    return Outcome.REJECT;
  }

  private Outcome authError(AuthStatus status) {
    authStatus = status;
    return reject(Rejection.AUTH_ERROR);
  }
}

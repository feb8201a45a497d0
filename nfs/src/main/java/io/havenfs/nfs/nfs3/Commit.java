package io.havenfs.nfs.nfs3;

/** COMMIT (RFC 1813 §3.3.21). Whatever range is asked for, the whole file is made stable. */
final class Commit implements ChangeProcedure {
  private static final int RANGE_BYTES = 12;

  @Override
  public Decision decode(Request request) {
    Subject file = request.changingSubject();
    request.arguments().skip(RANGE_BYTES);
    return (tx, out) -> {
      request.files().commit(tx, request.inode(tx, file).id());
      request.wcc(out, tx, file);
      out.int64(request.context().engine().writeVerifier());
    };
  }
}

package io.havenfs.rpc.rpcbind;

/** The numbers of RFC 1833. */
final class RpcbindProtocol {
  static final int PROGRAM = 100_000;
  static final int PORT = 111;

  static final int V2 = 2;
  static final int V3 = 3;
  static final int V4 = 4;

  static final int NULL = 0;
  static final int SET = 1;
  static final int UNSET = 2;

  /** GETPORT of version 2. */
  static final int GETADDR = 3;

  static final int DUMP = 4;
  static final int GETTIME = 6;
  static final int GETVERSADDR = 9;
  static final int GETADDRLIST = 11;

  private RpcbindProtocol() {}
}

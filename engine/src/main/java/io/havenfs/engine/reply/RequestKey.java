package io.havenfs.engine.reply;

/**
 * What makes two calls the same request.
 *
 * @param client where it came from
 * @param port the client's port, 0 to 65535
 * @param xid the call's transaction id
 * @param program the RPC program
 * @param version its version
 * @param procedure its procedure
 * @param checksum over the arguments and the calling user
 */
public record RequestKey(
    ClientAddress client,
    int port,
    int xid,
    int program,
    int version,
    int procedure,
    long checksum) {

  ClientPort from() {
    return new ClientPort(client, port);
  }
}

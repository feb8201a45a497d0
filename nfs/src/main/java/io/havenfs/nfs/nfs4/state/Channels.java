package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.session.Channel;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * {@code channel_attrs4} (RFC 8881 section 18.36.1): what a client asks for and what it gets. It
 * never gets more than it asks for; what would be of no use at all is NFS4ERR_TOOSMALL.
 */
final class Channels {
  /** Room beside the payload of the largest READ or WRITE, for everything else in its compound. */
  static final int MAX_OVERHEAD = 32 << 10;

  /** The longest request and reply. */
  static final int MAX_MESSAGE = NfsContext.MAX_IO + MAX_OVERHEAD;

  /** The longest reply that a slot remembers. */
  static final int MAX_CACHED = 8 << 10;

  /** Operations in one compound. */
  static final int MAX_OPERATIONS = 256;

  /** A request or reply below this cannot hold a SEQUENCE with its RPC header. */
  static final int MIN_MESSAGE = 128;

  /** The part of what can still be remembered for all that one session may get. */
  static final int SHARE = 8;

  private static final int MIN_BACK_OPERATIONS = 2;
  private static final int MAX_BACK_MESSAGE = 4096;
  private static final int MAX_BACK_OPERATIONS = 8;
  private static final int MAX_BACK_SLOTS = 16;

  private Channels() {}

  /** Decodes what is asked for; numbers beyond the int range are as good as the largest int. */
  static Channel read(XdrReader in) {
    in.int32(); // ca_headerpadsize is for RDMA
    int request = bounded(in);
    int response = bounded(in);
    int cached = bounded(in);
    int operations = bounded(in);
    int requests = bounded(in);
    int rdma = in.length(1);
    if (rdma == 1) {
      in.int32();
    }
    return new Channel(request, response, cached, operations, requests);
  }

  private static int bounded(XdrReader in) {
    return (int) Math.min(in.uint32(), Integer.MAX_VALUE);
  }

  /** Encodes what is granted. */
  static void write(XdrWriter out, Channel channel) {
    out.int32(0);
    out.int32(channel.maxRequestSize());
    out.int32(channel.maxResponseSize());
    out.int32(channel.maxResponseSizeCached());
    out.int32(channel.maxOperations());
    out.int32(channel.maxRequests());
    out.int32(0);
  }

  /**
   * What a client gets for its requests.
   *
   * @param unpromised bytes of replies that can still be promised to be remembered: when they get
   *     few, sessions get fewer slots (clients can do with one, but not with replies too short for
   *     what they do)
   */
  static Channel fore(Channel asked, int maxSlots, long unpromised) {
    requireUseful(asked, 1);
    int response = Math.min(asked.maxResponseSize(), MAX_MESSAGE);
    int cached = Math.min(asked.maxResponseSizeCached(), Math.min(response, MAX_CACHED));
    int slots = Math.min(asked.maxRequests(), maxSlots);
    return new Channel(
        Math.min(asked.maxRequestSize(), MAX_MESSAGE),
        response,
        cached,
        Math.min(asked.maxOperations(), MAX_OPERATIONS),
        Math.clamp(unpromised / SHARE / Channel.slotBytes(cached), 1, slots));
  }

  /** What a client gets for requests to it. */
  static Channel back(Channel asked) {
    requireUseful(asked, MIN_BACK_OPERATIONS);
    int response = Math.min(asked.maxResponseSize(), MAX_BACK_MESSAGE);
    return new Channel(
        Math.min(asked.maxRequestSize(), MAX_BACK_MESSAGE),
        response,
        Math.min(asked.maxResponseSizeCached(), response),
        Math.min(asked.maxOperations(), MAX_BACK_OPERATIONS),
        Math.min(asked.maxRequests(), MAX_BACK_SLOTS));
  }

  private static void requireUseful(Channel asked, int operations) {
    if (asked.maxRequestSize() < MIN_MESSAGE
        || asked.maxResponseSize() < MIN_MESSAGE
        || asked.maxOperations() < operations
        || asked.maxRequests() < 1) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_TOOSMALL);
    }
  }
}

package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.model.Status;
import io.havenfs.engine.offload.CopyJob;
import io.havenfs.nfs.nfs4.copy.CopyStateids;
import io.havenfs.nfs.nfs4.file.Stability;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.StatusTranslation;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * One CB_COMPOUND of CB_SEQUENCE and CB_OFFLOAD (RFC 8881 sections 20.1 and 20.9, RFC 7862 section
 * 16.1). It holds the slot until its end, which runs on the connection's event loop.
 */
final class OffloadCall implements ReplyHandler {
  private static final int CALLBACK_VERSION = 1;
  private static final int CB_COMPOUND = 1;
  private static final int CB_SEQUENCE = 11;
  private static final int CB_OFFLOAD = 15;
  private static final int MINOR_VERSION = 2;
  private static final int MAX_TAG = 1024;

  /** Session id, sequence, slot and the two highest slots in the result of CB_SEQUENCE. */
  private static final int CB_SEQUENCE_RESULT = 32;

  /** How often a call is repeated because the client is further on. */
  private static final int MAX_AHEAD = 64;

  private final Backchannels.Callable path;
  private final CallbackSlot slot;
  private final long jobId;
  private final CopyJob job;
  private final long writeVerifier;
  private final Runnable known;
  private int repeated;

  OffloadCall(
      Backchannels.Callable path,
      CallbackSlot slot,
      long jobId,
      CopyJob job,
      long writeVerifier,
      Runnable known) {
    this.path = path;
    this.slot = slot;
    this.jobId = jobId;
    this.job = job;
    this.writeVerifier = writeVerifier;
    this.known = known;
  }

  void send() {
    var terms = path.session().terms();
    CallHeader header =
        new CallHeader(
            terms.callbackProgram(),
            CALLBACK_VERSION,
            CallbackSecurity.credential(terms.callbackSecurity()));
    path.connection().call(header, CB_COMPOUND, this::write, this);
  }

  private void write(XdrWriter out) {
    out.int32(0); // no tag
    out.int32(MINOR_VERSION);
    out.int32(0); // callback_ident: of NFSv4.0
    out.int32(2);
    out.int32(CB_SEQUENCE);
    SessionIds.write(out, path.session());
    out.int32(slot.sequence());
    out.int32(0);
    out.int32(0);
    out.bool(false);
    out.int32(0); // no referring calls
    out.int32(CB_OFFLOAD);
    out.fixedOpaque(job.handle().array());
    CopyStateids.of(jobId).write(out);
    Nfs4Status status = StatusTranslation.of(job.status());
    out.int32(status.code());
    if (job.status() == Status.OK) {
      out.int32(0); // no callback id
      out.int64(job.done());
      out.int32(Stability.FILE_SYNC4);
      out.int64(writeVerifier);
    } else {
      out.int64(job.done());
    }
  }

  @Override
  public void reply(XdrReader results) {
    try {
      results.int32();
      results.skipOpaque(MAX_TAG);
      if (results.length(2) == 0) {
        slot.refused();
        return;
      }
      results.int32();
      sequenced(results, results.int32());
    } catch (XdrException malformed) {
      slot.failed();
    }
  }

  private void sequenced(XdrReader results, int status) {
    boolean retransmission = status == Nfs4Status.NFS4ERR_RETRY_UNCACHED_REP.code();
    boolean behind = status == Nfs4Status.NFS4ERR_SEQ_MISORDERED.code();
    if (status == Nfs4Status.NFS4_OK.code()) {
      results.skip(CB_SEQUENCE_RESULT);
      results.int32();
      offloaded(results.int32());
    } else if (retransmission && slot.unsure()) {
      slot.done();
      known.run();
    } else if ((retransmission || behind) && repeated++ < MAX_AHEAD) {
      slot.ahead();
      send();
    } else {
      slot.refused();
    }
  }

  /** Any answer but "later" means that there is no more to tell. */
  private void offloaded(int status) {
    slot.done();
    if (status != Nfs4Status.NFS4ERR_DELAY.code()) {
      known.run();
    }
  }

  @Override
  public void failed(RpcFailure failure) {
    slot.failed();
  }
}

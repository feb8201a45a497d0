package io.havenfs.nfs.nfsacl;

import io.havenfs.engine.acl.PosixAcls;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.nfs3.Nfsstat3;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.RememberedChange;
import io.havenfs.nfs.service.RequestKeys;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * NFSACL version 3 as an RPC program, to be served where NFSv3 is. Thread-safe; {@link #call} runs
 * on the event loop of the call's connection.
 */
public final class NfsAclProgram implements RpcProgram {
  /** The program's number. */
  public static final int PROGRAM = 100227;

  /** The version served here. */
  public static final int VERSION = 3;

  /** Bits of a request's mask: which ACLs, or only how many entries they have, it is about. */
  static final int ACL = 0x1;

  static final int ACL_COUNT = 0x2;
  static final int DEFAULT_ACL = 0x4;
  static final int DEFAULT_ACL_COUNT = 0x8;

  private static final int KNOWN = ACL | ACL_COUNT | DEFAULT_ACL | DEFAULT_ACL_COUNT;
  private static final int NULL = 0;
  private static final int GETACL = 1;
  private static final int SETACL = 2;

  private final NfsContext context;

  /** Serves {@code context}'s service. */
  public NfsAclProgram(NfsContext context) {
    this.context = context;
  }

  @Override
  public int program() {
    return PROGRAM;
  }

  @Override
  public int lowestVersion() {
    return VERSION;
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return procedure >= NULL && procedure <= SETACL;
  }

  @Override
  public void call(RpcCall call) {
    switch (call.procedure()) {
      case GETACL -> get(call);
      case SETACL -> set(call);
      default -> {
        call.reply();
        call.send();
      }
    }
  }

  private void get(RpcCall call) {
    View view = context.engine().committed();
    AclFile file = admitted(call);
    if (file != null) {
      int mask = call.arguments().int32();
      XdrWriter out = call.reply();
      try {
        file.requireAcls();
        answer(out, view, file, mask);
      } catch (FsException refused) {
        out.truncate(0);
        out.int32(Nfsstat3.of(refused.status()).code());
        file.attributes(context, view, out);
      }
      call.send();
    }
  }

  private void answer(XdrWriter out, View view, AclFile file, int mask) {
    requireKnown(mask);
    Inode inode = file.inode(context, view);
    PosixAcls acls = context.files().posixAcls(view, file.access().credentials(), inode);
    out.int32(Nfsstat3.NFS3_OK.code());
    file.attributes(context, view, out);
    out.int32(mask);
    if ((mask & (ACL | ACL_COUNT)) != 0) {
      AclWire.write(out, acls.access(), inode, (mask & ACL) != 0, 0);
    } else {
      AclWire.writeNone(out);
    }
    if ((mask & (DEFAULT_ACL | DEFAULT_ACL_COUNT)) != 0 && acls.inherited().isPresent()) {
      boolean entries = (mask & DEFAULT_ACL) != 0;
      AclWire.write(out, acls.inherited().get(), inode, entries, AclWire.OF_DEFAULT);
    } else {
      AclWire.writeNone(out);
    }
  }

  private void set(RpcCall call) {
    RequestKey key = RequestKeys.of(call);
    AclFile file = admitted(call);
    if (file != null) {
      int mask = call.arguments().int32();
      AclWire.Entries access = AclWire.read(call.arguments());
      AclWire.Entries inherited = AclWire.read(call.arguments());
      SetAcl change = new SetAcl(context, call, file, mask, access, inherited);
      context
          .engine()
          .submit(
              new RememberedChange(context, call, SetAcl.LARGEST_REPLY, Optional.of(key), change));
    }
  }

  /** The object of the call; null when the call was answered because it may not be used. */
  private @Nullable AclFile admitted(RpcCall call) {
    try {
      return AclFile.read(context, call);
    } catch (FsException refused) {
      XdrWriter out = call.reply();
      out.int32(Nfsstat3.of(refused.status()).code());
      out.bool(false);
      call.send();
      return null;
    }
  }

  static void requireKnown(int mask) {
    if ((mask & ~KNOWN) != 0) {
      throw FsException.of(Status.INVALID);
    }
  }
}

package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.nfs4.attr.AttributeReader;
import io.havenfs.nfs.nfs4.attr.FileTypes;
import io.havenfs.nfs.nfs4.attr.NewAttributes;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** CREATE: everything but regular files (RFC 8881 section 18.4). */
public final class Create implements Operation4 {
  private final FileSystem files;

  public Create(FileSystem files) {
    this.files = files;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    int type = in.int32();
    Bytes linkText = type == FileTypes.NF4LNK ? LinkText.read(in) : Bytes.EMPTY;
    boolean isDevice = type == FileTypes.NF4BLK || type == FileTypes.NF4CHR;
    long device = isDevice ? in.int64() : 0;
    Name name = Names.read(in);
    NewAttributes wanted = AttributeReader.read(in, compound.minorVersion());
    Target.File directory = compound.writableFile();
    Types.requireDirectory(directory.inode());
    if (wanted.values().size().isPresent()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    New object = new New(directory, name, wanted.forNew(directory));
    Inode made = make(compound.transaction(), object, type, linkText, device);
    XdrWriter out = compound.results();
    ChangeInfo.write(out, directory.inode(), files.inode(compound.view(), directory.inode().id()));
    wanted.given().write(out);
    compound.current(new Target.File(directory.export(), made));
    return Nfs4Status.NFS4_OK;
  }

  private record New(Target.File directory, Name name, SetAttributes attributes) {
    Credentials who() {
      return directory.export().credentials();
    }

    long parent() {
      return directory.inode().id();
    }
  }

  private Inode make(Transaction tx, New object, int type, Bytes linkText, long device) {
    return switch (type) {
      case FileTypes.NF4DIR ->
          files.makeDirectory(
              tx, object.who(), object.parent(), object.name(), object.attributes());
      case FileTypes.NF4LNK ->
          files.makeSymlink(
              tx, object.who(), object.parent(), object.name(), linkText, object.attributes());
      case FileTypes.NF4BLK -> node(tx, object, FileType.BLOCK_DEVICE, device);
      case FileTypes.NF4CHR -> node(tx, object, FileType.CHARACTER_DEVICE, device);
      case FileTypes.NF4SOCK -> node(tx, object, FileType.SOCKET, 0);
      case FileTypes.NF4FIFO -> node(tx, object, FileType.FIFO, 0);
      default -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BADTYPE);
    };
  }

  private Inode node(Transaction tx, New object, FileType type, long device) {
    return files.makeNode(
        tx, object.who(), object.parent(), object.name(), type, device, object.attributes());
  }
}

package io.havenfs.cli.demo;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A folder over NFSv3 (RFC 1813), with a connection of its own. */
final class BuiltinFolder implements Folder {
  private static final int LOOKUP = 3;
  private static final int READ = 6;
  private static final int WRITE = 7;
  private static final int CREATE = 8;
  private static final int MKDIR = 9;
  private static final int REMOVE = 12;
  private static final int RENAME = 14;
  private static final int LINK = 15;
  private static final int READDIR = 16;
  private static final int COMMIT = 21;
  private static final int UNSTABLE = 0;
  private static final int FILE_SYNC = 2;
  private static final int GUARDED = 1;
  private static final int MAX_HANDLE = 64;
  private static final int CHUNK = 64 << 10;
  private static final int FATTR_BYTES = 84;
  private static final int WCC_BEFORE_BYTES = 24;

  private final RpcSocket socket;
  private final byte[] directory;
  private final Map<String, byte[]> handles = new HashMap<>();

  private BuiltinFolder(RpcSocket socket, byte[] directory) {
    this.socket = socket;
    this.directory = directory;
  }

  static BuiltinFolder make(RpcSocket socket, byte[] parent, String name) throws IOException {
    XdrReader made =
        ok(socket, "mkdir " + name, MKDIR, entry(parent, name).andThen(out -> mode(out, 0755)));
    return new BuiltinFolder(socket, madeHandle(made));
  }

  static BuiltinFolder open(RpcSocket socket, byte[] parent, String name) throws IOException {
    return new BuiltinFolder(
        socket, ok(socket, "lookup " + name, LOOKUP, entry(parent, name)).opaque(MAX_HANDLE));
  }

  @Override
  public void create(String name) throws IOException {
    XdrReader made =
        ok(
            "create " + name,
            CREATE,
            entry(directory, name)
                .andThen(
                    out -> {
                      out.int32(GUARDED);
                      mode(out, 0644);
                    }));
    handles.put(name, madeHandle(made));
  }

  /** A small file in one synchronous write; a larger one in unstable ones and a commit. */
  @Override
  public void write(String name, byte[] contents) throws IOException {
    byte[] file = handle(name);
    if (contents.length <= CHUNK) {
      writeChunk(file, contents, 0, FILE_SYNC);
      return;
    }
    long verifier;
    do {
      verifier = 0;
      for (int offset = 0; offset < contents.length; offset += CHUNK) {
        long written = writeChunk(file, contents, offset, UNSTABLE);
        verifier = offset == 0 ? written : verifier == written ? verifier : ~written;
      }
    } while (commit(file) != verifier);
  }

  private long writeChunk(byte[] file, byte[] contents, int offset, int stable) throws IOException {
    int length = Math.min(CHUNK, contents.length - offset);
    XdrReader written =
        ok(
            "write",
            WRITE,
            out -> {
              out.opaque(file);
              out.int64(offset);
              out.int32(length);
              out.int32(stable);
              out.opaque(contents, offset, length);
            });
    skipWcc(written);
    if (written.int32() != length) {
      throw new IOException("short write");
    }
    written.int32();
    return written.int64();
  }

  private long commit(byte[] file) throws IOException {
    XdrReader committed =
        ok(
            "commit",
            COMMIT,
            out -> {
              out.opaque(file);
              out.int64(0);
              out.int32(0);
            });
    skipWcc(committed);
    return committed.int64();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    ok("rename " + from, RENAME, entry(directory, from).andThen(entry(directory, to)));
    byte[] handle = handles.remove(from);
    if (handle != null) {
      handles.put(to, handle);
    }
  }

  @Override
  public void link(String name, String other) throws IOException {
    byte[] file = handle(name);
    Consumer<XdrWriter> arguments = out -> out.opaque(file);
    ok("link " + other, LINK, arguments.andThen(entry(directory, other)));
  }

  @Override
  public void remove(String name) throws IOException {
    ok("remove " + name, REMOVE, entry(directory, name));
    handles.remove(name);
  }

  /** A removal that was answered. */
  record Removal(String name, int xid, byte[] results) {}

  /** Removes a name and keeps what is needed to ask the very same again. */
  Removal removeAndRemember(String name) throws IOException {
    XdrReader results = socket.call(BuiltinClient.NFS, REMOVE, entry(directory, name));
    byte[] bytes = results.fixedOpaque(results.remaining());
    return new Removal(name, socket.lastXid(), bytes);
  }

  /**
   * Asks for the same removal again, with the same xid, as a client does whose reply was lost.
   * Returns whether the server gave the very same answer, instead of looking for the name again.
   */
  boolean isAnsweredTheSame(Removal removal) throws IOException {
    XdrReader results =
        socket.repeat(removal.xid(), BuiltinClient.NFS, REMOVE, entry(directory, removal.name()));
    return Arrays.equals(removal.results(), results.fixedOpaque(results.remaining()));
  }

  @Override
  public byte[] read(String name) throws IOException {
    byte[] file = handle(name);
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    boolean eof = false;
    while (!eof) {
      int offset = contents.size();
      XdrReader read =
          ok(
              "read " + name,
              READ,
              out -> {
                out.opaque(file);
                out.int64(offset);
                out.int32(CHUNK);
              });
      skipAttributes(read);
      read.int32();
      eof = read.bool();
      contents.writeBytes(read.opaque(CHUNK));
    }
    return contents.toByteArray();
  }

  @Override
  public Set<String> list() throws IOException {
    Set<String> names = new LinkedHashSet<>();
    boolean eof = false;
    long cookie = 0;
    while (!eof) {
      long from = cookie;
      XdrReader listing =
          ok(
              "list",
              READDIR,
              out -> {
                out.opaque(directory);
                out.int64(from);
                out.int64(0);
                out.int32(CHUNK);
              });
      skipAttributes(listing);
      listing.int64();
      while (listing.bool()) {
        listing.int64();
        names.add(listing.utf8(255));
        cookie = listing.int64();
      }
      eof = listing.bool();
    }
    names.remove(".");
    names.remove("..");
    return names;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private byte[] handle(String name) throws IOException {
    byte[] known = handles.get(name);
    if (known == null) {
      known = ok("lookup " + name, LOOKUP, entry(directory, name)).opaque(MAX_HANDLE);
      handles.put(name, known);
    }
    return known;
  }

  private XdrReader ok(String what, int procedure, Consumer<XdrWriter> arguments)
      throws IOException {
    return ok(socket, what, procedure, arguments);
  }

  private static XdrReader ok(
      RpcSocket socket, String what, int procedure, Consumer<XdrWriter> arguments)
      throws IOException {
    XdrReader results = socket.call(BuiltinClient.NFS, procedure, arguments);
    int status = results.int32();
    if (status != 0) {
      throw new IOException(what + ": the server answered NFS status " + status);
    }
    return results;
  }

  private static Consumer<XdrWriter> entry(byte[] directory, String name) {
    return out -> {
      out.opaque(directory);
      out.opaque(name.getBytes(StandardCharsets.UTF_8));
    };
  }

  private static void mode(XdrWriter out, int mode) {
    out.bool(true);
    out.int32(mode);
    for (int i = 0; i < 5; i++) {
      out.int32(0);
    }
  }

  private static byte[] madeHandle(XdrReader made) {
    made.bool();
    return made.opaque(MAX_HANDLE);
  }

  private static void skipAttributes(XdrReader in) {
    if (in.bool()) {
      in.skip(FATTR_BYTES);
    }
  }

  private static void skipWcc(XdrReader in) {
    if (in.bool()) {
      in.skip(WCC_BEFORE_BYTES);
    }
    skipAttributes(in);
  }
}

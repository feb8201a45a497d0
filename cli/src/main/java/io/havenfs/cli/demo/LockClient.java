package io.havenfs.cli.demo;

import io.havenfs.bench.protocol.Caller;
import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.protocol.FileName;
import io.havenfs.bench.protocol.LockOwner;
import io.havenfs.bench.protocol.Nfs41Client;
import io.havenfs.bench.protocol.Protocol;
import io.havenfs.bench.protocol.StatusException;
import io.havenfs.bench.protocol.Step;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An NFSv4.1 client with one file open, whose ranges it locks. Its session, its open file and its
 * locks are made once: it can do nothing against their loss. Used by one thread.
 */
final class LockClient implements AutoCloseable {
  private static final CallHeader NFS =
      new CallHeader(100003, 4, new Credential.Sys(0, "havenfs-demo", 0, 0));
  private static final int SLOTS = 1;

  private final RpcSocket socket;
  private final Caller caller = this::make;
  private final Nfs41Client session;
  private final FileHandle file = new FileHandle();
  private final LockOwner owner;

  /** Opens {@code folder}/{@code name}, which is there, as the client {@code owner}. */
  LockClient(RpcSocket socket, String owner, String folder, String name) {
    this.socket = socket;
    this.owner = new LockOwner(owner);
    session = new Nfs41Client(caller, owner, System.nanoTime(), SLOTS, true);
    FileHandle root = new FileHandle();
    FileHandle directory = new FileHandle();
    session.findRoot("/", root);
    Protocol setup = session.setup();
    make(setup.lookup(root, FileName.of(folder), directory));
    make(setup.lookup(directory, FileName.of(name), file));
    make(setup.open(file, this.owner));
  }

  private void make(Step step) {
    try {
      step.results(socket.call(NFS, step.procedure(), step));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Locks a byte; returns whether nobody else had it locked. */
  boolean tryLock(long at) {
    try {
      make(session.slot(0).lock(file, owner, at, 1));
      return true;
    } catch (StatusException e) {
      if (e.isDenied()) {
        return false;
      }
      throw e;
    }
  }

  void unlock(long at) {
    make(session.slot(0).unlock(file, owner, at, 1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

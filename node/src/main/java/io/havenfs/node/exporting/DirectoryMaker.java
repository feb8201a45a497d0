package io.havenfs.node.exporting;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.exports.ExportPath;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Finds directories in the store and makes those that are missing. */
final class DirectoryMaker {
  private static final SetAttributes NEW_DIRECTORY = SetAttributes.ofMode(0755);

  private final Engine engine;
  private final FileSystem files;

  DirectoryMaker(Engine engine, FileSystem files) {
    this.engine = engine;
    this.files = files;
  }

  /** The file id of the directory, which exists afterwards. Waits for the engine. */
  long make(ExportPath path) throws IOException {
    Making making = new Making(path);
    engine.submit(making);
    try {
      return making.done.get();
    } catch (ExecutionException e) {
      throw new IOException("cannot export " + path + ": " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making " + path, e);
    }
  }

  private static String reason(ExecutionException e) {
    return e.getCause() instanceof FsException refused
        ? refused.status() == Status.NOT_DIRECTORY
            ? "it is not a directory in the store"
            : refused.status().toString()
        : String.valueOf(e.getCause());
  }

  private final class Making implements Change {
    private final ExportPath path;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private long found;

    Making(ExportPath path) {
      this.path = path;
    }

    @Override
    public void decide(Transaction tx) {
      try {
        Inode directory = files.inode(tx, Inode.ROOT);
        for (byte[] component : path.components()) {
          directory = child(tx, directory, new Name(component));
        }
        found = directory.id();
      } catch (FsException refused) {
        done.completeExceptionally(refused);
      }
    }

    private Inode child(Transaction tx, Inode directory, Name name) {
      Inode child;
      try {
        child = files.lookup(tx, Credentials.ROOT, directory, name);
      } catch (FsException missing) {
        if (missing.status() != Status.NO_ENTRY) {
          throw missing;
        }
        return files.makeDirectory(tx, Credentials.ROOT, directory.id(), name, NEW_DIRECTORY);
      }
      if (!child.isDirectory()) {
        throw FsException.of(Status.NOT_DIRECTORY);
      }
      return child;
    }

    @Override
    public void committed() {
      done.complete(found);
    }

    @Override
    public void failed(Throwable cause) {
      done.completeExceptionally(cause);
    }
  }
}

package io.havenfs.node.quota;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.QuotaKey;
import io.havenfs.engine.file.QuotaLimits;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.node.config.QuotaRule;
import io.havenfs.node.config.QuotaSettings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Makes the limits in the store those that are configured. Who is not named in the configuration
 * has no limit afterwards, whatever an earlier one said. Thread-safe.
 */
public final class QuotaKeeper {
  private final Engine engine;
  private final FileSystem files;

  /** Keeps the limits of the file system on {@code engine}. */
  public QuotaKeeper(Engine engine, FileSystem files) {
    this.engine = engine;
    this.files = files;
  }

  /**
   * Puts {@code settings} in force; waits for the engine. Changes nothing where the store says the
   * same already.
   */
  public void apply(QuotaSettings settings) throws IOException {
    Map<QuotaKey, QuotaLimits> wanted =
        settings.limits().stream()
            .collect(Collectors.toUnmodifiableMap(QuotaKeeper::key, QuotaRule::limits));
    Setting setting = new Setting(wanted);
    engine.submit(setting);
    try {
      setting.done.get();
    } catch (ExecutionException e) {
      throw new IOException("cannot set the quotas: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while setting the quotas", e);
    }
  }

  private static QuotaKey key(QuotaRule rule) {
    return switch (rule.kind()) {
      case USER -> QuotaKey.user(rule.id());
      case GROUP -> QuotaKey.group(rule.id());
    };
  }

  private final class Setting implements Change {
    private final Map<QuotaKey, QuotaLimits> wanted;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Setting(Map<QuotaKey, QuotaLimits> wanted) {
      this.wanted = wanted;
    }

    @Override
    public void decide(Transaction tx) {
      Map<QuotaKey, QuotaLimits> present = files.quotas(tx);
      present.keySet().stream()
          .filter(key -> !wanted.containsKey(key))
          .forEach(key -> set(tx, key, QuotaLimits.NONE));
      wanted.forEach(
          (key, limits) -> {
            if (!limits.equals(present.get(key))) {
              set(tx, key, limits);
            }
          });
    }

    private void set(Transaction tx, QuotaKey key, QuotaLimits limits) {
      files.setQuota(tx, key, limits);
      tx.require(Durability.DISK);
    }

    @Override
    public void committed() {
      done.complete(null);
    }

    @Override
    public void failed(Throwable cause) {
      done.completeExceptionally(cause);
    }
  }
}

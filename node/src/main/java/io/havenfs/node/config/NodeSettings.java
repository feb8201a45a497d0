package io.havenfs.node.config;

import io.havenfs.engine.file.FileLimits;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Everything that the operator decides about a node, validated.
 *
 * @param store the directory that holds log, tables and file data
 * @param listen where clients are served
 * @param exports where the exports are written
 * @param rpcbind how clients that ask port 111 find the services
 * @param admin where the admin interface is served, if it is
 * @param nfs the protocols
 * @param limits what clients may occupy
 * @param engine the engine's sizes and choices
 * @param quota quotas by user and group
 * @param log the server's own log
 */
public record NodeSettings(
    Path store,
    ListenSettings listen,
    ExportsSettings exports,
    RpcbindMode rpcbind,
    Optional<HostPort> admin,
    NfsSettings nfs,
    LimitSettings limits,
    EngineSettings engine,
    QuotaSettings quota,
    LogSettings log) {

  /** The file system's limits with what is configurable in them. */
  public FileLimits fileLimits() {
    FileLimits base = FileLimits.DEFAULT;
    return new FileLimits(
        base.maxFileSize(),
        base.maxDataSize(),
        base.inlineBytes(),
        base.maxLinks(),
        base.maxEntries(),
        base.maxXattrBytes(),
        TimeUnit.DAYS.toNanos(quota.graceDays()),
        engine.accessTimes());
  }
}

package io.havenfs.node.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a configuration file says; what flags can override also says where.
 *
 * @param store empty when the file does not name it
 * @param listen the default when the file says nothing
 * @param exports empty when the file says nothing
 * @param rpcbind the default when the file says nothing
 * @param admin empty when there is none
 */
record FileSettings(
    Optional<Located<Path>> store,
    Located<ListenSettings> listen,
    Optional<Located<ExportsSettings>> exports,
    RpcbindMode rpcbind,
    Optional<Located<HostPort>> admin,
    NfsSettings nfs,
    LimitSettings limits,
    EngineSettings engine,
    QuotaSettings quota,
    LogSettings log) {

  /** How services are found unless told otherwise. */
  static final RpcbindMode DEFAULT_RPCBIND = RpcbindMode.AUTO;

  /** What holds without a file. */
  static final FileSettings NONE =
      new FileSettings(
          Optional.empty(),
          new Located<>("listen", ListenSettings.DEFAULT),
          Optional.empty(),
          DEFAULT_RPCBIND,
          Optional.empty(),
          NfsSettings.DEFAULT,
          LimitSettings.DEFAULT,
          EngineSettings.DEFAULT,
          QuotaSettings.DEFAULT,
          LogSettings.DEFAULT);
}

package io.havenfs.nfs.exports;

/**
 * How a client may use an export. Immutable, made once per rule and not per request.
 *
 * <p>The mapping of users follows exports(5): with {@code all_squash} everybody, else with {@code
 * root_squash} whoever is 0, becomes anonymous, each number on its own; supplementary groups too.
 */
public final class ExportAccess {
  /** Ports below this one need privileges on the client. */
  public static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private static final int[] NO_GROUPS = {};

  private final Export export;
  private final ExportOptions options;

  ExportAccess(Export export, ExportOptions options) {
    this.export = export;
    this.options = options;
  }

  /** The export. */
  public Export export() {
    return export;
  }

  /** All options that hold. */
  public ExportOptions options() {
    return options;
  }

  /** Whether changes are refused. */
  public boolean readOnly() {
    return options.readOnly();
  }

  /** Whether requests from {@code port} are allowed. */
  public boolean allowsPort(int port) {
    return port < FIRST_UNPRIVILEGED_PORT || !options.privilegedPortOnly();
  }

  /** Whether users may be named in this way. */
  public boolean allows(AuthFlavor flavor) {
    return options.flavors().contains(flavor);
  }

  /** The user that an AUTH_SYS user counts as. */
  public int uid(int uid) {
    return options.squashAll() || (uid == 0 && options.squashRoot()) ? options.anonymousUid() : uid;
  }

  /** The group that an AUTH_SYS group counts as. */
  public int gid(int gid) {
    return options.squashAll() || (gid == 0 && options.squashRoot()) ? options.anonymousGid() : gid;
  }

  /** The supplementary groups that these count as; the same array when nothing changes. */
  public int[] gids(int[] gids) {
    if (options.squashAll()) {
      return NO_GROUPS;
    }
    if (options.squashRoot()) {
      for (int gid : gids) {
        if (gid == 0) {
          return withoutRoot(gids);
        }
      }
    }
    return gids;
  }

  private int[] withoutRoot(int[] gids) {
    int[] mapped = gids.clone();
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = gid(mapped[i]);
    }
    return mapped;
  }

  /** The user of requests that name none (AUTH_NONE). */
  public int anonymousUid() {
    return options.anonymousUid();
  }

  /** The group of requests that name none (AUTH_NONE). */
  public int anonymousGid() {
    return options.anonymousGid();
  }
}

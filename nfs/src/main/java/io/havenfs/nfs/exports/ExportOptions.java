package io.havenfs.nfs.exports;

import java.util.OptionalInt;
import java.util.Set;

/**
 * How an export may be used by a client.
 *
 * @param readOnly no change is allowed ({@code ro}, the default)
 * @param squashRoot user and group 0 become anonymous ({@code root_squash}, the default)
 * @param squashAll everybody becomes anonymous ({@code all_squash})
 * @param anonymousUid the user that anonymous means ({@code anonuid=})
 * @param anonymousGid the group that anonymous means ({@code anongid=})
 * @param privilegedPortOnly requests must come from a port below 1024 ({@code secure}, the default)
 * @param flavors the allowed ways to name users ({@code sec=})
 * @param fsid the export's number when it was given ({@code fsid=})
 * @param acls whether clients see ACLs and may change them ({@code acl}, the default)
 */
public record ExportOptions(
    boolean readOnly,
    boolean squashRoot,
    boolean squashAll,
    int anonymousUid,
    int anonymousGid,
    boolean privilegedPortOnly,
    Set<AuthFlavor> flavors,
    OptionalInt fsid,
    boolean acls) {
  /** The user and group {@code nobody}, exports(5)'s default. */
  public static final int NOBODY = 65534;

  /** What holds when nothing is said. */
  public static final ExportOptions DEFAULT =
      new ExportOptions(
          true,
          true,
          false,
          NOBODY,
          NOBODY,
          true,
          Set.of(AuthFlavor.SYS),
          OptionalInt.empty(),
          true);

  public ExportOptions {
    flavors = Set.copyOf(flavors);
    if (flavors.isEmpty()) {
      throw new IllegalArgumentException("an export needs a flavor");
    }
  }
}

package io.havenfs.nfs.service;

import io.havenfs.engine.model.Credentials;
import io.havenfs.nfs.exports.AuthFlavor;
import java.util.Set;

/**
 * An export as one caller sees it.
 *
 * @param exportId the export's number, part of file handles
 * @param rootFileId the directory at the top of the export
 * @param readOnly whether the caller may only read
 * @param credentials the caller after squashing
 * @param flavors how users may be named
 * @param acls whether ACLs are seen and may be changed; they count in any case
 */
public record AdmittedExport(
    int exportId,
    long rootFileId,
    boolean readOnly,
    Credentials credentials,
    Set<AuthFlavor> flavors,
    boolean acls) {
  /** One in which ACLs are seen. */
  public AdmittedExport(
      int exportId,
      long rootFileId,
      boolean readOnly,
      Credentials credentials,
      Set<AuthFlavor> flavors) {
    this(exportId, rootFileId, readOnly, credentials, flavors, true);
  }
}

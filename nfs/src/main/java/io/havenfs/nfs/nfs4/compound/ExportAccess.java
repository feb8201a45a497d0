package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.model.Credentials;

/**
 * An export as one caller sees it.
 *
 * @param exportId the export's number, part of file handles
 * @param rootFileId the directory at the top of the export
 * @param fsid identifies the file system of the export; the major half, the minor half is 0
 * @param readOnly whether the caller may only read
 * @param credentials the caller after squashing
 */
public record ExportAccess(
    int exportId, long rootFileId, long fsid, boolean readOnly, Credentials credentials) {}

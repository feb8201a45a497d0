package io.havenfs.engine.acl;

import java.util.Optional;

/**
 * The POSIX ACLs of an object.
 *
 * @param access what counts for the object itself
 * @param inherited a directory's default ACL, which new objects in it get
 */
public record PosixAcls(PosixAcl access, Optional<PosixAcl> inherited) {}

/**
 * Access control lists: one model for every protocol, that of NFSv4 (RFC 8881 section 6).
 *
 * <p>An {@link io.havenfs.engine.acl.Acl} is a list of {@link io.havenfs.engine.acl.Ace}s, each
 * allowing or denying bits of a mask to somebody. {@link io.havenfs.engine.acl.Evaluator} says what
 * it grants. An ACL and the nine permission bits of a file's mode follow each other: {@link
 * io.havenfs.engine.acl.AclMode} computes the mode of an ACL and what a chmod does to one, {@link
 * io.havenfs.engine.acl.Inheritance} what a new object gets from its directory.
 *
 * <p>A POSIX ACL ({@link io.havenfs.engine.acl.PosixAcl}) has a translation that grants precisely
 * what POSIX would, and from which the same POSIX ACL can be read again: {@link
 * io.havenfs.engine.acl.PosixTranslation}. A mode is a POSIX ACL of three entries, so its ACL comes
 * out of the same translation. ACLs that are no such translation are shown to POSIX clients by
 * {@link io.havenfs.engine.acl.PosixApproximation}.
 *
 * <p>Everything here is a pure function of immutable values; nothing knows of files, tables or
 * wires.
 */
@NullMarked
package io.havenfs.engine.acl;

import org.jspecify.annotations.NullMarked;

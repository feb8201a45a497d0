/**
 * NFSACL, the protocol beside NFSv3 by which Linux and Solaris ask for and change POSIX ACLs: get
 * and set, each of an access ACL and a directory's default ACL at once. There is no RFC; the words
 * and numbers are those of Solaris' {@code nfs_acl.x}.
 *
 * <p>Who may use an export, and as whom, is decided as for NFSv3, whose handles, statuses and
 * attributes it uses, too. SETACL goes through the duplicate-request memory. What ACLs mean is the
 * engine's business: here they are only read and written.
 */
@NullMarked
package io.havenfs.nfs.nfsacl;

import org.jspecify.annotations.NullMarked;

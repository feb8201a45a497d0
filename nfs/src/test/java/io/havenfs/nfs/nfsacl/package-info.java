/** Tests of NFSACL on an engine in memory. */
@NullMarked
package io.havenfs.nfs.nfsacl;

import org.jspecify.annotations.NullMarked;

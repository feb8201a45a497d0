/** Whole groups of copies on virtual time, simulated disks and connections, without threads. */
@NullMarked
package io.havenfs.replication.member;

import org.jspecify.annotations.NullMarked;

/** Copies with real threads, disks and connections. */
@NullMarked
package io.havenfs.replication.service;

import org.jspecify.annotations.NullMarked;

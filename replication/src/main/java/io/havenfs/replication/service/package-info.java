/**
 * A copy with threads and sockets: {@link io.havenfs.replication.service.ReplicaService} is what a
 * node's agent handles.
 */
@NullMarked
package io.havenfs.replication.service;

import org.jspecify.annotations.NullMarked;

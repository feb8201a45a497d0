/**
 * One copy with whatever role it has: takes connections and frames to the role they are meant for,
 * and changes roles.
 *
 * <p>{@link io.havenfs.replication.member.Member} has no thread: {@link
 * io.havenfs.replication.service} gives it one, a simulation calls it.
 */
@NullMarked
package io.havenfs.replication.member;

import org.jspecify.annotations.NullMarked;

/**
 * Copies that go on after the request that asked for them was answered (RFC 7862 section 4.2): jobs
 * as rows, so that one that was promised is finished also after a crash or a failover.
 *
 * <p>{@link io.havenfs.engine.offload.CopyJobs} decides: each step copies a piece and notes how far
 * the job has come, in one transaction. Since copied bytes are unstable until they are flushed, a
 * job also notes how far it is stable, and goes on from there when it is taken up by another
 * process. Who drives the steps and tells the client is not this package's business.
 */
@NullMarked
package io.havenfs.engine.offload;

import org.jspecify.annotations.NullMarked;

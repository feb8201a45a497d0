/**
 * COPY within this server (RFC 7862 section 4): at once when it is short or the client cannot be
 * called, else as a job ({@link io.havenfs.engine.offload.CopyJobs}) whose end CB_OFFLOAD tells.
 *
 * <p>{@link io.havenfs.nfs.nfs4.copy.CopyRunner} drives the jobs: piece by piece, each a change of
 * its own, so that other requests pass between. Jobs survive a crash; the next process takes them
 * up. A copy's stateid is made of its job's number, and no other state has a stateid of this form.
 */
@NullMarked
package io.havenfs.nfs.nfs4.copy;

import org.jspecify.annotations.NullMarked;

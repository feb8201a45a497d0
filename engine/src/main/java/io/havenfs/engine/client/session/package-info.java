/**
 * Sessions (RFC 8881 §2.10): their attributes, their slots, and the replies that slots remember.
 *
 * <p>What must survive is rows: the session, the contrived slot of session creation, and per slot
 * the sequence and reply of the last request that <em>changed</em> something, put in the same
 * transaction as its effect. What need not survive is in {@link
 * io.havenfs.engine.client.session.LiveSession}: which requests are in progress, and how far
 * requests that only read have moved a slot's sequence. Those never touch the log. So after a
 * restart a slot may be behind its client; the first request on it with a sequence beyond the
 * remembered one is therefore taken, as it is either new or only read (see {@link
 * io.havenfs.engine.client.session.LiveSlot}).
 */
@NullMarked
package io.havenfs.engine.client.session;

import org.jspecify.annotations.NullMarked;

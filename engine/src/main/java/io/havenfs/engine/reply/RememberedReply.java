package io.havenfs.engine.reply;

import io.havenfs.engine.model.Bytes;

/**
 * A reply and whose it is.
 *
 * @param key the request
 * @param age grows with every reply put into the same set: the smallest is the oldest
 * @param results the results part of the reply as it was sent
 */
record RememberedReply(RequestKey key, long age, Bytes results) {}

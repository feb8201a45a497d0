/**
 * The wire vocabulary of NFSv4.1 and 4.2 (RFC 8881, RFC 7862, RFC 8276): statuses, stateids,
 * operation numbers. Values only; nothing here knows a compound, a session or a file.
 */
@NullMarked
package io.havenfs.nfs.nfs4.proto;

import org.jspecify.annotations.NullMarked;

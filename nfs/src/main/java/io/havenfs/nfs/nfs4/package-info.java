/**
 * NFSv4.0, 4.1 and 4.2 (RFC 7530, RFC 8881, RFC 7862, RFC 8276): the RPC program and the assembled
 * table of operations. From the bottom up: {@code proto} is the wire vocabulary, {@code compound}
 * decodes and runs compounds, {@code attr} encodes and decodes attributes, {@code pseudo} is the
 * read-only tree above the exports, {@code file}, {@code extend} and {@code state} hold one class
 * per operation. This package binds the classes to the rows of {@link
 * io.havenfs.nfs.nfs4.proto.Op}.
 */
@NullMarked
package io.havenfs.nfs.nfs4;

import org.jspecify.annotations.NullMarked;

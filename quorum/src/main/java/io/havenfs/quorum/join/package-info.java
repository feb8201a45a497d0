/**
 * How a node joins: one request and one answer on a connection to the peer port of any node.
 *
 * <p>The newcomer makes its key itself and sends the public half with the token and what it wants
 * to be; the node asked checks the token, has the quorum add the node, and answers with a
 * certificate, the authority and the other nodes. The newcomer writes that down and starts; the
 * quorum's leader then makes it a member. Asked again, with the same name and address, the answer
 * is the same with another certificate, so a join that broke off is simply repeated.
 */
@NullMarked
package io.havenfs.quorum.join;

import org.jspecify.annotations.NullMarked;

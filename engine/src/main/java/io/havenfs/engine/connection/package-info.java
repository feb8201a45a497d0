/**
 * Which connections clients have, as rows, so that the node that takes a service over can wake
 * those clients. The rows ask for no durability: a connection that is forgotten costs its client
 * the wait for its own timer.
 */
@NullMarked
package io.havenfs.engine.connection;

import org.jspecify.annotations.NullMarked;

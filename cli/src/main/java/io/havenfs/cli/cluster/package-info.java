/**
 * The commands that look after a cluster: {@code havenfs cluster}, {@code node} and {@code
 * service}. They ask any node's admin endpoint, say in a line what was done, and with {@code
 * --json} print what came back as it is.
 */
@NullMarked
package io.havenfs.cli.cluster;

import org.jspecify.annotations.NullMarked;

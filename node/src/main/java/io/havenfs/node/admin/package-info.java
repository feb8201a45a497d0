/**
 * The daemon's HTTP endpoint for operators and monitoring: {@code /healthz}, {@code /metrics},
 * {@code /status}, and {@code POST /exports/reload}. No authentication: it is to listen on a
 * loopback or management address.
 */
@NullMarked
package io.havenfs.node.admin;

import org.jspecify.annotations.NullMarked;

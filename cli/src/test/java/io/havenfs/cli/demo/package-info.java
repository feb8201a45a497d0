/** The demo as a test: real processes, killed. */
@NullMarked
package io.havenfs.cli.demo;

import org.jspecify.annotations.NullMarked;

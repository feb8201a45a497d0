/**
 * The havenfs command: one class a subcommand. They read their flags, call the module that does the
 * work, and turn its outcome into words and an exit code ({@link io.havenfs.cli.ExitCode}).
 */
@NullMarked
package io.havenfs.cli;

import org.jspecify.annotations.NullMarked;

/** Tests of the command: what it says and with which code it ends. */
@NullMarked
package io.havenfs.cli;

import org.jspecify.annotations.NullMarked;

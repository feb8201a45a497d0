/** Tests of the configuration: text scenarios, flags over files, documentation, fuzzing. */
@NullMarked
package io.havenfs.node.config;

import org.jspecify.annotations.NullMarked;

/** Tests of the file system over tables, and the in-memory transaction that they run on. */
@NullMarked
package io.havenfs.engine.file;

import org.jspecify.annotations.NullMarked;

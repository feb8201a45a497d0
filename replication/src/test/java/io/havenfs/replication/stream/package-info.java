@NullMarked
package io.havenfs.replication.stream;

import org.jspecify.annotations.NullMarked;

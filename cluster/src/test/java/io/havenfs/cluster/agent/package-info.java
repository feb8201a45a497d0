@NullMarked
package io.havenfs.cluster.agent;

import org.jspecify.annotations.NullMarked;

/** Tests of what operators ask nodes for. */
@NullMarked
package io.havenfs.node.control;

import org.jspecify.annotations.NullMarked;

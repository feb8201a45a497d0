/**
 * Documents that say what the code does, read by tests that compare the two. A table that lists
 * procedures is read as rows; what it says in words is for people.
 */
@NullMarked
package io.havenfs.testkit.documents;

import org.jspecify.annotations.NullMarked;

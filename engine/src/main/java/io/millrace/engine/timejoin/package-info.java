/** Joins by time: rows that are near each other, and rows with what was valid at their time. */
@NullMarked
package io.millrace.engine.timejoin;

import org.jspecify.annotations.NullMarked;

/** Bounds around predictions that hold the right answer as often as they say. */
@NullMarked
package io.millrace.learn.interval;

import org.jspecify.annotations.NullMarked;

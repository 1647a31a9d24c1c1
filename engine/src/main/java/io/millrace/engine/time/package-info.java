/** Epochs: how time is cut, and how far everything is. */
@NullMarked
package io.millrace.engine.time;

import org.jspecify.annotations.NullMarked;

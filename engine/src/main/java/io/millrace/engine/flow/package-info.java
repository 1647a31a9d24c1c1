/** Operators that keep no state: computing, uniting, handing on to sinks. */
@NullMarked
package io.millrace.engine.flow;

import org.jspecify.annotations.NullMarked;

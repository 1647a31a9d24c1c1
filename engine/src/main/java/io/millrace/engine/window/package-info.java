/** Windows over event time: slices, sessions, and what fires when. */
@NullMarked
package io.millrace.engine.window;

import org.jspecify.annotations.NullMarked;

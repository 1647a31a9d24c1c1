/** Rows made easier to learn from: scaled, encoded, filled in. */
@NullMarked
package io.millrace.learn.preprocess;

import org.jspecify.annotations.NullMarked;

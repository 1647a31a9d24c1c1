/** Learners of this project and of MOA in turns on the same rows. */
@NullMarked
package io.millrace.bench.moa;

import org.jspecify.annotations.NullMarked;

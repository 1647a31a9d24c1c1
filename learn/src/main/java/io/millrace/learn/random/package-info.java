/** Chance that can be replayed: generators whose state is part of a learner. */
@NullMarked
package io.millrace.learn.random;

import org.jspecify.annotations.NullMarked;

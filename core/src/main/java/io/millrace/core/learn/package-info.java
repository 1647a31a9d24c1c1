/**
 * The contract of online learning: what a learner is given, what it answers, how its state is kept, and how an algorithm
 * describes itself. The algorithms are in the module {@code learn}.
 */
@NullMarked
package io.millrace.core.learn;

import org.jspecify.annotations.NullMarked;

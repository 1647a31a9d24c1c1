/**
 * Online learning for the JVM: learners that take a row at a time, deterministic for a seed, in the JDK alone. {@link
 * io.millrace.learn.Learners} lists them.
 */
@NullMarked
package io.millrace.learn;

import org.jspecify.annotations.NullMarked;

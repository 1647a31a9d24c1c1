/** Naive Bayes. */
@NullMarked
package io.millrace.learn.bayes;

import org.jspecify.annotations.NullMarked;

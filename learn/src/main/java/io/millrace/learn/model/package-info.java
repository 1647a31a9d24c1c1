/** Learners put together with what they need to be a model: options checked, rows prepared, predictions scored. */
@NullMarked
package io.millrace.learn.model;

import org.jspecify.annotations.NullMarked;

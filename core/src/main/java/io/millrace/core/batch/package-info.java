/** Rows held by column: vectors and batches. */
@NullMarked
package io.millrace.core.batch;

import org.jspecify.annotations.NullMarked;

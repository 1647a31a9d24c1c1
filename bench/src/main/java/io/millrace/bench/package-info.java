/** Measurements of kernels. Never released. */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;

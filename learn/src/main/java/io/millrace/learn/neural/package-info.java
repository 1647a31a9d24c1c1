/** Small neural networks. */
@NullMarked
package io.millrace.learn.neural;

import org.jspecify.annotations.NullMarked;

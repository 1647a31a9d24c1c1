/** How good predictions are: over all rows, over the last ones, or with the old ones fading. */
@NullMarked
package io.millrace.learn.metric;

import org.jspecify.annotations.NullMarked;

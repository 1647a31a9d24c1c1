/** How strange a row is. */
@NullMarked
package io.millrace.learn.anomaly;

import org.jspecify.annotations.NullMarked;

/** Groups of rows that are near each other. */
@NullMarked
package io.millrace.learn.cluster;

import org.jspecify.annotations.NullMarked;

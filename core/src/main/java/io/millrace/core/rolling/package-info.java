/**
 * Rolling windows over numbers: mean, sum, minimum, maximum, variance. Exact to the last bits at any position, because
 * nothing is ever subtracted from a running total. Depends on the JDK alone and is useful without the rest of Millrace.
 */
@NullMarked
package io.millrace.core.rolling;

import org.jspecify.annotations.NullMarked;

/** The contract of one step of a query. */
@NullMarked
package io.millrace.core.operator;

import org.jspecify.annotations.NullMarked;

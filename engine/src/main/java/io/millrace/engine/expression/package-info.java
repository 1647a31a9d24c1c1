/** Expressions compiled to one loop per batch. */
@NullMarked
package io.millrace.engine.expression;

import org.jspecify.annotations.NullMarked;

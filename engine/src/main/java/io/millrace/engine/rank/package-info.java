/** Rows in order within their keys: the first of each key, and what OVER computes where rows come in any order. */
@NullMarked
package io.millrace.engine.rank;

import org.jspecify.annotations.NullMarked;

/** Aggregates by key that are kept up to date. */
@NullMarked
package io.millrace.engine.group;

import org.jspecify.annotations.NullMarked;

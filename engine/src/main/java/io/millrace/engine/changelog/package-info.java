/** Operators between tables that change and rows that say what changed. */
@NullMarked
package io.millrace.engine.changelog;

import org.jspecify.annotations.NullMarked;

/** MATCH_RECOGNIZE: rows that follow one another as a pattern says. */
@NullMarked
package io.millrace.engine.match;

import org.jspecify.annotations.NullMarked;

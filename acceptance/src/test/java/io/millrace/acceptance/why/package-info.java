/** What EXPLAIN WHY says of runs that stand in every way there is. */
@NullMarked
package io.millrace.acceptance.why;

import org.jspecify.annotations.NullMarked;

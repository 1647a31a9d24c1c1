/** What names and types mean: the dialect on top of Calcite. */
@NullMarked
package io.millrace.sql.validate;

import org.jspecify.annotations.NullMarked;

/** The containers that hold operators' state: keys to dense ids, rows by id. */
@NullMarked
package io.millrace.engine.table;

import org.jspecify.annotations.NullMarked;

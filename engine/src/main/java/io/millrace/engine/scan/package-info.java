/** Reads tables: splits, watermarks, rows that come late, records that cannot be decoded. */
@NullMarked
package io.millrace.engine.scan;

import org.jspecify.annotations.NullMarked;

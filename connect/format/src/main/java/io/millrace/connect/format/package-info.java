/** Bytes to rows and rows to bytes: CSV and JSON, for files and for messages. */
@NullMarked
package io.millrace.connect.format;

import org.jspecify.annotations.NullMarked;

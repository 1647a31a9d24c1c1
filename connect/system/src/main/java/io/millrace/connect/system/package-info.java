/** This machine's own metrics as a table: the {@code system} connector. */
@NullMarked
package io.millrace.connect.system;

import org.jspecify.annotations.NullMarked;

/** Files as tables: the {@code filesystem} connector. */
@NullMarked
package io.millrace.connect.file;

import org.jspecify.annotations.NullMarked;

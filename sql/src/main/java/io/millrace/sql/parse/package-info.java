/** From text to statements, with places in the file kept. */
@NullMarked
package io.millrace.sql.parse;

import org.jspecify.annotations.NullMarked;

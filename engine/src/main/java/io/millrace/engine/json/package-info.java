/** JSON text as functions see it: read into marks over the text, looked up by paths, written. */
@NullMarked
package io.millrace.engine.json;

import org.jspecify.annotations.NullMarked;

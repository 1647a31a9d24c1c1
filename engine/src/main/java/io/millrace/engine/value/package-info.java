/** Values that have no primitive type, as compiled expressions and the functions they call hand them on. */
@NullMarked
package io.millrace.engine.value;

import org.jspecify.annotations.NullMarked;

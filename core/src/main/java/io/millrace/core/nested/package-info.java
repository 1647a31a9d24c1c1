/** Values made of other values - ROW, ARRAY, MAP, MULTISET - as bytes: how they are laid out, read and written. */
@NullMarked
package io.millrace.core.nested;

import org.jspecify.annotations.NullMarked;

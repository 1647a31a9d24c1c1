/** Values of the type BITMAP: sets of 32-bit numbers as bytes in Roaring's portable format. */
@NullMarked
package io.millrace.core.bitmap;

import org.jspecify.annotations.NullMarked;

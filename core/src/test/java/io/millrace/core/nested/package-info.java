@NullMarked
package io.millrace.core.nested;

import org.jspecify.annotations.NullMarked;

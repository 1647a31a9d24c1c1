/** State that the engine owns on behalf of operators. */
@NullMarked
package io.millrace.core.state;

import org.jspecify.annotations.NullMarked;

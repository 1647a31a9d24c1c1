/** Connectors without an outside world: {@code datagen}, {@code print} and {@code blackhole}. */
@NullMarked
package io.millrace.connect.builtin;

import org.jspecify.annotations.NullMarked;

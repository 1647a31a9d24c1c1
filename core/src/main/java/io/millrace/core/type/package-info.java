/** What a value can be: Flink SQL's types, and how each is stored. */
@NullMarked
package io.millrace.core.type;

import org.jspecify.annotations.NullMarked;

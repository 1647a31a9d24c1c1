/** Sets of rules that say when they hold, and what then. */
@NullMarked
package io.millrace.learn.rule;

import org.jspecify.annotations.NullMarked;

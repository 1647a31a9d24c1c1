/** Classes that come unlike often, learned as if they did not. */
@NullMarked
package io.millrace.learn.balance;

import org.jspecify.annotations.NullMarked;

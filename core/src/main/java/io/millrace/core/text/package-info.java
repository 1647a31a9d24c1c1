/** Text for people: suggestions, and the shortest form of a number. */
@NullMarked
package io.millrace.core.text;

import org.jspecify.annotations.NullMarked;

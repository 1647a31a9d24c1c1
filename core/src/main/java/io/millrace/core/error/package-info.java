/** The failures a user can cause, each with a place and a hint. */
@NullMarked
package io.millrace.core.error;

import org.jspecify.annotations.NullMarked;

/** Tests of the auction site's events. */
@NullMarked
package io.millrace.connect.builtin.nexmark;

import org.jspecify.annotations.NullMarked;

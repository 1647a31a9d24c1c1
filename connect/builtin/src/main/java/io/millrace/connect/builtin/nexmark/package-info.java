/** The events of an auction site, as the Nexmark benchmark has them. */
@NullMarked
package io.millrace.connect.builtin.nexmark;

import org.jspecify.annotations.NullMarked;

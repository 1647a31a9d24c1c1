/** Seeded bugs: each must make a golden case fail. */
@NullMarked
package io.millrace.acceptance.mutation;

import org.jspecify.annotations.NullMarked;

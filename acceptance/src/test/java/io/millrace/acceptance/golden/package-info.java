/** Golden tests: scripts with their inputs and expected results as plain text. */
@NullMarked
package io.millrace.acceptance.golden;

import org.jspecify.annotations.NullMarked;

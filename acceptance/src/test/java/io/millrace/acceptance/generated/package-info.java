/** Generated tests: random queries over random rows, against an evaluation that is too simple to be wrong. */
@NullMarked
package io.millrace.acceptance.generated;

import org.jspecify.annotations.NullMarked;

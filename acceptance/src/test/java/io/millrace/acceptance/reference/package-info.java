/** The parts of the documentation that are made from the program, and the test that they are fresh. */
@NullMarked
package io.millrace.acceptance.reference;

import org.jspecify.annotations.NullMarked;

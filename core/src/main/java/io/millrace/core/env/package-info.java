/** The world outside, injectable: clocks, randomness, threads and files. */
@NullMarked
package io.millrace.core.env;

import org.jspecify.annotations.NullMarked;

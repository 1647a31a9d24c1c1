/** Flink as the judge: a process that runs scripts on Flink itself and tells what came of them. */
@NullMarked
package io.millrace.acceptance.judge;

import org.jspecify.annotations.NullMarked;

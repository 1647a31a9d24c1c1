/** Results compared with Flink's: the golden cases and generated queries. */
@NullMarked
package io.millrace.acceptance.flink;

import org.jspecify.annotations.NullMarked;

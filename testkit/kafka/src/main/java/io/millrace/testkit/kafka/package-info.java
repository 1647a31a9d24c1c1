/** A real Kafka broker for tests, without installing one. */
@NullMarked
package io.millrace.testkit.kafka;

import org.jspecify.annotations.NullMarked;

/** How topics are read and written, with Kafka's client library. Loaded when a table is opened first. */
@NullMarked
package io.millrace.connect.kafka.client;

import org.jspecify.annotations.NullMarked;

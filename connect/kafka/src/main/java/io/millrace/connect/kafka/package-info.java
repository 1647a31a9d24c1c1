/**
 * Topics of Apache Kafka as tables. What is here is always loaded; whatever needs Kafka's client library is in {@code
 * client}, and comes with it when a table is opened first.
 */
@NullMarked
package io.millrace.connect.kafka;

import org.jspecify.annotations.NullMarked;

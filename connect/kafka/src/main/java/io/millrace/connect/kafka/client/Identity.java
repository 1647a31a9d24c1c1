package io.millrace.connect.kafka.client;

import io.millrace.core.error.ConnectorException;
import org.apache.kafka.common.TopicPartition;

/** Whether what is read is what was read before. Nothing is ever started anew silently. */
final class Identity {
    private static final String HINT =
            "what was read of it is not there any more, and there may be rows that were never"
                    + " read; to read what there is now, start without the state of before: 'scan.startup.mode' says where";

    private Identity() {}

    /** @throws ConnectorException when the topic was removed and made again */
    static void check(TopicPartition partition, String before, String now) {
        if (!before.equals(now)) {
            throw new ConnectorException(
                    "topic '" + partition.topic() + "' is another one than before, in partition "
                            + partition.partition() + " as in all others: it has the id " + now + ", and was " + before,
                    HINT);
        }
    }

    /** @throws ConnectorException when the record to read next cannot be there */
    static void check(Place place, long beginning, long end) {
        if (place.offset() < beginning || place.offset() > end) {
            throw outOfRange(place.partition(), place.offset(), beginning, end);
        }
    }

    static ConnectorException outOfRange(TopicPartition partition, long offset, long beginning, long end) {
        String what = offset < beginning
                ? "begins at offset " + beginning + " only: records were removed before they were read"
                : "ends at offset " + end + ": records that were read are gone";
        return new ConnectorException(
                "topic '" + partition.topic() + "', partition " + partition.partition() + ": reading goes on at offset "
                        + offset + ", but the partition " + what,
                HINT);
    }

    static ConnectorException removed(String topic) {
        return new ConnectorException("topic '" + topic + "' was removed while it was read", HINT);
    }
}

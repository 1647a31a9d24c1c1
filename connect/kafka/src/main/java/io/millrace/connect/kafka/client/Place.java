package io.millrace.connect.kafka.client;

import io.millrace.core.connect.Source;
import io.millrace.core.error.ConnectorException;
import org.apache.kafka.common.TopicPartition;

/**
 * A place in a partition of a certain topic: another topic of the same name is another one.
 *
 * @param topicId what Kafka knows the topic by
 * @param offset of the record to read next
 * @param end the first offset that is not read; {@link Offsets#NEVER} where there is none
 */
record Place(TopicPartition partition, String topicId, long offset, long end) {
    static String splitId(TopicPartition partition) {
        return partition.topic() + "/" + partition.partition();
    }

    static TopicPartition partition(Source.Split split) {
        int at = split.id().lastIndexOf('/');
        return new TopicPartition(
                split.id().substring(0, at), Integer.parseInt(split.id().substring(at + 1)));
    }

    /** What a checkpoint knew. */
    static Place of(Source.Split split, Source.Position position) {
        String[] parts = position.detail().split(" ", 2);
        try {
            long end = parts.length == 2 ? Long.parseLong(parts[1]) : Offsets.NEVER;
            return new Place(partition(split), parts[0], position.offset(), end);
        } catch (NumberFormatException e) {
            throw new ConnectorException(
                    "a position in " + split.id() + " cannot be read: '" + position.detail() + "'", null, false, e);
        }
    }

    Place at(long newOffset) {
        return new Place(partition, topicId, newOffset, end);
    }

    Place until(long newEnd) {
        return new Place(partition, topicId, offset, newEnd);
    }

    Source.Position position() {
        return new Source.Position(offset, end == Offsets.NEVER ? topicId : topicId + " " + end);
    }
}

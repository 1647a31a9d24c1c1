package io.millrace.connect.kafka.client;

import io.millrace.core.error.ConnectorException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What Kafka says, in words for users. */
final class Failures {
    private Failures() {}

    /** The answer to what was asked of a broker. */
    static <T> T await(Future<T> answer, String what, Clients clients) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException(what + ": interrupted", null, true, e);
        } catch (ExecutionException e) {
            throw translated(what, e.getCause() == null ? e : e.getCause(), clients);
        }
    }

    /**
     * @param what what could not be done, as {@code cannot read topic 'a'}
     */
    static ConnectorException translated(String what, Throwable failure, Clients clients) {
        if (failure instanceof ConnectorException known) {
            return known;
        } else if (failure instanceof TimeoutException) {
            return new ConnectorException(
                    what + ": no broker at " + clients.address() + " has answered in time",
                    "is Kafka running there, and 'properties.bootstrap.servers' right?",
                    true,
                    failure);
        } else if (failure instanceof AuthenticationException) {
            return new ConnectorException(
                    what + ": the login was refused",
                    "look at 'properties.security.protocol', 'properties.sasl.mechanism' and"
                            + " 'properties.sasl.jaas.config', or at the certificates",
                    false,
                    failure);
        } else if (failure instanceof AuthorizationException) {
            return new ConnectorException(
                    what + ": not allowed: " + failure.getMessage(), "ask for the right to do so", false, failure);
        } else if (failure instanceof RecordTooLargeException) {
            return new ConnectorException(
                    what + ": a record is too large: " + failure.getMessage(),
                    "raise 'properties.max.request.size', and max.message.bytes of the topic",
                    false,
                    failure);
        } else if (failure instanceof UnknownTopicOrPartitionException) {
            return new ConnectorException(
                    what + ": there is no such topic at " + clients.address(), "make it first", true, failure);
        }
        boolean retryable = failure instanceof RetriableException || failure instanceof InterruptException;
        String reason = failure instanceof ApiException || failure instanceof KafkaException
                ? String.valueOf(failure.getMessage())
                : failure.toString();
        return new ConnectorException(what + ": " + reason, null, retryable, failure);
    }
}

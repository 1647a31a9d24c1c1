package io.millrace.connect.kafka.client;

import io.millrace.core.error.ConnectorException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at {@code sasl.jaas.config} before Kafka does: it names a class that is loaded and run, of which some call out to
 * addresses that are in the text, too. One entry of a login module that sends a name and a password is all there may be.
 */
final class LoginText {
    private static final String VALUE = "(?:\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|[^\\s;=\"']+)";
    private static final Pattern ALLOWED = Pattern.compile("\\s*org\\.apache\\.kafka\\.common\\.security\\."
            + "(?:plain\\.PlainLoginModule|scram\\.ScramLoginModule)\\s+required"
            + "(?:\\s+(?:username|password|tokenauth)\\s*=\\s*" + VALUE + ")*\\s*;\\s*");

    private LoginText() {}

    /** @throws ConnectorException without the text, which holds a password */
    static void check(@Nullable String text) {
        if (text != null && !ALLOWED.matcher(text).matches()) {
            throw new ConnectorException(
                    "option 'properties.sasl.jaas.config' is not of the kind that is taken",
                    "it takes 'org.apache.kafka.common.security.plain.PlainLoginModule required"
                            + " username=\"…\" password=\"…\";' or the same of"
                            + " org.apache.kafka.common.security.scram.ScramLoginModule");
        }
    }
}

package io.millrace.connect.kafka.client;

import io.millrace.core.connect.ConnectorContext;
import io.millrace.core.connect.Table;
import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all partitions of a table.
 *
 * @param topics the topics' names; none when a pattern says which
 * @param pattern what the names of topics must be like, or null
 */
record TopicTable(
        Table table,
        ConnectorContext context,
        List<String> topics,
        @Nullable Pattern pattern,
        Clients clients) {
    static TopicTable of(Table table, ConnectorContext context) {
        TableOptions options = table.options();
        String given = options.text("topic").orElse(null);
        String expression = options.text("topic-pattern").orElse(null);
        if ((given == null) == (expression == null)) {
            throw new ConnectorException(
                    given == null ? "option 'topic' is missing" : "options 'topic' and 'topic-pattern' are both there",
                    "name topics with 'topic' = 'a;b', or all that fit with 'topic-pattern' = 'a-.*'");
        }
        List<String> topics = given == null
                ? List.of()
                : Arrays.stream(given.split(";"))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList();
        if (given != null && topics.isEmpty()) {
            throw new ConnectorException("option 'topic' names none", "it takes 'topic' = 'a' or 'a;b'");
        }
        return new TopicTable(table, context, topics, pattern(expression), Clients.of(table, context));
    }

    private static @Nullable Pattern pattern(@Nullable String expression) {
        try {
            return expression == null ? null : Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new ConnectorException(
                    "option 'topic-pattern' is no regular expression: " + e.getDescription(),
                    "all topics whose name starts with a- are 'topic-pattern' = 'a-.*'");
        }
    }

    TableOptions options() {
        return table.options();
    }

    /** The table's name, as users wrote it. */
    String name() {
        return table.name();
    }

    /** The one topic to write to. */
    String target() {
        if (topics.size() != 1) {
            throw new ConnectorException(
                    "table " + name() + " has several topics, and rows are written to one",
                    "declare another table with that 'topic' alone");
        }
        return topics.get(0);
    }
}

package io.millrace.connect.kafka;

import io.millrace.connect.format.Formats;
import io.millrace.core.connect.Option;
import java.util.ArrayList;
import java.util.List;

/** The options of tables that are topics. */
final class TopicOptions {
    private static final List<String> MODES =
            List.of("earliest-offset", "latest-offset", "group-offsets", "timestamp", "specific-offsets");
    private static final List<String> BOUNDED_MODES =
            List.of("unbounded", "latest-offset", "group-offsets", "timestamp", "specific-offsets");

    private static final List<Option> STARTING = List.of(
            Option.choice(
                    "scan.startup.mode",
                    "group-offsets",
                    MODES,
                    "Where reading starts, unless it goes on from a checkpoint."),
            Option.optional(
                            "scan.startup.specific-offsets",
                            Option.Kind.TEXT,
                            null,
                            "Where to start, as partition:0,offset:42;partition:1,offset:300; in other partitions at the"
                                    + " beginning.")
                    .onlyWith("scan.startup.mode", "specific-offsets"),
            Option.optional(
                            "scan.startup.timestamp-millis",
                            Option.Kind.INTEGER,
                            null,
                            "Starts at the first record of that time or later, in milliseconds since 1970.")
                    .onlyWith("scan.startup.mode", "timestamp"));

    private static final List<Option> SCANNING = List.of(
            Option.choice(
                    "scan.bounded.mode",
                    "unbounded",
                    BOUNDED_MODES,
                    "Where reading ends; the offsets are looked up when it starts. Without, it follows the topic."),
            Option.optional(
                            "scan.bounded.specific-offsets",
                            Option.Kind.TEXT,
                            null,
                            "Where to end, as partition:0,offset:42: that offset is the first one that is not read.")
                    .onlyWith("scan.bounded.mode", "specific-offsets"),
            Option.optional(
                            "scan.bounded.timestamp-millis",
                            Option.Kind.INTEGER,
                            null,
                            "Ends before the first record of that time or later, in milliseconds since 1970.")
                    .onlyWith("scan.bounded.mode", "timestamp"),
            Option.optional(
                    "scan.topic-partition-discovery.interval",
                    Option.Kind.DURATION,
                    "5 min",
                    "How often to look for new partitions, and for topics that fit the pattern now; 0 does not."));

    private static final List<Option> SINK = List.of(
            Option.choice(
                    "sink.partitioner",
                    "default",
                    List.of("default", "fixed", "round-robin"),
                    "Which partition a row goes to: default by its key, or by batches without one; fixed to the first"
                            + " one; round-robin to one after the other."),
            Option.choice(
                    "sink.delivery-guarantee",
                    null,
                    List.of("exactly-once", "at-least-once", "none"),
                    "Exactly once by default, with transactions, in a run that keeps state; at least once otherwise."),
            Option.optional(
                    "sink.transactional-id-prefix",
                    Option.Kind.TEXT,
                    null,
                    "What the names of transactions begin with, so that rights can be given for them."),
            Option.optional(
                    "sink.markers-topic",
                    Option.Kind.TEXT,
                    "__millrace_markers",
                    "The topic that remembers which transaction was the last one; made when it is not there."));

    private TopicOptions() {}

    private static List<Option> topics() {
        return List.of(
                Option.optional("topic", Option.Kind.TEXT, null, "The topic; of a table that is only read, a;b too."),
                Option.optional(
                        "topic-pattern",
                        Option.Kind.TEXT,
                        null,
                        "A regular expression: all topics whose whole name it fits are read. Instead of topic."));
    }

    private static List<Option> formats(boolean upsert) {
        List<String> names = Formats.names();
        List<Option> options = new ArrayList<>();
        if (!upsert) {
            options.add(Option.choice("format", null, names, "How values are written; the same as value.format."));
        }
        options.add(
                upsert
                        ? new Option(
                                "value.format", Option.Kind.CHOICE, null, true, names, "How values are written.", null)
                        : Option.choice("value.format", null, names, "How values are written."));
        options.add(
                upsert
                        ? new Option("key.format", Option.Kind.CHOICE, null, true, names, "How keys are written.", null)
                        : Option.choice("key.format", null, names, "How keys are written; without, there are none."));
        if (!upsert) {
            options.add(Option.optional("key.fields", Option.Kind.TEXT, null, "The columns that the key has, as a;b."));
        }
        options.add(Option.optional(
                "key.fields-prefix",
                Option.Kind.TEXT,
                "",
                "What the names of the key's columns begin with in the table, and not in the key."));
        options.add(Option.choice(
                "value.fields-include",
                "ALL",
                List.of("ALL", "EXCEPT_KEY"),
                "Whether the value has the key's columns, too."));
        return options;
    }

    /** Options of formats: {@code json.x} of {@code format}, {@code value.json.x} and {@code key.json.x} of the others. */
    private static List<Option> ofFormats(boolean upsert) {
        List<Option> options = new ArrayList<>();
        if (!upsert) {
            options.addAll(Formats.options());
        }
        for (String part : List.of("value.", "key.")) {
            for (String name : Formats.names()) {
                options.add(Option.optional(
                        part + name + ".*",
                        Option.Kind.TEXT,
                        null,
                        "The options of format " + name + ", as " + part + name + ".…"));
            }
        }
        return options;
    }

    /** The options of a table of rows that are only added. */
    static List<Option> ofTopics() {
        List<Option> options = new ArrayList<>(topics());
        options.addAll(formats(false));
        options.addAll(STARTING);
        options.addAll(SCANNING);
        options.addAll(SINK);
        options.addAll(ClientProperties.options());
        options.addAll(ofFormats(false));
        return List.copyOf(options);
    }

    /** The options of a table that has the newest row of each key. */
    static List<Option> ofUpserts() {
        List<Option> options = new ArrayList<>(topics());
        options.addAll(formats(true));
        options.addAll(SCANNING);
        options.addAll(SINK);
        options.add(Option.ignored("sink.buffer-flush.max-rows"));
        options.add(Option.ignored("sink.buffer-flush.interval"));
        options.addAll(ClientProperties.options());
        options.addAll(ofFormats(true));
        return List.copyOf(options);
    }
}

package io.millrace.connect.kafka.client;

import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.ConnectorException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** Where reading starts and ends, as the options of a table say. */
final class Offsets {
    /** Of a partition that is followed. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Pattern ENTRY = Pattern.compile("\\s*partition:(\\d{1,9}),offset:(\\d{1,18})\\s*");

    private final TopicTable table;
    private final Topics topics;
    private final String startup;
    private final String bounded;

    Offsets(TopicTable table, Topics topics, String startup) {
        this.table = table;
        this.topics = topics;
        TableOptions options = table.options();
        this.startup = startup;
        bounded = options.require("scan.bounded.mode");
        check("scan.startup", startup);
        check("scan.bounded", bounded);
        if (bounded.equals("group-offsets") && table.clients().group() == null) {
            throw new ConnectorException(
                    "'scan.bounded.mode' = 'group-offsets' needs a group", "add 'properties.group.id' to WITH");
        }
    }

    private void check(String scan, String mode) {
        String needed = switch (mode) {
            case "timestamp" -> scan + ".timestamp-millis";
            case "specific-offsets" -> scan + ".specific-offsets";
            default -> null;
        };
        if (needed != null && table.options().text(needed).isEmpty()) {
            throw new ConnectorException(
                    "'" + scan + ".mode' = '" + mode + "' needs '" + needed + "'", "add '" + needed + "' to WITH");
        }
        if (mode.equals("specific-offsets")) {
            specific(scan + ".specific-offsets");
        }
    }

    /** Whether reading ends. */
    boolean bounded() {
        return !bounded.equals("unbounded");
    }

    /** Where reading starts in partitions that were there when the table was opened first. */
    Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions) {
        return switch (startup) {
            case "latest-offset" -> topics.ends(partitions);
            case "timestamp" -> topics.since(partitions, millis("scan.startup.timestamp-millis"));
            case "specific-offsets" -> {
                Map<TopicPartition, Long> starts = new HashMap<>(topics.beginnings(partitions));
                starts.putAll(specific("scan.startup.specific-offsets"));
                starts.keySet().retainAll(partitions);
                yield starts;
            }
            case "group-offsets" -> ofGroup(partitions);
            default -> topics.beginnings(partitions);
        };
    }

    /** Where reading starts in partitions that have come later: nothing of them has been read. */
    Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return topics.beginnings(partitions);
    }

    private Map<TopicPartition, Long> ofGroup(Collection<TopicPartition> partitions) {
        String group = table.clients().group();
        Map<TopicPartition, Long> told = group == null ? Map.of() : topics.ofGroup(group);
        List<TopicPartition> without =
                partitions.stream().filter(each -> !told.containsKey(each)).toList();
        Map<TopicPartition, Long> starts = new HashMap<>(told);
        if (!without.isEmpty()) {
            switch (table.options().require("properties.auto.offset.reset")) {
                case "latest" -> starts.putAll(topics.ends(without));
                case "none" ->
                    throw new ConnectorException(
                            group == null
                                    ? "'scan.startup.mode' = 'group-offsets' needs a group"
                                    : "group '" + group + "' has no offset in " + without.get(0),
                            "say where to start with 'scan.startup.mode' = 'earliest-offset' or 'latest-offset'");
                default -> starts.putAll(topics.beginnings(without));
            }
        }
        starts.keySet().retainAll(partitions);
        return starts;
    }

    /** Where reading ends: the first offsets that are not read; {@link #NEVER} in tables that are followed. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        switch (bounded) {
            case "unbounded" -> partitions.forEach(partition -> ends.put(partition, NEVER));
            case "timestamp" -> ends.putAll(topics.since(partitions, millis("scan.bounded.timestamp-millis")));
            case "specific-offsets" -> {
                ends.putAll(topics.ends(partitions));
                ends.putAll(specific("scan.bounded.specific-offsets"));
            }
            case "group-offsets" -> {
                ends.putAll(topics.ends(partitions));
                ends.putAll(topics.ofGroup(String.valueOf(table.clients().group())));
            }
            default -> ends.putAll(topics.ends(partitions));
        }
        ends.keySet().retainAll(partitions);
        return ends;
    }

    private long millis(String option) {
        return table.options().integer(option).orElse(0);
    }

    private Map<TopicPartition, Long> specific(String option) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        if (table.topics().size() != 1) {
            throw new ConnectorException("option '" + option + "' needs a table of one topic", "name one with 'topic'");
        }
        for (String entry : table.options().require(option).split(";")) {
            Matcher matcher = ENTRY.matcher(entry);
            if (matcher.matches()) {
                offsets.put(
                        new TopicPartition(table.topics().get(0), Integer.parseInt(matcher.group(1))),
                        Long.parseLong(matcher.group(2)));
            } else {
                wrong.add(entry.trim());
            }
        }
        if (!wrong.isEmpty()) {
            throw new ConnectorException(
                    "option '" + option + "' has '" + wrong.get(0) + "'",
                    "it takes 'partition:0,offset:42;partition:1,offset:300'");
        }
        return offsets;
    }
}

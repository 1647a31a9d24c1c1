package io.millrace.connect.system;

import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of metrics and their columns; each also has {@code ts TIMESTAMP_LTZ(3)}, the time of the sample. */
enum MetricKind {
    /** One row a core; shares of the interval in percent. {@code busy} is all but {@code idle} and {@code iowait}. */
    CPU(
            integer("core"),
            number("user"),
            number("system"),
            number("iowait"),
            number("idle"),
            number("steal"),
            number("busy")),
    /** One row; bytes. {@code used} is what is not available to new programs. */
    MEMORY(
            integer("total"),
            integer("used"),
            integer("available"),
            integer("cached"),
            integer("swap_total"),
            integer("swap_used"),
            number("used_percent")),
    /** One row a block device. */
    DISK(
            text("device"),
            number("read_bytes_per_s"),
            number("write_bytes_per_s"),
            number("reads_per_s"),
            number("writes_per_s"),
            number("busy_percent")),
    /** One row a mounted file system on a device; bytes. */
    FILESYSTEM(
            text("mount"),
            text("device"),
            text("type"),
            integer("total"),
            integer("used"),
            integer("available"),
            number("used_percent")),
    /** One row a network interface. */
    NETWORK(
            text("interface"),
            number("rx_bytes_per_s"),
            number("tx_bytes_per_s"),
            number("rx_packets_per_s"),
            number("tx_packets_per_s"),
            integer("rx_errors"),
            integer("tx_errors")),
    /** One row; as the kernel averages it. */
    LOAD(number("load1"), number("load5"), number("load15"), integer("processes_running"), integer("processes")),
    /** One row for each of the busiest processes; 100 percent is one core. */
    PROCESS(integer("pid"), text("name"), number("cpu_percent"), integer("memory_bytes"), integer("threads")),
    /** One row a resource (cpu, memory, io): the share of time in which some or all tasks waited for it, in percent. */
    PRESSURE(text("resource"), number("some_avg10"), number("some_avg60"), number("full_avg10"), number("full_avg60"));

    static final String TIME = "ts";

    private final List<Column> columns;

    MetricKind(Column... own) {
        columns = Stream.concat(Stream.of(new Column(TIME, Type.timestampLtz(3))), Arrays.stream(own))
                .toList();
    }

    private static Column integer(String name) {
        return new Column(name, Type.BIGINT);
    }

    private static Column number(String name) {
        return new Column(name, Type.DOUBLE);
    }

    private static Column text(String name) {
        return new Column(name, Type.STRING);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(MetricKind::label).toList();
    }

    static MetricKind named(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    List<Column> columns() {
        return columns;
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** The column of that name in any case, or null. */
    @Nullable Column column(String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    String describe() {
        return columns.stream()
                .map(column -> column.name() + " " + column.type().sql())
                .collect(Collectors.joining(", "));
    }
}

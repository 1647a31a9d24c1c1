package io.millrace.connect.system;

import io.millrace.core.connect.Shape;
import io.millrace.core.type.Column;
import io.millrace.core.type.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of metrics, their columns and what they mean: the reference is made from it. */
enum MetricKind {
    CPU(
            "One row a core; the shares of the interval add up to 100.",
            integer("core", "its number, from 0"),
            number("user", "percent in programs"),
            number("system", "percent in the kernel, interrupts included"),
            number("iowait", "percent idle while a program waited for a disk"),
            number("idle", "percent idle otherwise"),
            number("steal", "percent taken by other virtual machines"),
            number("busy", "percent of all but idle and iowait")),
    MEMORY(
            "One row.",
            integer("total", "bytes there are"),
            integer("used", "bytes that are not available to programs"),
            integer("available", "bytes that programs can still get, caches included"),
            integer("cached", "bytes of files held in memory"),
            integer("swap_total", "bytes of swap there are"),
            integer("swap_used", "bytes of swap in use"),
            number("used_percent", "used in percent of total")),
    DISK(
            "One row a disk, without its partitions.",
            text("device", "its name, as sda"),
            number("read_bytes_per_s", "bytes read a second"),
            number("write_bytes_per_s", "bytes written a second"),
            number("reads_per_s", "reads a second"),
            number("writes_per_s", "writes a second"),
            number("busy_percent", "percent of the interval in which it worked")),
    FILESYSTEM(
            "One row a mounted file system that is on a device, and one for the root.",
            text("mount", "the folder where it is mounted"),
            text("device", "what it is on"),
            text("type", "its type, as ext4"),
            integer("total", "bytes there are"),
            integer("used", "bytes in use"),
            integer("available", "bytes that users can still get"),
            number("used_percent", "used in percent of used and available")),
    NETWORK(
            "One row a network interface.",
            text("interface", "its name, as eth0"),
            number("rx_bytes_per_s", "bytes received a second"),
            number("tx_bytes_per_s", "bytes sent a second"),
            number("rx_packets_per_s", "packets received a second"),
            number("tx_packets_per_s", "packets sent a second"),
            integer("rx_errors", "errors in receiving in the interval"),
            integer("tx_errors", "errors in sending in the interval")),
    LOAD(
            "One row, as the kernel averages it; threads count as processes.",
            number("load1", "processes that ran or waited to run, mean of a minute"),
            number("load5", "the same, of five minutes"),
            number("load15", "the same, of fifteen minutes"),
            integer("processes_running", "processes that run or wait to run now"),
            integer("processes", "all processes")),
    PROCESS(
            "One row for each of the busiest processes, as many as the option top says.",
            integer("pid", "its number"),
            text("name", "its name, at most 15 characters"),
            number("cpu_percent", "percent of one core: two busy cores are 200"),
            integer("memory_bytes", "bytes of memory that it occupies"),
            integer("threads", "its threads")),
    PRESSURE(
            "One row a resource, where the kernel tells.",
            text("resource", "cpu, memory or io"),
            number("some_avg10", "percent of time in which some task waited for it, mean of 10 s"),
            number("some_avg60", "the same, of 60 s"),
            number("full_avg10", "percent of time in which all tasks waited for it, mean of 10 s"),
            number("full_avg60", "the same, of 60 s"));

    static final String TIME = "ts";

    private final List<Shape.Known> known;
    private final List<Column> columns;
    private final String doc;

    MetricKind(String doc, Shape.Known... own) {
        this.doc = doc;
        Column time = new Column(TIME, Type.timestampLtz(3));
        known = Stream.concat(Stream.of(new Shape.Known(time, "the time of the sample")), Arrays.stream(own))
                .toList();
        columns = known.stream().map(Shape.Known::column).toList();
    }

    private static Shape.Known integer(String name, String doc) {
        return new Shape.Known(new Column(name, Type.BIGINT), doc);
    }

    private static Shape.Known number(String name, String doc) {
        return new Shape.Known(new Column(name, Type.DOUBLE), doc);
    }

    private static Shape.Known text(String name, String doc) {
        return new Shape.Known(new Column(name, Type.STRING), doc);
    }

    Shape shape() {
        return new Shape("metrics", label(), doc, known);
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

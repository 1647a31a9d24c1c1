package io.millrace.engine.checkpoint;

import io.millrace.core.connect.TableOptions;
import io.millrace.core.error.QueryException.Position;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification.Scan;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says in a few bytes what an operator does and on what: as long as that is the same, what it kept is understood. Where
 * things stand in the script does not count.
 */
public final class Fingerprint {
    private static final int BYTES = 16;

    private final StringBuilder text = new StringBuilder();

    private Fingerprint() {}

    /** Of an operator of a pipeline: what it does, and the columns that it is given. */
    public static String of(Pipeline pipeline, Node node) {
        Fingerprint print = new Fingerprint();
        if (node.spec() instanceof Scan scan) {
            // Which of a table's columns are read depends on the queries; where its splits stand does not.
            print.add(scan.connector());
            print.add(scan.table().name());
            print.add(scan.table().options());
        } else {
            print.add(node.spec());
            for (Input input : node.inputs()) {
                Node from = pipeline.nodes().get(input.node());
                // An id says all that is before; those of what writes and shows are mere names.
                print.add(from.id());
                print.add(from.output());
                print.add(from.changing());
                print.add(input.lifetimeMicros());
            }
        }
        byte[] digest = BlockWriter.sha256().digest(print.text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            text.append("null;");
        } else if (value instanceof Position) {
            text.append("place;");
        } else if (value instanceof Record named) {
            addRecord(named);
        } else if (value instanceof TableOptions options) {
            new TreeMap<>(options.given()).forEach(this::addEntry);
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, content) -> sorted.put(String.valueOf(key), content));
            sorted.forEach(this::addEntry);
        } else if (value instanceof Set<?> set) {
            set.stream().map(String::valueOf).sorted().forEach(this::add);
        } else if (value instanceof Collection<?> list) {
            text.append(list.size()).append('[');
            list.forEach(this::add);
            text.append(']');
        } else if (value instanceof Optional<?> optional) {
            add(optional.orElse(null));
        } else if (value instanceof byte[] bytes) {
            text.append(HexFormat.of().formatHex(bytes)).append(';');
        } else if (value instanceof Enum<?> constant) {
            text.append(constant.name()).append(';');
        } else {
            String plain = String.valueOf(value);
            text.append(plain.length()).append(':').append(plain).append(';');
        }
    }

    private void addEntry(String key, @Nullable Object value) {
        add(key);
        add(value);
    }

    private void addRecord(Record named) {
        text.append(named.getClass().getSimpleName()).append('(');
        for (RecordComponent component : named.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                add(component.getAccessor().invoke(named));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("bug: a record hides " + component.getName(), e);
            }
        }
        text.append(')');
    }
}

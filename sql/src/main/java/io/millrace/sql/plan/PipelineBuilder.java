package io.millrace.sql.plan;

import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Exchange;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays relations out as operators. Equal relations become one operator that several others read. */
final class PipelineBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Place, Integer> placed = new HashMap<>();
    private final IdentityHashMap<Relation, Boolean> expiring = new IdentityHashMap<>();
    private final Set<String> ids = new HashSet<>();
    /** The columns by which a node's rows are spread over workers; null when unknown, empty when all are on one. */
    private final List<@Nullable List<Integer>> spread = new ArrayList<>();

    /** A relation, with the time to live of what it and its inputs keep. */
    private record Place(Relation relation, long lifetime) {}

    /** Whether rows change, and what tells those apart that go on; empty when nothing is known, or none go on. */
    private record Rows(boolean changing, List<Integer> key) {}

    private PipelineBuilder() {}

    static Pipeline build(List<Target> targets, Set<String> wholeTables) {
        PipelineBuilder builder = new PipelineBuilder();
        SharedScans scans =
                SharedScans.of(targets.stream().map(Target::relation).toList(), wholeTables);
        for (Target target : targets) {
            builder.add(target, scans.rewrite(target.relation()));
        }
        return new Pipeline(LearningLast.order(builder.nodes));
    }

    private void add(Target target, Relation relation) {
        int input = place(relation, target.lifetimeMicros());
        if (target instanceof Target.Teach) {
            return;
        }
        Schema schema = nodes.get(input).output();
        Rows rows = new Rows(nodes.get(input).changing(), List.of());
        if (target instanceof Target.Write write) {
            List<Integer> key = write.table().primaryKey();
            append(
                    "write-" + write.table().name(),
                    "Write " + write.table().name(),
                    new Specification.WriteTable(write.table(), write.connector(), key),
                    // One writer a table: most sinks cannot be opened twice, and it alone sees whole epochs.
                    List.of(new Input(input, new Exchange.Gather())),
                    schema,
                    rows,
                    false);
        } else {
            Target.Show show = (Target.Show) target;
            append(
                    show.name(),
                    "Result" + ordering(show.order(), schema),
                    new Specification.Result(show.name(), show.schema(), show.key(), show.order()),
                    List.of(new Input(input, new Exchange.Gather())),
                    schema,
                    rows,
                    false);
        }
        spread.add(null);
    }

    private static String ordering(Specification.Order order, Schema schema) {
        List<String> columns = order.columns().stream()
                .map(column -> schema.column(column.column()).name() + (column.descending() ? " DESC" : ""))
                .toList();
        return (columns.isEmpty() ? "" : " ordered by " + String.join(", ", columns))
                + (order.limit() < 0 ? "" : " limit " + order.limit())
                + (order.offset() == 0 ? "" : " offset " + order.offset());
    }

    /** Whether it, or what it is made of, keeps anything for ever. */
    private boolean expires(Relation relation) {
        Boolean known = expiring.get(relation);
        if (known == null) {
            known = relation.specification().expires()
                    || relation.inputs().stream().anyMatch(this::expires);
            expiring.put(relation, known);
        }
        return known;
    }

    private int place(Relation relation, long lifetime) {
        Place place = new Place(relation, expires(relation) ? lifetime : 0);
        Integer known = placed.get(place);
        if (known != null) {
            return known;
        }
        List<Integer> inputs =
                relation.inputs().stream().map(each -> place(each, lifetime)).toList();
        Specification spec = relation.specification();
        List<Input> edges = new ArrayList<>();
        List<@Nullable List<Integer>> before = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            edges.add(new Input(
                    inputs.get(i),
                    exchange(relation.keys(i), inputs.get(i)),
                    spec.expires() ? relation.lifetimes().micros(i, lifetime) : 0));
            before.add(spread.get(inputs.get(i)));
        }
        int index = append(
                Labels.id(relation),
                Labels.label(relation),
                spec,
                edges,
                relation.schema(),
                new Rows(relation.changing(), relation.key()),
                relation.waitsForProcessingTime());
        spread.add(relation.spread(before));
        placed.put(place, index);
        return index;
    }

    private int append(
            String id,
            String label,
            Specification spec,
            List<Input> inputs,
            Schema output,
            Rows rows,
            boolean processingTime) {
        String unique = id;
        for (int i = 2; !ids.add(unique); i++) {
            unique = id + "-" + i;
        }
        nodes.add(new Node(
                nodes.size(), unique, label, spec, inputs, output, rows.changing(), rows.key(), processingTime));
        return nodes.size() - 1;
    }

    private Exchange exchange(@Nullable List<Integer> keys, int input) {
        if (keys == null || keys.equals(spread.get(input))) {
            return new Exchange.Forward();
        }
        return keys.isEmpty() ? new Exchange.Gather() : new Exchange.ByKey(keys);
    }
}

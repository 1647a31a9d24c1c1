package io.millrace.engine.pipeline;

import io.millrace.core.type.Schema;
import java.util.List;

/**
 * The graph of operators that some statements became, as pure data. A node comes after all its inputs.
 *
 * @param nodes in topological order; {@link Node#index} is the position in this list
 */
public record Pipeline(List<Node> nodes) {
    public Pipeline {
        nodes = List.copyOf(nodes);
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node.index() != i) {
                throw new IllegalArgumentException("node " + node.id() + " is not at its index");
            }
            for (Input input : node.inputs()) {
                if (input.node() >= i) {
                    throw new IllegalArgumentException("node " + node.id() + " comes before its input");
                }
            }
        }
    }

    /**
     * One operator.
     *
     * @param index its position in the pipeline
     * @param id stable over changes of the script that do not touch it: what its state is found by
     * @param label what it does, in the words of EXPLAIN and of the live graph
     * @param spec what it does, exactly
     * @param inputs where its rows come from
     * @param output the columns it emits, hidden ones included
     * @param changing whether it emits anything but insertions
     * @param key columns of the output that together tell its rows apart at any time; empty when none are known
     * @param processingTime whether the watermark it is given is the time of processing
     */
    public record Node(
            int index,
            String id,
            String label,
            Specification spec,
            List<Input> inputs,
            Schema output,
            boolean changing,
            List<Integer> key,
            boolean processingTime) {
        public Node {
            inputs = List.copyOf(inputs);
            key = List.copyOf(key);
        }

        /** What the operator keeps between batches, and until when, with the time to live that its inputs have. */
        public List<Kept> keeps() {
            return spec.keeps().stream()
                    .map(kept -> inputs.isEmpty()
                            ? kept
                            : kept.withLifetime(inputs.get(kept.input()).lifetimeMicros()))
                    .toList();
        }
    }

    /**
     * An edge.
     *
     * @param node the producer's index
     * @param exchange how rows find their worker
     * @param lifetimeMicros how long after its last write, in time of processing, what is kept of these rows and would
     *     be kept for ever is forgotten; 0 for never
     */
    public record Input(int node, Exchange exchange, long lifetimeMicros) {
        /** An input of which things are kept for as long as they are needed. */
        public Input(int node, Exchange exchange) {
            this(node, exchange, 0);
        }
    }

    /** How rows go from the workers that produce them to the workers that consume them. */
    public sealed interface Exchange {
        /** Stays on its worker. */
        record Forward() implements Exchange {}

        /** To the worker that owns the key. */
        record ByKey(List<Integer> columns) implements Exchange {
            public ByKey {
                columns = List.copyOf(columns);
            }
        }

        /** All to the first worker. */
        record Gather() implements Exchange {}
    }
}

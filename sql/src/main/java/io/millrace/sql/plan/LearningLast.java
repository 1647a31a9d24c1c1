package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.engine.pipeline.LearnSpecification.Learn;
import io.millrace.engine.pipeline.LearnSpecification.Predicting;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts whoever predicts with a model before whoever teaches it: at the end of an epoch these wait for those, and operators
 * of a stage come to that end one after the other.
 */
final class LearningLast {
    private final List<Node> nodes;
    private final Map<String, List<Integer>> predictors = new HashMap<>();
    private final int[] places;
    private final List<Node> ordered = new ArrayList<>();

    private LearningLast(List<Node> nodes) {
        this.nodes = nodes;
        places = new int[nodes.size()];
        java.util.Arrays.fill(places, NEW);
    }

    private static final int NEW = -1;
    private static final int ENTERED = -2;

    /**
     * The same nodes, in an order in which learning comes after predicting.
     *
     * @throws QueryException when two statements teach a model, or what one predicts is made of what it gave as it learned
     */
    static List<Node> order(List<Node> nodes) {
        LearningLast order = new LearningLast(nodes);
        Map<String, Node> learners = new HashMap<>();
        for (Node node : nodes) {
            if (node.spec() instanceof Learn learn && learners.put(learn.model().id(), node) != null) {
                throw new QueryException(
                        "two statements teach model '" + learn.model().name() + "'",
                        null,
                        "the order in which it learns would be chance: make one query of them with UNION ALL");
            } else if (node.spec() instanceof Predicting predict
                    && !predict.model().isFixed()) {
                order.predictors
                        .computeIfAbsent(predict.model().id(), id -> new ArrayList<>())
                        .add(node.index());
            }
        }
        if (learners.isEmpty() || order.predictors.isEmpty()) {
            return nodes;
        }
        nodes.forEach(node -> order.place(node.index()));
        return order.ordered;
    }

    private void place(int index) {
        if (places[index] >= 0) {
            return;
        }
        Node node = nodes.get(index);
        if (places[index] == ENTERED) {
            throw new QueryException(
                    "a model predicts rows here that were made as it learned them",
                    null,
                    "what it predicted for a row before it learned it is in the columns that ML_LEARN adds");
        }
        places[index] = ENTERED;
        node.inputs().forEach(input -> place(input.node()));
        if (node.spec() instanceof Learn learn) {
            predictors.getOrDefault(learn.model().id(), List.of()).forEach(this::place);
        }
        places[index] = ordered.size();
        ordered.add(new Node(
                ordered.size(),
                node.id(),
                node.label(),
                node.spec(),
                node.inputs().stream()
                        .map(input -> new Input(places[input.node()], input.exchange(), input.lifetimeMicros()))
                        .toList(),
                node.output(),
                node.changing(),
                node.key(),
                node.processingTime()));
    }
}

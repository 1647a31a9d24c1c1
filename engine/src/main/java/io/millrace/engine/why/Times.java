package io.millrace.engine.why;

import io.millrace.core.type.Kind;
import io.millrace.engine.pipeline.Pipeline;
import io.millrace.engine.pipeline.Pipeline.Input;
import io.millrace.engine.pipeline.Pipeline.Node;
import io.millrace.engine.pipeline.Specification;

/** Which watermarks are moments of the world, and which are times as rows have them. */
final class Times {
    private final boolean[] moments;

    Times(Pipeline pipeline) {
        moments = new boolean[pipeline.nodes().size()];
        for (Node node : pipeline.nodes()) {
            boolean moment = node.processingTime();
            if (node.spec() instanceof Specification.Scan scan && scan.time() != null) {
                moment = node.output().type(scan.time().column()).kind() == Kind.TIMESTAMP_LTZ;
            }
            for (Input input : node.inputs()) {
                moment |= moments[input.node()];
            }
            moments[node.index()] = moment;
        }
    }

    boolean isMoment(Node node) {
        return moments[node.index()];
    }
}

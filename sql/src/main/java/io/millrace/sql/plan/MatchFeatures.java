package io.millrace.sql.plan;

import io.millrace.engine.pipeline.RowPattern;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What of MATCH_RECOGNIZE Flink refuses. */
final class MatchFeatures {
    private final Set<String> features = new LinkedHashSet<>();
    private final Set<Integer> variables = new HashSet<>();

    private MatchFeatures() {}

    static List<String> beyondFlink(RowPattern pattern) {
        MatchFeatures found = new MatchFeatures();
        found.look(pattern);
        if (isGreedy(last(pattern))) {
            found.features.add("a greedy quantifier at the end of a pattern");
        }
        return List.copyOf(found.features);
    }

    private void look(RowPattern pattern) {
        if (pattern instanceof RowPattern.Alternation alternation) {
            features.add("alternatives in a pattern");
            alternation.choices().forEach(this::look);
        } else if (pattern instanceof RowPattern.Exclusion exclusion) {
            features.add("exclusion in a pattern");
            look(exclusion.part());
        } else if (pattern instanceof RowPattern.Repetition repetition) {
            if (!(repetition.part() instanceof RowPattern.Variable)) {
                features.add("groups in a pattern");
            }
            look(repetition.part());
        } else if (pattern instanceof RowPattern.Concatenation concatenation) {
            concatenation.parts().forEach(this::look);
            for (int i = 1; i < concatenation.parts().size(); i++) {
                if (isGreedy(concatenation.parts().get(i - 1))
                        && concatenation.parts().get(i) instanceof RowPattern.Repetition next
                        && next.least() == 0) {
                    features.add("what may be left out behind a greedy quantifier");
                }
            }
        } else if (pattern instanceof RowPattern.Variable variable && !variables.add(variable.index())) {
            features.add("a variable twice in a pattern");
        }
    }

    private static boolean isGreedy(RowPattern pattern) {
        return pattern instanceof RowPattern.Repetition repetition
                && repetition.greedy()
                && repetition.least() != repetition.most();
    }

    private static RowPattern last(RowPattern pattern) {
        return pattern instanceof RowPattern.Concatenation concatenation
                        && !concatenation.parts().isEmpty()
                ? concatenation.parts().get(concatenation.parts().size() - 1)
                : pattern;
    }
}

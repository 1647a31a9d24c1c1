package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.Recognition.Offset;
import io.millrace.engine.pipeline.Recognition.Position;
import io.millrace.engine.pipeline.Recognition.Source;
import io.millrace.engine.pipeline.Recognition.Variable;
import io.millrace.engine.pipeline.RowPattern;
import io.millrace.engine.pipeline.RowPattern.Alternation;
import io.millrace.engine.pipeline.RowPattern.Concatenation;
import io.millrace.engine.pipeline.RowPattern.Exclusion;
import io.millrace.engine.pipeline.RowPattern.Repetition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Patterns: Calcite's as ours, and ours as text. */
final class MatchPatterns {
    private static final int MOST_STATES = 10_000;
    private static final int MOST_PERMUTED = 6;

    private MatchPatterns() {}

    /**
     * Translates a pattern.
     *
     * @param names the variables so far; those of the pattern are added as they come
     */
    static RowPattern translate(RexNode node, List<String> names) {
        RowPattern pattern = pattern(node, names);
        if (pattern.canBeEmpty()) {
            throw new QueryException(
                    "this PATTERN would match no rows at all",
                    null,
                    "at least one variable needs a row: write A+ for A*, or drop the ? behind one");
        } else if (states(pattern) > MOST_STATES) {
            throw new QueryException(
                    "this PATTERN takes more than " + MOST_STATES + " states",
                    null,
                    "write + for a quantifier like {1000}, and count in DEFINE: COUNT(A.x) <= 1000");
        }
        return pattern;
    }

    private static RowPattern pattern(RexNode node, List<String> names) {
        if (node instanceof RexLiteral literal) {
            String name = Objects.requireNonNull(literal.getValueAs(String.class));
            if (!names.contains(name)) {
                names.add(name);
            }
            return new RowPattern.Variable(names.indexOf(name));
        }
        RexCall call = (RexCall) node;
        if (call.getOperator().getName().equals("PATTERN_QUANTIFIER")) {
            return quantified(call, names);
        }
        List<RowPattern> parts = new ArrayList<>();
        call.getOperands().forEach(operand -> parts.add(pattern(operand, names)));
        return switch (call.getKind()) {
            case PATTERN_CONCAT -> new Concatenation(parts);
            case PATTERN_ALTER -> new Alternation(parts);
            case PATTERN_EXCLUDED -> new Exclusion(parts.get(0));
            case PATTERN_PERMUTE -> permuted(parts);
            default -> throw new QueryException("this PATTERN is not supported: " + call, null, null);
        };
    }

    private static RowPattern quantified(RexCall call, List<String> names) {
        int least = number(call.getOperands().get(1));
        int most = number(call.getOperands().get(2));
        boolean reluctant = Boolean.TRUE.equals(((RexLiteral) call.getOperands().get(3)).getValueAs(Boolean.class));
        least = Math.max(least, 0);
        if (most != Repetition.UNBOUNDED && (most < least || most == 0)) {
            throw new QueryException(
                    "the quantifier {" + least + "," + most + "} allows no row",
                    null,
                    "the order is {fewest,most}, and at least one: {1,3}");
        }
        return new Repetition(pattern(call.getOperands().get(0), names), least, most, !reluctant);
    }

    private static int number(RexNode node) {
        BigDecimal value = ((RexLiteral) node).getValueAs(BigDecimal.class);
        if (value == null || value.abs().compareTo(BigDecimal.valueOf(MOST_STATES)) > 0) {
            throw new QueryException(
                    "a quantifier counts to " + MOST_STATES + " at most, not to " + value,
                    null,
                    "write + and count in DEFINE: COUNT(A.x) <= 100000");
        }
        return value.intValueExact();
    }

    private static RowPattern permuted(List<RowPattern> parts) {
        if (parts.size() > MOST_PERMUTED) {
            throw new QueryException(
                    "PERMUTE takes " + MOST_PERMUTED + " patterns at most, not " + parts.size(),
                    null,
                    "write those orders that can come, with | between them");
        }
        List<RowPattern> orders = new ArrayList<>();
        permute(parts, new ArrayList<>(), orders);
        return new Alternation(orders);
    }

    private static void permute(List<RowPattern> rest, List<RowPattern> chosen, List<RowPattern> orders) {
        if (rest.isEmpty()) {
            orders.add(new Concatenation(chosen));
        }
        for (int i = 0; i < rest.size(); i++) {
            List<RowPattern> others = new ArrayList<>(rest);
            List<RowPattern> longer = new ArrayList<>(chosen);
            longer.add(others.remove(i));
            permute(others, longer, orders);
        }
    }

    private static long states(RowPattern pattern) {
        long states = 1;
        if (pattern instanceof Concatenation concatenation) {
            for (RowPattern part : concatenation.parts()) {
                states += states(part);
            }
        } else if (pattern instanceof Alternation alternation) {
            for (RowPattern choice : alternation.choices()) {
                states += states(choice);
            }
        } else if (pattern instanceof Exclusion exclusion) {
            states = states(exclusion.part());
        } else if (pattern instanceof Repetition repetition) {
            long times = Math.max(1, Math.max(repetition.least() + 1, repetition.most()));
            states = Math.min(2L * MOST_STATES, times * states(repetition.part()));
        }
        return states;
    }

    /** Whether a match can have any number of rows. */
    static boolean isUnbounded(RowPattern pattern) {
        if (pattern instanceof Concatenation concatenation) {
            return concatenation.parts().stream().anyMatch(MatchPatterns::isUnbounded);
        } else if (pattern instanceof Alternation alternation) {
            return alternation.choices().stream().anyMatch(MatchPatterns::isUnbounded);
        } else if (pattern instanceof Exclusion exclusion) {
            return isUnbounded(exclusion.part());
        }
        return pattern instanceof Repetition repetition
                && (repetition.most() == Repetition.UNBOUNDED || isUnbounded(repetition.part()));
    }

    /** A pattern as people write it. */
    static String text(RowPattern pattern, List<Variable> variables) {
        if (pattern instanceof RowPattern.Variable variable) {
            return variables.get(variable.index()).name();
        } else if (pattern instanceof Concatenation concatenation) {
            return joined(concatenation.parts(), " ", variables);
        } else if (pattern instanceof Alternation alternation) {
            return "(" + joined(alternation.choices(), " | ", variables) + ")";
        } else if (pattern instanceof Exclusion exclusion) {
            return "{- " + text(exclusion.part(), variables) + " -}";
        }
        Repetition repetition = (Repetition) pattern;
        String part = text(repetition.part(), variables);
        boolean single = repetition.part() instanceof RowPattern.Variable || part.startsWith("(");
        return (single ? part : "(" + part + ")") + quantifier(repetition) + (repetition.greedy() ? "" : "?");
    }

    private static String joined(List<RowPattern> parts, String between, List<Variable> variables) {
        return String.join(
                between, parts.stream().map(part -> text(part, variables)).toList());
    }

    private static String quantifier(Repetition repetition) {
        int least = repetition.least();
        int most = repetition.most();
        if (most == Repetition.UNBOUNDED) {
            return least == 0 ? "*" : least == 1 ? "+" : "{" + least + ",}";
        }
        return least == 0 && most == 1 ? "?" : least == most ? "{" + least + "}" : "{" + least + "," + most + "}";
    }

    /** Where a value comes from, for telling it from others. */
    static String text(Source source, List<Offset> offsets, Schema columns) {
        if (source instanceof Source.Current current) {
            return text(offsets.get(current.offset()), columns);
        } else if (source instanceof Source.Value value) {
            return text(value.position()) + "." + text(offsets.get(value.offset()), columns);
        } else if (source instanceof Source.Total total) {
            List<String> arguments = total.call().arguments().stream()
                    .map(argument -> text(offsets.get(argument), columns))
                    .toList();
            return total.call().function() + text(total.position()) + arguments;
        }
        return source.getClass().getSimpleName();
    }

    private static String text(Offset offset, Schema columns) {
        return columns.column(offset.column()).name() + (offset.rows() == 0 ? "" : offset.rows());
    }

    private static String text(Position position) {
        return position.variables() + (position.first() ? "F" : "L") + position.skipped() + position.whole();
    }
}

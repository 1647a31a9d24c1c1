package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.JoinSpecification;
import io.millrace.engine.pipeline.JoinSpecification.JoinInput;
import io.millrace.engine.pipeline.JoinSpecification.JoinKind;
import io.millrace.sql.validate.LifetimeHint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is joined, and how: the rows of two inputs side by side that have equal keys and fulfil the condition; of SEMI and
 * ANTI the left ones alone. All that joins have in common, whatever they know of time.
 *
 * @param condition over the columns of both inputs; null when every pair with equal keys will do
 * @param schema the columns of both inputs, or those of the left one alone
 * @param lifetimes how long hints keep what is kept of either input
 */
record JoinTerms(
        JoinKind kind,
        Relation left,
        Relation right,
        List<JoinKey> keys,
        @Nullable Expression condition,
        Schema schema,
        LifetimeHint lifetimes) {
    JoinTerms {
        keys = List.copyOf(keys);
    }

    List<Relation> inputs() {
        return List.of(left, right);
    }

    JoinTerms withInputs(List<Relation> inputs) {
        return new JoinTerms(kind, inputs.get(0), inputs.get(1), keys, condition, schema, lifetimes);
    }

    JoinTerms with(JoinKind otherKind, Schema otherSchema) {
        return new JoinTerms(otherKind, left, right, keys, condition, otherSchema, lifetimes);
    }

    int leftSize() {
        return left.schema().size();
    }

    /** Whether a column of the result is one of the left input. */
    boolean isLeft(int column) {
        return column < leftSize();
    }

    List<Integer> leftKeys() {
        return keys.stream().map(JoinKey::left).toList();
    }

    List<Integer> rightKeys() {
        return keys.stream().map(JoinKey::right).toList();
    }

    /** Whether no two rows of the left input have the same keys. */
    boolean isLeftUnique() {
        return isUnique(left, leftKeys());
    }

    /** Whether no two rows of the right input have the same keys. */
    boolean isRightUnique() {
        return isUnique(right, rightKeys());
    }

    private static boolean isUnique(Relation input, List<Integer> keys) {
        return !input.key().isEmpty() && new HashSet<>(keys).containsAll(input.key());
    }

    /** The label of the join behind its kind. */
    String label() {
        List<String> texts = JoinKey.texts(keys, left.schema(), right.schema());
        if (condition != null) {
            Schema both = left.schema().with(right.schema().columns().toArray(Column[]::new));
            texts.add(SqlText.of(condition, both));
        }
        String what = kind == JoinKind.INNER ? "" : " " + kind.name().toLowerCase(Locale.ROOT);
        return what + (texts.isEmpty() ? " of all rows" : " on " + String.join(" AND ", texts));
    }

    /** Columns that together identify a row of the result; empty when none are known. */
    List<Integer> key() {
        if (!kind.isPaired()) {
            return left.key();
        }
        List<Integer> ofRight =
                right.key().stream().map(column -> column + leftSize()).toList();
        if (isRightUnique() && !kind.keepsRight()) {
            return left.key();
        } else if (isLeftUnique() && !kind.keepsLeft()) {
            return ofRight;
        } else if (left.key().isEmpty() || ofRight.isEmpty() || (kind == JoinKind.FULL && !isTold())) {
            return List.of();
        }
        List<Integer> all = new ArrayList<>(left.key());
        all.addAll(ofRight);
        return all;
    }

    /** Whether rows that met nothing are told from each other by a key column that is never NULL in its own input. */
    private boolean isTold() {
        return left.key().stream()
                        .anyMatch(column -> !left.schema().type(column).nullable())
                || right.key().stream()
                        .anyMatch(column -> !right.schema().type(column).nullable());
    }

    /** The columns by which rows of the result are spread over workers; null when there are none such. */
    @Nullable List<Integer> spread() {
        if (keys.isEmpty()) {
            return List.of();
        } else if (!kind.keepsRight()) {
            return leftKeys();
        }
        return kind.keepsLeft()
                ? null
                : rightKeys().stream().map(column -> column + leftSize()).toList();
    }

    /** The conditions that pairs fulfil, the equality of the keys among them. */
    List<Expression> conditions() {
        List<Expression> all = new ArrayList<>();
        keys.forEach(key -> all.add(Joins.equality(key, left.schema(), right.schema())));
        all.addAll(Expressions.conjuncts(condition));
        return all;
    }

    JoinSpecification.Join specification() {
        return new JoinSpecification.Join(
                kind,
                new JoinInput(leftKeys(), isLeftUnique()),
                new JoinInput(rightKeys(), isRightUnique()),
                keys.stream().map(JoinKey::nullsEqual).toList(),
                condition);
    }
}

package io.millrace.engine.expression;

import static io.millrace.engine.expression.Expressions.call;
import static io.millrace.engine.expression.Expressions.column;
import static io.millrace.engine.expression.Expressions.none;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.value.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares compiled random expressions with a small interpreter over objects. */
class RandomExpressionsTest {
    private static final Schema SCHEMA = Schema.of(
            new Column("a", Type.BIGINT),
            new Column("b", Type.INT),
            new Column("x", Type.DOUBLE),
            new Column("s", Type.STRING),
            new Column("t", Type.BOOLEAN));

    @Test
    void compiledAndInterpretedAgree() {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            List<Expression> projections = new ArrayList<>();
            Type[] types = {Type.BIGINT, Type.INT, Type.DOUBLE, Type.STRING, Type.BOOLEAN};
            for (int i = 0; i < 6; i++) {
                projections.add(random(random, types[i % types.length], 1 + random.nextInt(5)));
            }
            Expression filter = random.nextInt(4) == 0 ? null : random(random, Type.BOOLEAN, 4);
            Calculation calculation = ExpressionCompiler.compile(filter, projections, SCHEMA, Expressions.BERLIN);
            for (int nullPercent : new int[] {0, 30, 0}) {
                compare(seed, calculation, filter, projections, batch(random, nullPercent));
            }
        }
    }

    private static void compare(
            int seed, Calculation calculation, @Nullable Expression filter, List<Expression> projections, Batch batch) {
        Batch result = calculation.apply(batch);
        int at = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (filter != null && !Boolean.TRUE.equals(interpret(filter, batch, row))) {
                continue;
            }
            for (int i = 0; i < projections.size(); i++) {
                Object expected = interpret(projections.get(i), batch, row);
                Object actual = read(result.column(i), at, projections.get(i).type());
                assertThat(actual)
                        .as("seed %s, row %s: %s", seed, row, projections.get(i))
                        .isEqualTo(expected);
            }
            assertThat(result.weight(at)).isEqualTo(batch.weight(row));
            at++;
        }
        assertThat(result.size()).as("seed %s: %s", seed, filter).isEqualTo(at);
    }

    private static Batch batch(Random random, int nullPercent) {
        BatchBuilder builder = new BatchBuilder(SCHEMA, 8);
        int rows = random.nextInt(60);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < SCHEMA.size(); i++) {
                if (random.nextInt(100) < nullPercent) {
                    builder.column(i).appendNull();
                } else {
                    switch (i) {
                        case 0 ->
                            builder.longs(0).append(random.nextInt(5) == 0 ? Long.MAX_VALUE : random.nextInt(7) - 3);
                        case 1 ->
                            builder.longs(1).append(random.nextInt(5) == 0 ? Integer.MIN_VALUE : random.nextInt(7) - 3);
                        case 2 ->
                            builder.doubles(2)
                                    .append(random.nextInt(4) == 0 ? Double.NaN : random.nextInt(5) / 2.0 - 1);
                        case 3 -> builder.bytes(3).append(new String[] {"", "a", "é", "ab", "B"}[random.nextInt(5)]);
                        default -> builder.booleans(4).append(random.nextBoolean());
                    }
                }
            }
            builder.endRow(random.nextBoolean() ? 1 : -2);
        }
        return builder.build();
    }

    private static Expression random(Random random, Type type, int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            return leaf(random, type);
        }
        int next = depth - 1;
        switch (random.nextInt(7)) {
            case 0 -> {
                return call(
                        "CASE",
                        type,
                        random(random, Type.BOOLEAN, next),
                        random(random, type, next),
                        random(random, Type.BOOLEAN, next),
                        random(random, type, next),
                        random(random, type, next));
            }
            case 1 -> {
                return call("COALESCE", type, random(random, type, next), random(random, type, next));
            }
            case 2 -> {
                return call("NULLIF", type, random(random, type, next), random(random, type, next));
            }
            default -> {
                return switch (type.kind()) {
                    case BIGINT, INT, DOUBLE ->
                        call(
                                new String[] {"+", "-", "*"}[random.nextInt(3)],
                                type,
                                random(random, type, next),
                                random(random, type, next));
                    case VARCHAR -> call("||", type, random(random, type, next), random(random, type, next));
                    default -> truth(random, next);
                };
            }
        }
    }

    private static Expression truth(Random random, int depth) {
        Type[] types = {Type.BIGINT, Type.INT, Type.DOUBLE, Type.STRING, Type.BOOLEAN};
        Type type = types[random.nextInt(types.length)];
        return switch (random.nextInt(5)) {
            case 0 ->
                call(
                        random.nextBoolean() ? "AND" : "OR",
                        Type.BOOLEAN,
                        random(random, Type.BOOLEAN, depth),
                        random(random, Type.BOOLEAN, depth));
            case 1 ->
                call(
                        new String[] {"NOT", "IS TRUE", "IS FALSE", "IS NOT TRUE", "IS NOT FALSE"}[random.nextInt(5)],
                        Type.BOOLEAN,
                        random(random, Type.BOOLEAN, depth));
            case 2 -> call(random.nextBoolean() ? "IS NULL" : "IS NOT NULL", Type.BOOLEAN, random(random, type, depth));
            case 3 -> call("IS DISTINCT FROM", Type.BOOLEAN, random(random, type, depth), random(random, type, depth));
            default ->
                call(
                        new String[] {"=", "<>", "<", "<=", ">", ">="}[random.nextInt(6)],
                        Type.BOOLEAN,
                        random(random, type, depth),
                        random(random, type, depth));
        };
    }

    private static Expression leaf(Random random, Type type) {
        int choice = random.nextInt(10);
        if (choice == 0) {
            return none(type);
        }
        if (choice < 7) {
            return column(SCHEMA.columns().stream().map(Column::type).toList().indexOf(type), type);
        }
        Object value = switch (type.kind()) {
            case BIGINT, INT -> (long) random.nextInt(5) - 2;
            case DOUBLE -> random.nextInt(5) / 2.0;
            case VARCHAR -> random.nextBoolean() ? "a" : "\"\\u0022";
            default -> random.nextBoolean();
        };
        return new Literal(value, type);
    }

    private static @Nullable Object read(Vector column, int row, Type type) {
        if (column.isNull(row)) {
            return null;
        }
        Batch one = new Batch(new Vector[] {column}, column.size());
        return switch (type.storage()) {
            case LONG -> one.longs(0).get(row);
            case DOUBLE -> one.doubles(0).values()[row];
            case BYTES -> one.bytes(0).getString(row);
            default -> one.booleans(0).get(row);
        };
    }

    private static @Nullable Object interpret(Expression expression, Batch batch, int row) {
        if (expression instanceof Expression.Column column) {
            return read(batch.column(column.index()), row, column.type());
        } else if (expression instanceof Literal literal) {
            return literal.value();
        }
        Call call = (Call) expression;
        List<@Nullable Object> values = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            values.add(interpret(argument, batch, row));
        }
        Object a = values.get(0);
        Object b = values.size() > 1 ? values.get(1) : null;
        boolean none = a == null || b == null;
        return switch (call.function()) {
            case "CASE" ->
                Boolean.TRUE.equals(a) ? b : Boolean.TRUE.equals(values.get(2)) ? values.get(3) : values.get(4);
            case "COALESCE" -> a == null ? b : a;
            case "NULLIF" -> !none && order(a, b, "=") ? null : a;
            case "AND" ->
                Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b) ? Boolean.FALSE : none ? null : Boolean.TRUE;
            case "OR" -> Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b) ? Boolean.TRUE : none ? null : Boolean.FALSE;
            case "NOT" -> a == null ? null : (Object) !((Boolean) a);
            case "IS TRUE" -> Boolean.TRUE.equals(a);
            case "IS FALSE" -> Boolean.FALSE.equals(a);
            case "IS NOT TRUE" -> !Boolean.TRUE.equals(a);
            case "IS NOT FALSE" -> !Boolean.FALSE.equals(a);
            case "IS NULL" -> a == null;
            case "IS NOT NULL" -> a != null;
            case "IS DISTINCT FROM" ->
                none ? a != b : !order(Objects.requireNonNull(a), Objects.requireNonNull(b), "=");
            case "||" -> none ? null : "" + a + b;
            case "+", "-", "*" -> none ? null : arithmetic(call, a, b);
            default -> none ? null : (Object) order(a, b, call.function());
        };
    }

    private static Object arithmetic(Call call, Object a, Object b) {
        if (a instanceof Double x) {
            double y = (Double) b;
            return call.function().equals("+") ? x + y : call.function().equals("-") ? x - y : x * y;
        }
        long x = (Long) a;
        long y = (Long) b;
        long result = call.function().equals("+") ? x + y : call.function().equals("-") ? x - y : x * y;
        return call.type().equals(Type.INT) ? (long) (int) result : result;
    }

    private static boolean order(Object a, Object b, String operator) {
        if (a instanceof Double x && (x.isNaN() || ((Double) b).isNaN())) {
            return operator.equals("<>");
        }
        int order;
        if (a instanceof Double x) {
            order = x < (Double) b ? -1 : x > (Double) b ? 1 : 0;
        } else if (a instanceof Long x) {
            order = Long.compare(x, (Long) b);
        } else if (a instanceof Boolean x) {
            order = Boolean.compare(x, (Boolean) b);
        } else {
            order = Utf8.of((String) a).compareTo(Utf8.of((String) b));
        }
        return switch (operator) {
            case "=" -> order == 0;
            case "<>" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}

package io.millrace.acceptance.generated;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate call, as text and as a loop over lists.
 *
 * @param column the argument, or -1 for COUNT(*)
 * @param filter a BOOLEAN column, or -1
 */
record AggregateExpression(String function, int column, Type argument, boolean distinct, int filter) {
    private static final List<String> ANY = List.of("COUNT", "MIN", "MAX");
    private static final List<String> ANY_ORDERED = List.of("COUNT", "MIN", "MAX", "FIRST_VALUE", "LAST_VALUE");
    private static final List<String> NUMBER = List.of("COUNT", "SUM", "AVG", "MIN", "MAX");
    private static final List<String> REAL =
            List.of("COUNT", "SUM", "AVG", "MIN", "MAX", "VAR_POP", "VAR_SAMP", "STDDEV_POP", "STDDEV_SAMP");

    /** What the calls of a query may be. */
    record Choice(boolean ordered, boolean distinct, boolean filter) {}

    static AggregateExpression random(Random random, List<Type> types, Choice choice) {
        int column = random.nextInt(types.size() + 1) - 1;
        int flag = -1;
        for (int i = 0; i < types.size(); i++) {
            flag = types.get(i).kind() == Kind.BOOLEAN ? i : flag;
        }
        int filter = choice.filter() && random.nextInt(4) == 0 ? flag : -1;
        if (column < 0) {
            return new AggregateExpression("COUNT", -1, Type.BIGINT, false, filter);
        }
        Type type = types.get(column);
        List<String> functions = switch (type.kind()) {
            case BIGINT, DECIMAL -> NUMBER;
            case DOUBLE -> REAL;
            default -> ANY;
        };
        functions = choice.ordered() && random.nextInt(3) == 0 ? ANY_ORDERED : functions;
        String function = functions.get(random.nextInt(functions.size()));
        boolean canBeDistinct = List.of("COUNT", "SUM", "AVG", "MIN", "MAX").contains(function);
        boolean distinct = choice.distinct() && canBeDistinct && random.nextInt(3) == 0;
        return new AggregateExpression(function, column, type, distinct, filter);
    }

    String sql(List<String> names) {
        String inside = column < 0 ? "*" : (distinct ? "DISTINCT " : "") + names.get(column);
        return function + "(" + inside + ")" + (filter < 0 ? "" : " FILTER (WHERE " + names.get(filter) + ")");
    }

    Type type() {
        if (function.equals("COUNT")) {
            return Type.BIGINT.notNull();
        } else if (argument.kind() == Kind.DECIMAL && function.equals("SUM")) {
            return Type.decimal(38, argument.scale());
        } else if (argument.kind() == Kind.DECIMAL && function.equals("AVG")) {
            return Type.decimal(38, Math.max(6, argument.scale()));
        }
        return argument;
    }

    /** The result over rows in their order. */
    @Nullable Object evaluate(List<? extends List<@Nullable Object>> rows) {
        List<Object> values = new ArrayList<>();
        long count = 0;
        for (List<@Nullable Object> row : rows) {
            if (filter < 0 || Objects.equals(row.get(filter), true)) {
                count++;
                Object value = column < 0 ? null : row.get(column);
                if (value != null && !(distinct && values.contains(ResultTable.canonical(value)))) {
                    values.add(distinct ? Objects.requireNonNull(ResultTable.canonical(value)) : value);
                }
            }
        }
        if (function.equals("COUNT")) {
            return column < 0 ? count : (long) values.size();
        } else if (values.isEmpty()) {
            return null;
        }
        return switch (function) {
            case "FIRST_VALUE" -> values.get(0);
            case "LAST_VALUE" -> values.get(values.size() - 1);
            case "MIN" -> values.stream().min(ORDER).orElseThrow();
            case "MAX" -> values.stream().max(ORDER).orElseThrow();
            case "SUM" -> sum(values, 1);
            case "AVG" -> sum(values, values.size());
            default -> dispersion(values);
        };
    }

    static final Comparator<Object> ORDER = (a, b) -> {
        if (a instanceof String text) {
            return Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), ((String) b).getBytes(StandardCharsets.UTF_8));
        } else if (a instanceof Double number) {
            double other = (Double) b;
            return number == other ? 0 : Double.compare(number, other);
        } else if (a instanceof BigDecimal number) {
            return number.compareTo((BigDecimal) b);
        } else if (a instanceof LocalDateTime time) {
            return time.compareTo((LocalDateTime) b);
        } else if (a instanceof Boolean flag) {
            return Boolean.compare(flag, (Boolean) b);
        }
        return Long.compare(((Number) a).longValue(), ((Number) b).longValue());
    };

    private Object sum(List<Object> values, int divisor) {
        if (argument.kind() == Kind.BIGINT) {
            long sum = 0;
            for (Object value : values) {
                sum += (Long) value;
            }
            return sum / divisor;
        } else if (argument.kind() == Kind.DECIMAL) {
            BigDecimal sum = BigDecimal.ZERO;
            for (Object value : values) {
                sum = sum.add((BigDecimal) value);
            }
            return sum.divide(BigDecimal.valueOf(divisor), type().scale(), RoundingMode.HALF_UP);
        }
        double unbounded = 0;
        BigDecimal sum = BigDecimal.ZERO;
        for (Object value : values) {
            double number = (Double) value;
            if (Double.isFinite(number)) {
                sum = sum.add(new BigDecimal(number));
            } else {
                unbounded += number;
            }
        }
        return unbounded != 0
                ? unbounded
                : (Object) sum.divide(BigDecimal.valueOf(divisor), 400, RoundingMode.HALF_EVEN)
                        .doubleValue();
    }

    private @Nullable Object dispersion(List<Object> values) {
        int count = values.size();
        int divisor = function.endsWith("SAMP") ? count - 1 : count;
        if (divisor == 0) {
            return null;
        }
        double sum = 0;
        for (Object value : values) {
            sum += (Double) value;
        }
        double squares = 0;
        for (Object value : values) {
            squares += Math.pow((Double) value - sum / count, 2);
        }
        double variance = squares / divisor;
        return function.startsWith("STDDEV") ? Math.sqrt(variance) : variance;
    }
}

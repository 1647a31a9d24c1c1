package io.millrace.engine.expression;

import static io.millrace.engine.expression.Expressions.bigint;
import static io.millrace.engine.expression.Expressions.bool;
import static io.millrace.engine.expression.Expressions.call;
import static io.millrace.engine.expression.Expressions.date;
import static io.millrace.engine.expression.Expressions.decimal;
import static io.millrace.engine.expression.Expressions.integer;
import static io.millrace.engine.expression.Expressions.none;
import static io.millrace.engine.expression.Expressions.real;
import static io.millrace.engine.expression.Expressions.text;
import static io.millrace.engine.expression.Expressions.timestamp;
import static io.millrace.engine.expression.Expressions.truth;
import static io.millrace.engine.expression.Expressions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.DataException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperatorsTest {
    private static final Type MONTHS = new Type(Kind.INTERVAL_MONTH, 0, 0, true);
    private static final Type MILLIS = new Type(Kind.INTERVAL_SECOND, 0, 0, true);

    @Test
    void integersWrapAtTheirWidth() {
        expect("-2147483648", call("+", Type.INT, integer(2147483647), integer(1)));
        expect("-128", call("+", Type.TINYINT, integer(127), integer(1)));
        expect("9223372036854775807", call("-", Type.BIGINT, bigint(Long.MIN_VALUE), bigint(1)));
        expect("-2147483648", call("NEGATE", Type.INT, integer(-2147483648)));
        expect("-3", call("/", Type.INT, integer(-7), integer(2)));
        expect("-1", call("MOD", Type.INT, integer(-7), integer(2)));
        expect(null, call("/", Type.INT, none(Type.INT), integer(0)));
        assertThatThrownBy(() -> value(call("/", Type.INT, integer(1), integer(0))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("division by zero");
    }

    @Test
    void floatingPointFollowsIeee() {
        expect("Infinity", call("/", Type.DOUBLE, real(1), real(0)));
        expect("0.30000000000000004", call("+", Type.DOUBLE, real(0.1), real(0.2)));
        expect("0.3", call("+", Type.FLOAT, real(0.1), real(0.2)));
        expect("false", truth("=", real(Double.NaN), real(Double.NaN)));
        expect("true", truth("=", real(-0.0), real(0.0)));
        expect("1.5", call("+", Type.DOUBLE, integer(1), real(0.5)));
    }

    @Test
    void decimalsRoundHalfUpAndOverflowToNull() {
        expect("3.35", call("+", Type.decimal(5, 2), decimal("1.10", 4, 2), decimal("2.25", 4, 2)));
        expect("2.4750", call("*", Type.decimal(8, 4), decimal("1.10", 4, 2), decimal("2.25", 4, 2)));
        expect("2.48", call("*", Type.decimal(8, 2), decimal("1.10", 4, 2), decimal("2.25", 4, 2)));
        expect("0.333333", call("/", Type.decimal(10, 6), decimal("1", 1, 0), decimal("3", 1, 0)));
        expect("-0.5", call("-", Type.decimal(10, 1), decimal("1.0", 4, 1), decimal("1.5", 4, 1)));
        expect(null, call("+", Type.decimal(2, 0), decimal("99", 2, 0), decimal("1", 2, 0)));
        expect(
                "99999999999999999999999999999999999999",
                call("+", Type.decimal(38, 0), decimal("99999999999999999999999999999999999998", 38, 0), integer(1)));
        expect(
                null,
                call("+", Type.decimal(38, 0), decimal("99999999999999999999999999999999999999", 38, 0), integer(1)));
        expect("0.10", call("MOD", Type.decimal(4, 2), decimal("1.10", 4, 2), decimal("0.25", 4, 2)));
        expect("-1.5", call("NEGATE", Type.decimal(4, 1), decimal("1.5", 4, 1)));
        expect("true", truth("<", decimal("1.10", 4, 2), decimal("1.101", 4, 3)));
        expect("true", truth("=", decimal("1.00", 4, 2), integer(1)));
        expect("true", truth("<", decimal("0.1", 4, 1), real(0.2)));
    }

    @Test
    void threeValuedLogic() {
        @Nullable Boolean[] values = {true, false, null};
        for (Boolean a : values) {
            for (Boolean b : values) {
                Boolean and = Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)
                        ? Boolean.FALSE
                        : a == null || b == null ? null : true;
                Boolean or = Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)
                        ? Boolean.TRUE
                        : a == null || b == null ? null : false;
                expect(and == null ? "" : and.toString(), truth("AND", logical(a), logical(b)));
                expect(or == null ? "" : or.toString(), truth("OR", logical(a), logical(b)));
                expect(
                        String.valueOf(!java.util.Objects.equals(a, b)),
                        truth("IS DISTINCT FROM", logical(a), logical(b)));
            }
            expect(a == null ? "" : String.valueOf(!a), truth("NOT", logical(a)));
            expect(String.valueOf(a == null), truth("IS NULL", logical(a)));
            expect(String.valueOf(Boolean.TRUE.equals(a)), truth("IS TRUE", logical(a)));
            expect(String.valueOf(!Boolean.TRUE.equals(a)), truth("IS NOT TRUE", logical(a)));
            expect(String.valueOf(Boolean.FALSE.equals(a)), truth("IS FALSE", logical(a)));
            expect(String.valueOf(!Boolean.FALSE.equals(a)), truth("IS NOT FALSE", logical(a)));
        }
    }

    private static Expression logical(@Nullable Boolean value) {
        // Not a literal NULL, so that the general code is used.
        return call(
                "CASE",
                Type.BOOLEAN,
                truth("=", call("NULLIF", Type.BIGINT, bigint(1), bigint(value == null ? 1 : 2)), bigint(1)),
                bool(Boolean.TRUE.equals(value)),
                none(Type.BOOLEAN));
    }

    @Test
    void onlyTheNeededBranchIsComputed() {
        Expression failing = call("/", Type.INT, integer(1), integer(0));
        expect("false", truth("AND", bool(false), truth("=", failing, integer(1))));
        expect("true", truth("OR", bool(true), truth("=", failing, integer(1))));
        expect("2", call("CASE", Type.INT, bool(false), failing, integer(2)));
        expect("1", call("COALESCE", Type.INT, integer(1), failing));
        expect("7", call("IF", Type.INT, bool(true), integer(7), failing));
        expect(null, call("CASE", Type.INT, none(Type.BOOLEAN), integer(1)));
    }

    @Test
    void conditions() {
        expect(null, call("NULLIF", Type.INT, integer(1), integer(1)));
        expect("1", call("NULLIF", Type.INT, integer(1), integer(2)));
        expect("b", call("COALESCE", Type.STRING, none(Type.STRING), none(Type.STRING), text("b"), text("c")));
        expect("3", call("GREATEST", Type.INT, integer(1), integer(3), integer(2)));
        expect("a", call("LEAST", Type.STRING, text("b"), text("a")));
        expect(null, call("LEAST", Type.INT, integer(1), none(Type.INT)));
        expect("2.5", call("GREATEST", Type.decimal(10, 1), integer(1), decimal("2.5", 2, 1)));
    }

    @Test
    void membership() {
        expect("true", truth("IN", integer(3), integer(1), integer(2), integer(3)));
        expect("false", truth("IN", integer(4), integer(1), integer(2)));
        expect(null, truth("IN", integer(4), integer(1), none(Type.INT)));
        expect("true", truth("IN", integer(1), integer(1), none(Type.INT)));
        expect("true", truth("IN", text("b"), text("a"), text("b")));
        expect("true", truth("NOT IN", text("c"), text("a"), text("b")));
        expect("true", truth("IN", decimal("1.50", 4, 2), decimal("1.5", 4, 1), integer(2)));
        expect("true", truth("IN", real(0.0), real(-0.0)));
        expect(null, truth("IN", none(Type.INT), integer(1)));
    }

    @Test
    void textComparesByCodePoints() {
        expect("true", truth("<", text("a"), text("b")));
        expect("true", truth("<", text("z"), text("é")));
        expect("true", truth("<", text("\uFFFD"), text("😀")));
        expect("true", truth("<>", text("a"), text("a ")));
        expect(
                "true",
                truth(
                        "=",
                        new Literal(new byte[] {1, (byte) 200}, Type.BYTES),
                        new Literal(new byte[] {1, (byte) 200}, Type.BYTES)));
    }

    @Test
    void timeArithmetic() {
        Type ts = Type.timestamp(3);
        expect("2026-01-31 00:00:01.000", call("+", ts, timestamp("2026-01-31"), new Literal(1000L, MILLIS)));
        expect("2026-02-28 00:00:00.000", call("+", ts, timestamp("2026-01-31"), new Literal(1L, MONTHS)));
        expect("2025-12-31 00:00:00.000", call("-", ts, timestamp("2026-01-31"), new Literal(1L, MONTHS)));
        expect("2026-02-01", call("+", Type.DATE, date("2026-01-31"), new Literal(86_400_000L, MILLIS)));
        expect("2026-02-01", call("+", Type.DATE, new Literal(86_400_000L, MILLIS), date("2026-01-31")));
        expect("+1 00:00:00.500", call("-", MILLIS, timestamp("2026-01-02 00:00:00.5"), timestamp("2026-01-01")));
        expect("+0-01", call("-", MONTHS, timestamp("2026-02-01"), timestamp("2026-01-01")));
        expect("+0 00:00:03.000", call("*", MILLIS, new Literal(1000L, MILLIS), integer(3)));
        expect("true", truth("<", date("2026-01-01"), timestamp("2026-01-01 00:00:01")));
    }

    private static void expect(@Nullable String expected, Expression expression) {
        String wanted =
                expected == null || expected.isEmpty() && expression.type().kind() == Kind.BOOLEAN ? null : expected;
        assertThat(value(expression)).as(expression.toString()).isEqualTo(wanted);
    }
}

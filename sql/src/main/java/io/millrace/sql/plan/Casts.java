package io.millrace.sql.plan;

import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.math.BigDecimal;
import java.util.List;

/** Brings values to the types that functions and columns want. */
final class Casts {
    private Casts() {}

    /** The value as another type, nullability left as it is; without a call when nothing changes. */
    static Expression cast(Expression value, Type target) {
        Type wanted = target.withNullable(value.type().nullable());
        if (wanted.equals(value.type())) {
            return value;
        }
        if (value instanceof Literal literal) {
            if (literal.value() == null) {
                return new Literal(null, wanted.withNullable(true));
            }
            if (literal.value() instanceof Long number && literal.type().kind().isInteger()) {
                if (wanted.kind() == Kind.BIGINT || (wanted.kind() == Kind.INT && number == number.intValue())) {
                    return new Literal(number, wanted);
                } else if (wanted.kind() == Kind.DOUBLE) {
                    return new Literal((double) number, wanted);
                } else if (wanted.kind() == Kind.DECIMAL
                        && BigDecimal.valueOf(number).precision() <= wanted.precision() - wanted.scale()) {
                    return new Literal(BigDecimal.valueOf(number).setScale(wanted.scale()), wanted);
                }
            } else if (literal.value() instanceof BigDecimal number && wanted.kind() == Kind.DOUBLE) {
                return new Literal(number.doubleValue(), wanted);
            } else if (literal.value() instanceof String
                    && wanted.kind() == Kind.VARCHAR
                    && wanted.precision() == Type.UNBOUNDED) {
                return new Literal(literal.value(), wanted);
            }
        }
        return new Call("CAST", List.of(value), wanted);
    }

    /** A type that can hold the values of both, for comparisons and arithmetic. */
    static Type common(Type a, Type b) {
        if (a.kind().isNested() && a.kind() == b.kind()) {
            return Nesting.common(a, b);
        }
        if (a.kind() == b.kind() && a.precision() == b.precision() && a.scale() == b.scale()) {
            return a;
        }
        if (a.kind().isNumeric() && b.kind().isNumeric()) {
            return commonNumber(a, b);
        }
        if (a.kind().isText() && b.kind().isText()) {
            return a.kind() == Kind.CHAR && b.kind() == Kind.CHAR
                    ? new Type(Kind.CHAR, Math.max(a.precision(), b.precision()), 0, true)
                    : new Type(Kind.VARCHAR, Math.max(a.precision(), b.precision()), 0, true);
        }
        if (a.kind().isBytes() && b.kind().isBytes()) {
            return new Type(Kind.VARBINARY, Math.max(a.precision(), b.precision()), 0, true);
        }
        if (a.kind() == b.kind()) {
            return a.precision() >= b.precision() ? a : b;
        }
        if (a.kind() == Kind.NULL) {
            return b;
        }
        if (a.kind() == Kind.DATE && b.kind().isTimestamp()) {
            return b;
        }
        if (a.kind() == Kind.TIMESTAMP && b.kind() == Kind.TIMESTAMP_LTZ) {
            return b;
        }
        return a;
    }

    private static Type commonNumber(Type a, Type b) {
        if (a.kind().isFloating() || b.kind().isFloating()) {
            return a.kind() == Kind.FLOAT && b.kind() == Kind.FLOAT ? Type.FLOAT : Type.DOUBLE;
        }
        if (a.kind() == Kind.DECIMAL || b.kind() == Kind.DECIMAL) {
            Type x = exact(a);
            Type y = exact(b);
            int scale = Math.max(x.scale(), y.scale());
            int digits = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
            return digits + scale <= 38
                    ? Type.decimal(digits + scale, scale)
                    : Type.decimal(38, Math.max(0, 38 - digits));
        }
        return exact(a).precision() >= exact(b).precision() ? a : b;
    }

    /** A whole number's type as DECIMAL. */
    static Type exact(Type type) {
        return switch (type.kind()) {
            case TINYINT -> Type.decimal(3, 0);
            case SMALLINT -> Type.decimal(5, 0);
            case INT -> Type.decimal(10, 0);
            case BIGINT -> Type.decimal(19, 0);
            default -> type;
        };
    }

    /** Whether a value may be stored in a column of another type without an explicit CAST, as in Flink. */
    static boolean isImplicit(Type from, Type to) {
        Kind a = from.kind();
        Kind b = to.kind();
        if (a == b && a.isNested()) {
            return Nesting.isImplicit(from, to);
        }
        if (a == b || a == Kind.NULL) {
            return true;
        }
        if (a.isInteger() && b.isNumeric()) {
            return !b.isInteger() || exact(from).precision() <= exact(to).precision();
        }
        if (a == Kind.DECIMAL || a == Kind.FLOAT) {
            return b.isFloating();
        }
        if (a == Kind.DATE || a.isTimestamp()) {
            return b.isTimestamp();
        }
        return (a.isText() && b.isText()) || (a.isBytes() && b.isBytes());
    }
}

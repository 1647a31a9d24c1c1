package io.millrace.sql.plan;

import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.sql.validate.Types;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Constants, in the units that vectors store. */
final class Literals {
    private Literals() {}

    static Literal of(RexLiteral literal) {
        if (literal.getTypeName() == SqlTypeName.SYMBOL) {
            return text(String.valueOf(literal.getValue()));
        }
        Type type = Types.of(literal.getType());
        if (type.kind() == Kind.CHAR && text(literal).codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            // Calcite counts two for each such character.
            return text(text(literal));
        }
        return new Literal(literal.isNull() ? null : value(literal, type), type);
    }

    static Literal text(String text) {
        return new Literal(text, new Type(Kind.CHAR, text.codePointCount(0, text.length()), 0, false));
    }

    private static @Nullable Object value(RexLiteral literal, Type type) {
        return switch (type.kind()) {
            case BOOLEAN -> literal.getValueAs(Boolean.class);
            case TINYINT, SMALLINT, INT, BIGINT, INTERVAL_MONTH, INTERVAL_SECOND ->
                decimal(literal).longValueExact();
            case DATE, TIME -> whole(literal);
            case FLOAT -> (double) decimal(literal).floatValue();
            case DOUBLE -> decimal(literal).doubleValue();
            case DECIMAL -> decimal(literal).setScale(type.scale(), RoundingMode.HALF_UP);
            case CHAR -> padded(text(literal), type.precision());
            case VARCHAR -> text(literal);
            case BINARY, VARBINARY -> bytes(literal);
            case TIMESTAMP, TIMESTAMP_LTZ -> micros(literal);
            case NULL -> null;
            case ARRAY, MAP, MULTISET, ROW, BITMAP, VARIANT ->
                throw new IllegalArgumentException("bug: a nested literal");
        };
    }

    private static long whole(RexLiteral literal) {
        Integer value = literal.getValueAs(Integer.class);
        return value == null ? 0 : value;
    }

    private static BigDecimal decimal(RexLiteral literal) {
        BigDecimal value = literal.getValueAs(BigDecimal.class);
        return value == null ? BigDecimal.ZERO : value;
    }

    private static String text(RexLiteral literal) {
        NlsString value = literal.getValueAs(NlsString.class);
        return value == null ? "" : value.getValue();
    }

    private static String padded(String text, int length) {
        int missing = length - text.codePointCount(0, text.length());
        return missing > 0 ? text + " ".repeat(missing) : text;
    }

    private static byte[] bytes(RexLiteral literal) {
        ByteString value = literal.getValueAs(ByteString.class);
        return value == null ? new byte[0] : value.getBytes();
    }

    private static long micros(RexLiteral literal) {
        TimestampString value = literal.getValueAs(TimestampString.class);
        if (value == null) {
            return 0;
        }
        String text = value.toString();
        int point = text.indexOf('.');
        String digits = point < 0 ? "" : text.substring(point + 1);
        long seconds = Math.floorDiv(value.getMillisSinceEpoch(), 1000L);
        return seconds * 1_000_000 + Long.parseLong((digits + "000000").substring(0, 6));
    }
}

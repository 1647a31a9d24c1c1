package io.millrace.engine.expression;

import static io.millrace.engine.expression.Expressions.bigint;
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
import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static final Type STRING = Type.STRING;
    private static final Type INT = Type.INT;
    private static final Type BIGINT = Type.BIGINT;
    private static final Type DOUBLE = Type.DOUBLE;

    @Test
    void registryIsWhole() {
        Set<String> names = new HashSet<>();
        for (Function function : Functions.ALL) {
            assertThat(names.add(function.name())).as(function.name()).isTrue();
            function.aliases()
                    .forEach(alias -> assertThat(names.add(alias)).as(alias).isTrue());
            assertThat(function.overloads()).as(function.name()).isNotEmpty();
            assertThat(function.meaning()).endsWith(".");
            assertThat(function.example()).isNotEmpty();
            assertThat(function.owner().getMethods())
                    .as(function.name())
                    .anyMatch(method -> method.getName().equals(function.method()));
        }
        assertThat(Functions.find("ceiling")).isSameAs(Functions.find("CEIL"));
        assertThatThrownBy(() -> value(call("UPER", STRING, text("a")))).isInstanceOf(QueryException.class);
        assertThatThrownBy(() -> value(call("UPPER", STRING, integer(1)))).isInstanceOf(QueryException.class);
    }

    @Test
    void math() {
        expect("2", call("ABS", INT, integer(-2)));
        expect("-2147483648", call("ABS", INT, integer(-2147483648)));
        expect("2.5", call("ABS", Type.decimal(3, 1), decimal("-2.5", 3, 1)));
        expect("-2.0", call("CEIL", DOUBLE, real(-2.5)));
        expect("3", call("CEIL", Type.decimal(3, 0), decimal("2.1", 3, 1)));
        expect("-3", call("FLOOR", Type.decimal(3, 0), decimal("-2.1", 3, 1)));
        expect("2.35", call("ROUND", DOUBLE, real(2.345), integer(2)));
        expect("-3.0", call("ROUND", DOUBLE, real(-2.5)));
        expect("1200", call("ROUND", INT, integer(1234), integer(-2)));
        expect("2.35", call("ROUND", Type.decimal(5, 2), decimal("2.345", 5, 3), integer(2)));
        expect("2.34", call("TRUNCATE", DOUBLE, real(2.349), integer(2)));
        expect("-1", call("SIGN", INT, integer(-5)));
        expect("1024.0", call("POWER", DOUBLE, integer(2), integer(10)));
        expect("3.0", call("LOG2", DOUBLE, integer(8)));
        expect("3.0", call("LOG", DOUBLE, integer(2), integer(8)));
        expect("2.0", call("SQRT", DOUBLE, decimal("4.0", 2, 1)));
        expect("3.141592653589793", call("PI", DOUBLE));
        expect("1100", call("BIN", STRING, integer(12)));
        expect("FF", call("HEX", STRING, integer(255)));
        expect("616263", call("HEX", STRING, text("abc")));
        expect("x'4d'", call("UNHEX", Type.BYTES, text("4D")));
        expect(null, call("UNHEX", Type.BYTES, text("xx")));
        expect("true", truth("<", call("RAND", DOUBLE), real(1)));
        expect("true", truth("<", call("RAND_INTEGER", INT, integer(3)), integer(3)));
    }

    @Test
    void text_() {
        expect("4", call("CHAR_LENGTH", INT, text("né😀x")));
        expect("ABC", call("UPPER", STRING, text("abc")));
        expect("ÉÀ", call("UPPER", STRING, text("éà")));
        expect("abc", call("LOWER", STRING, text("ABC")));
        expect("abcd", call("||", STRING, text("a"), text("bc"), text("d")));
        expect(null, call("||", STRING, text("a"), none(STRING)));
        expect(
                "a-b",
                call(
                        "CONCAT_WS",
                        STRING,
                        text("-"),
                        text("a"),
                        call("NULLIF", STRING, text("x"), text("x")),
                        text("b")));
        expect(null, call("CONCAT_WS", STRING, none(STRING), text("a")));
        expect("ell", call("SUBSTRING", STRING, text("hello"), integer(2), integer(3)));
        expect("lo", call("SUBSTRING", STRING, text("hello"), integer(-2)));
        expect("é", call("SUBSTRING", STRING, text("né😀"), integer(2), integer(1)));
        expect("", call("SUBSTRING", STRING, text("abc"), integer(9)));
        expect("ab", call("LEFT", STRING, text("abc"), integer(2)));
        expect("😀c", call("RIGHT", STRING, text("a😀c"), integer(2)));
        expect("a", call("TRIM", STRING, text("BOTH"), text(" "), text("  a ")));
        expect("axx", call("TRIM", STRING, text("LEADING"), text("x"), text("xxaxx")));
        expect("xxa", call("TRIM", STRING, text("TRAILING"), text("x"), text("xxaxx")));
        expect("b", call("BTRIM", STRING, text("éabé"), text("aé")));
        expect("007", call("LPAD", STRING, text("7"), integer(3), text("0")));
        expect("a.-.", call("RPAD", STRING, text("a"), integer(4), text(".-")));
        expect("boo", call("REPLACE", STRING, text("banan"), text("an"), text("o")));
        expect("ababab", call("REPEAT", STRING, text("ab"), integer(3)));
        expect("😀én", call("REVERSE", STRING, text("né😀")));
        expect("3", call("POSITION", INT, text("l"), text("hello")));
        expect("0", call("POSITION", INT, text("z"), text("hello")));
        expect("4", call("LOCATE", INT, text("l"), text("héllo"), integer(4)));
        expect("2", call("INSTR", INT, text("né"), text("é")));
        expect("Two Words", call("INITCAP", STRING, text("tWO words")));
        expect("97", call("ASCII", INT, text("a")));
        expect("a", call("CHR", STRING, integer(97)));
        expect("b", call("SPLIT_INDEX", STRING, text("a,b,c"), text(","), integer(1)));
        expect("c", call("SPLIT_INDEX", STRING, text("a,b,c"), integer(44), integer(2)));
        expect(null, call("SPLIT_INDEX", STRING, text("a,b,c"), text(","), integer(3)));
        expect("yello", call("OVERLAY", STRING, text("hello"), text("y"), integer(1)));
        expect("xyc", call("TRANSLATE", STRING, text("abc"), text("ab"), text("xy")));
        expect("true", truth("STARTSWITH", text("hello"), text("he")));
        expect("false", truth("ENDSWITH", text("o"), text("hello")));
    }

    @Test
    void patterns() {
        String[][] cases = {
            {"hello", "h%", "true"},
            {"hello", "%lo", "true"},
            {"hello", "%ell%", "true"},
            {"hello", "h_llo", "true"},
            {"héllo", "h_llo", "true"},
            {"hello", "hell", "false"},
            {"hello", "%", "true"},
            {"", "%", "true"},
            {"", "_", "false"},
            {"abcabc", "%b%c", "true"},
            {"abcab", "a%b%c", "false"},
            {"a", "a%a", "false"},
            {"a😀b", "a_b", "true"},
            {"aXbXc", "a_b%_c", "true"},
            {"ab", "%_b_%", "false"},
            {"line\nbreak", "line%", "true"}
        };
        for (String[] one : cases) {
            expect(one[2], truth("LIKE", text(one[0]), text(one[1])));
        }
        expect("true", truth("LIKE", text("50%"), text("50!%"), text("!")));
        expect("false", truth("LIKE", text("505"), text("50!%"), text("!")));
        expect("true", truth("NOT LIKE", text("a"), text("b")));
        assertThatThrownBy(() -> value(truth("LIKE", text("a"), text("a!b"), text("!"))))
                .isInstanceOf(DataException.class);
        expect("true", truth("SIMILAR TO", text("hello"), text("(h|j)%")));
        expect("false", truth("SIMILAR TO", text("h.llo"), text("h.l")));
        expect("true", truth("SIMILAR TO", text("ab1"), text("[a-c]+[0-9]")));
        expect("true", truth("REGEXP", text("hello"), text("l+")));
        expect("42", call("REGEXP_EXTRACT", STRING, text("a-42"), text("([0-9]+)"), integer(1)));
        expect("é4", call("REGEXP_EXTRACT", STRING, text("aé4"), text("é[0-9]+")));
        expect(null, call("REGEXP_EXTRACT", STRING, text("a"), text("([0-9]+)"), integer(1)));
        expect("a#b#", call("REGEXP_REPLACE", STRING, text("a1b2"), text("[0-9]"), text("#")));
        expect("$2$1", call("REGEXP_REPLACE", STRING, text("a1"), text("(.)(.)"), text("$2$1")));
        assertThatThrownBy(() -> value(truth("REGEXP", text("a"), text("(")))).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> value(truth("REGEXP", text("a".repeat(60) + "b"), text("(a|aa)+\\1$"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("too long");
        assertThatThrownBy(() ->
                        value(truth("REGEXP", call("REPEAT", STRING, text("ab"), integer(100_000)), text("^(a|b)*$"))))
                .isInstanceOf(DataException.class);
    }

    @Test
    void codings() {
        expect("5d41402abc4b2a76b9719d911017c592", call("MD5", STRING, text("hello")));
        expect("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", call("SHA1", STRING, text("hello")));
        expect(
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                call("SHA256", STRING, text("hello")));
        expect("aGVsbG8=", call("TO_BASE64", STRING, text("hello")));
        expect("hello", call("FROM_BASE64", STRING, text("aGVsbG8=")));
        expect(null, call("FROM_BASE64", STRING, text("%")));
        expect("a+b", call("URL_ENCODE", STRING, text("a b")));
        expect("a b", call("URL_DECODE", STRING, text("a%20b")));
        expect("c", call("PARSE_URL", STRING, text("https://example.org/a?b=c"), text("QUERY"), text("b")));
        expect("example.org", call("PARSE_URL", STRING, text("https://example.org/a?b=c"), text("HOST")));
        expect("36", call("CHAR_LENGTH", INT, call("UUID", STRING)));
        expect("true", truth("IS_ALPHA", text("abc")));
        expect("true", truth("IS_DECIMAL", text("1.5")));
        expect("false", truth("IS_DIGIT", text("1.5")));
    }

    @Test
    void time() {
        Expression moment = timestamp("2026-01-31 12:34:56.789");
        String[][] fields = {
            {"YEAR", "2026"},
            {"QUARTER", "1"},
            {"MONTH", "1"},
            {"WEEK", "5"},
            {"DAY", "31"},
            {"DOY", "31"},
            {"DOW", "7"},
            {"HOUR", "12"},
            {"MINUTE", "34"},
            {"SECOND", "56"},
            {"MILLISECOND", "789"},
            {"EPOCH", "1769862896"}
        };
        for (String[] field : fields) {
            expect(field[1], call("EXTRACT", BIGINT, text(field[0]), moment));
        }
        expect("53", call("WEEK", BIGINT, date("2027-01-03")));
        expect("7", call("DAYOFWEEK", BIGINT, date("2026-01-31")));
        expect("13", call("HOUR", BIGINT, call("CAST", Type.timestampLtz(3), text("2026-01-31 12:00:00Z"))));
        Type ts = Type.timestamp(3);
        expect("2026-01-31 12:00:00.000", call("FLOOR", ts, moment, text("HOUR")));
        expect("2026-02-01 00:00:00.000", call("CEIL", ts, moment, text("MONTH")));
        expect("2026-01-01", call("FLOOR", Type.DATE, date("2026-03-31"), text("QUARTER")));
        expect("2026-02-28 12:34:56.789", call("TIMESTAMPADD", ts, text("MONTH"), integer(1), moment));
        expect("2026-02-01", call("TIMESTAMPADD", Type.DATE, text("DAY"), integer(1), date("2026-01-31")));
        expect("30", call("TIMESTAMPDIFF", INT, text("DAY"), date("2026-01-01"), moment));
        expect("-1", call("TIMESTAMPDIFF", INT, text("MONTH"), timestamp("2026-03-01"), timestamp("2026-01-31")));
        expect("12:34", call("DATE_FORMAT", STRING, moment, text("HH:mm")));
        expect("31 Jan 2026", call("DATE_FORMAT", STRING, moment, text("d MMM yyyy")));
        expect("20260131 123456.789", call("DATE_FORMAT", STRING, moment, text("yyyyMMdd HHmmss.SSS")));
        expect("2026-01-31", call("TO_DATE", Type.DATE, text("31.01.2026"), text("dd.MM.yyyy")));
        expect(null, call("TO_DATE", Type.DATE, text("x")));
        expect("2026-01-31 12:34:56.789", call("TO_TIMESTAMP", ts, text("2026-01-31 12:34:56.7899")));
        expect("2026-01-31 10:00:00.000", call("TO_TIMESTAMP", ts, text("2026013110"), text("yyyyMMddHH")));
        expect(
                "1970-01-01 01:00:01.000+01:00",
                call("TO_TIMESTAMP_LTZ", Type.timestampLtz(3), bigint(1000), integer(3)));
        expect("1970-01-01 01:00:00", call("FROM_UNIXTIME", STRING, bigint(0)));
        expect("0", call("UNIX_TIMESTAMP", BIGINT, text("1970-01-01 01:00:00")));
        expect(
                "2026-01-31 21:00:00",
                call("CONVERT_TZ", STRING, text("2026-01-31 12:00:00"), text("UTC"), text("Asia/Tokyo")));
        expect(
                "true",
                truth(">", call("NOW", Type.timestampLtz(3)), call("CAST", Type.timestampLtz(3), text("2020-01-01"))));
        expect("true", truth(">", call("CURRENT_DATE", Type.DATE), date("2020-01-01")));
    }

    @Test
    void casts() {
        expect("-128", call("CAST", Type.TINYINT, integer(128)));
        expect("2147483647", call("CAST", INT, real(1e10)));
        expect("-2", call("CAST", INT, real(-2.9)));
        expect("0", call("CAST", INT, real(Double.NaN)));
        expect("2.35", call("CAST", Type.decimal(5, 2), real(2.345)));
        expect(null, call("CAST", Type.decimal(3, 2), integer(10)));
        expect("2", call("CAST", BIGINT, decimal("2.9", 3, 1)));
        expect("0.1", call("CAST", Type.FLOAT, real(0.1)));
        expect("1", call("CAST", INT, Expressions.bool(true)));
        expect("true", call("CAST", Type.BOOLEAN, integer(7)));
        expect("TRUE", call("CAST", STRING, Expressions.bool(true)));
        expect("true", call("CAST", Type.BOOLEAN, text("Yes")));
        expect("12", call("CAST", INT, text(" 12 ")));
        expect("12", call("CAST", INT, text("12.7")));
        expect(null, call("TRY_CAST", INT, text("x")));
        expect(null, call("TRY_CAST", INT, text("2147483648")));
        expect(null, call("TRY_CAST", Type.decimal(4, 1), text("x")));
        expect("1.5", call("TRY_CAST", DOUBLE, text("1.5")));
        assertThatThrownBy(() -> value(call("CAST", INT, text("x"))))
                .isInstanceOf(DataException.class)
                .hasMessage("'x' cannot be read as INT");
        expect("1.0E10", call("CAST", STRING, real(1e10)));
        expect("1.50", call("CAST", STRING, decimal("1.5", 4, 2)));
        expect("ab", call("CAST", new Type(io.millrace.core.type.Kind.VARCHAR, 2, 0, true), text("abc")));
        expect("ab  ", call("CAST", new Type(io.millrace.core.type.Kind.CHAR, 4, 0, true), text("ab")));
        expect("12", call("CAST", new Type(io.millrace.core.type.Kind.VARCHAR, 2, 0, true), integer(123)));
        expect("2026-01-31 00:00:00.000", call("CAST", STRING, call("CAST", Type.timestamp(3), date("2026-01-31"))));
        expect("2026-01-31", call("CAST", Type.DATE, timestamp("2026-01-31 12:00:00")));
        expect("2026-01-31 12:00:00+01:00", call("CAST", Type.timestampLtz(0), timestamp("2026-01-31 12:00:00")));
        expect(
                "2026-01-31 13:00:00",
                call("CAST", Type.timestamp(0), call("CAST", Type.timestampLtz(3), text("2026-01-31 12:00:00Z"))));
        expect(
                "2026-01-31 13:00:00.000",
                call("CAST", STRING, call("CAST", Type.timestampLtz(3), text("2026-01-31 12:00:00Z"))));
        expect("12:34:56", call("CAST", Type.TIME, timestamp("2026-01-31 12:34:56.789")));
        expect(
                "abc",
                call("CAST", STRING, new Literal("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8), Type.BYTES)));
        expect(null, call("CAST", STRING, none(INT)));
    }

    private static void expect(@Nullable String expected, Expression expression) {
        assertThat(value(expression)).as(expression.toString()).isEqualTo(expected);
    }
}

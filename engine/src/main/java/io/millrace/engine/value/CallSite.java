package io.millrace.engine.value;

import io.millrace.core.env.Environment;
import io.millrace.core.error.DataException;
import io.millrace.core.text.ValueParser;
import io.millrace.core.type.Type;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function in one compiled expression: the types it works on, registers for its result, and what it wants
 * to keep between rows. A function that wants it has it as its first parameter. One thread at a time.
 */
public final class CallSite {
    /** For a text or binary result. */
    public final Utf8 text = new Utf8();
    /** For a result of type DECIMAL. */
    public final Decimal decimal = new Decimal();
    /** Set by a function that answers a number or a boolean when the answer is NULL; reset before each call. */
    public boolean isNull;
    /** The arguments of a variadic call, behind those that are always there. */
    public @Nullable Utf8[] texts = {};

    /** The same for functions that take values of any type. */
    public @Nullable Object[] values = {};

    public final StringBuilder builder = new StringBuilder();
    public final ValueParser parser = new ValueParser();
    private final List<Type> arguments;
    private final Type type;
    private final ZoneId zone;
    private final Environment environment;
    private final BatchClock clock;
    private @Nullable RandomGenerator random;
    private final Utf8 cachedKey = new Utf8();
    private @Nullable Object cached;
    private @Nullable Object kept;

    public CallSite(List<Type> arguments, Type type, ZoneId zone, Environment environment, BatchClock clock) {
        this.clock = clock;
        this.arguments = arguments;
        this.type = type;
        this.zone = zone;
        this.environment = environment;
    }

    /** Makes room for so many variadic arguments. */
    public CallSite reserve(int count) {
        texts = new Utf8[count];
        values = new Object[count];
        return this;
    }

    /** The type of the result. */
    public Type type() {
        return type;
    }

    public Type argument(int index) {
        return arguments.get(index);
    }

    /** The time zone of the session. */
    public ZoneId zone() {
        return zone;
    }

    /** The moment of the batch: microseconds since 1970, UTC, by the clock of the host. */
    public long nowMicros() {
        return clock.micros();
    }

    /** The same, by a clock that never goes back. */
    public long steadyMicros() {
        return environment.clock().steadyMicros();
    }

    public RandomGenerator random() {
        RandomGenerator generator = random;
        if (generator == null) {
            generator = environment.random("expression");
            random = generator;
        }
        return generator;
    }

    /**
     * What {@code make} makes of a text, made anew only when the text changes: for patterns, units and the like, which
     * are mostly literals.
     */
    @SuppressWarnings("unchecked")
    public <T> T remember(Utf8 key, Function<Utf8, T> make) {
        Object value = cached;
        if (value == null || !cachedKey.sameAs(key)) {
            value = make.apply(key);
            cachedKey.clear().append(key);
            cached = value;
        }
        return (T) value;
    }

    /** What a function makes for itself at its first call, to work with at every one. */
    @SuppressWarnings("unchecked")
    public <T> T keep(Supplier<T> make) {
        Object value = kept;
        if (value == null) {
            value = make.get();
            kept = value;
        }
        return (T) value;
    }

    /** Says that the answer is NULL, for functions that answer a long. */
    public long nullLong() {
        isNull = true;
        return 0;
    }

    public double nullDouble() {
        isNull = true;
        return 0;
    }

    public boolean nullBoolean() {
        isNull = true;
        return false;
    }

    /** A failure to read a text as the type of the result. */
    public DataException unreadable(Utf8 value) {
        String shown = shortened(value.toString());
        return new DataException(
                "'" + shown + "' cannot be read as " + type.sql(), "TRY_CAST gives NULL for such values instead");
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) > 60
                ? text.substring(0, text.offsetByCodePoints(0, 30)) + "…"
                : text;
    }
}

package io.millrace.sql;

import io.millrace.core.connect.Quantities;
import io.millrace.core.text.Suggestions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@code SET} changes. Unknown keys and wrong values are refused. */
public final class Settings {
    public static final String TIME_ZONE = "table.local-time-zone";
    public static final String PARALLELISM = "parallelism.default";
    public static final String RUNTIME_MODE = "execution.runtime-mode";
    public static final String PIPELINE_NAME = "pipeline.name";
    public static final String ALLOW_TRAPS = "table.allow-traps";
    public static final String STATE_LIFETIME = "table.exec.state.ttl";
    public static final String EARLY_FIRE = "table.exec.emit.early-fire.enabled";
    public static final String EARLY_FIRE_DELAY = "table.exec.emit.early-fire.delay";
    public static final String LATE_FIRE = "table.exec.emit.late-fire.enabled";
    public static final String LATE_FIRE_DELAY = "table.exec.emit.late-fire.delay";
    public static final String ALLOW_LATENESS = "table.exec.emit.allow-lateness";

    public static final String IDLE_TIMEOUT = "table.exec.source.idle-timeout";
    public static final String NOT_NULL = "table.exec.sink.not-null-enforcer";
    /** The folder of state; the command line's --state goes before it. */
    public static final String STATE_DIR = "state.dir";

    /** From one checkpoint to the next; --checkpoint-interval goes before it. */
    public static final String CHECKPOINT_INTERVAL = "execution.checkpointing.interval";

    private static final String DIALECT = "table.sql-dialect";
    private static final String OLD_CASTS = "table.exec.legacy-cast-behaviour";

    private static final List<String> KNOWN = List.of(
            TIME_ZONE,
            PARALLELISM,
            RUNTIME_MODE,
            PIPELINE_NAME,
            ALLOW_TRAPS,
            STATE_LIFETIME,
            EARLY_FIRE,
            EARLY_FIRE_DELAY,
            LATE_FIRE,
            LATE_FIRE_DELAY,
            ALLOW_LATENESS,
            IDLE_TIMEOUT,
            NOT_NULL,
            STATE_DIR,
            CHECKPOINT_INTERVAL,
            DIALECT,
            OLD_CASTS);

    private final Map<String, String> values = new TreeMap<>();

    /** A setting is unknown or its value is wrong. */
    public static final class InvalidSettingException extends RuntimeException {
        private final String hint;

        InvalidSettingException(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        public String hint() {
            return hint;
        }
    }

    /**
     * Changes a setting.
     *
     * @throws InvalidSettingException when there is no such setting or the value is none of its values
     */
    public void set(String key, String value) {
        checkKnown(key);
        boolean good = switch (key) {
            case TIME_ZONE -> isZone(value);
            case PARALLELISM -> value.matches("[1-9][0-9]{0,3}");
            case RUNTIME_MODE -> List.of("streaming", "batch", "automatic").contains(value.toLowerCase(Locale.ROOT));
            case ALLOW_TRAPS, EARLY_FIRE, LATE_FIRE ->
                List.of("true", "false").contains(value.toLowerCase(Locale.ROOT));
            case STATE_LIFETIME, EARLY_FIRE_DELAY, LATE_FIRE_DELAY, ALLOW_LATENESS, IDLE_TIMEOUT, CHECKPOINT_INTERVAL ->
                isDuration(value);
            case STATE_DIR -> !value.isBlank();
            case NOT_NULL -> List.of("error", "drop").contains(value.toLowerCase(Locale.ROOT));
            case DIALECT -> value.equalsIgnoreCase("default");
            case OLD_CASTS -> value.equalsIgnoreCase("disabled");
            default -> true;
        };
        if (!good) {
            throw new InvalidSettingException(
                    "setting '" + key + "' cannot be '" + value + "'",
                    switch (key) {
                        case TIME_ZONE -> "it takes a time zone such as UTC, Europe/Berlin or GMT+08:00";
                        case PARALLELISM -> "it takes a number of workers, 1 to 9999";
                        case RUNTIME_MODE -> "it takes streaming, batch or automatic";
                        case STATE_LIFETIME -> "it takes a duration such as 1 h or 7 d; 0 for ever";
                        case NOT_NULL -> "it takes error, or drop for leaving such rows out";
                        case DIALECT -> "scripts are in Flink's own dialect, default";
                        case OLD_CASTS -> "a text that is no number is an error; TRY_CAST makes it NULL";
                        case STATE_DIR -> "it takes the name of a folder";
                        case EARLY_FIRE_DELAY, LATE_FIRE_DELAY, ALLOW_LATENESS, IDLE_TIMEOUT, CHECKPOINT_INTERVAL ->
                            "it takes a duration such as 10 s or 1 min";
                        default -> "it takes true or false";
                    });
        }
        values.put(key, value);
    }

    public void reset(String key) {
        checkKnown(key);
        values.remove(key);
    }

    public void resetAll() {
        values.clear();
    }

    /** What was set, by key. */
    public Map<String, String> values() {
        return new LinkedHashMap<>(values);
    }

    /** The session's time zone, UTC unless set. */
    public ZoneId zone() {
        return ZoneId.of(values.getOrDefault(TIME_ZONE, "UTC"));
    }

    /** Whether queries that are probably a mistake on unbounded inputs are let through. */
    public boolean allowsTraps() {
        return isTrue(ALLOW_TRAPS);
    }

    /** Whether rows with NULL where a table takes none are left out of an INSERT, and are no error. */
    public boolean dropsNull() {
        return "drop".equalsIgnoreCase(values.get(NOT_NULL));
    }

    /** Whether a setting of true or false was set to true. */
    public boolean isTrue(String key) {
        return "true".equalsIgnoreCase(values.get(key));
    }

    /** A setting of a duration, in microseconds. */
    public long micros(String key, long otherwise) {
        String value = values.get(key);
        return value == null ? otherwise : Quantities.micros(value);
    }

    /**
     * How long after its last write, in time of processing, state is forgotten that would be kept for ever; microseconds,
     * 0 for never.
     */
    public long lifetimeMicros() {
        return micros(STATE_LIFETIME, 0);
    }

    private static boolean isDuration(String value) {
        try {
            Quantities.micros(value);
            return true;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    /** Whether a setting is taken only because Flink has it. */
    public static boolean isMeaningless(String key) {
        return !KNOWN.contains(key) && ClusterSettings.has(key);
    }

    private static void checkKnown(String key) {
        if (!KNOWN.contains(key) && !ClusterSettings.has(key)) {
            List<String> all = new ArrayList<>(KNOWN);
            all.addAll(ClusterSettings.KNOWN);
            throw new InvalidSettingException(
                    "unknown setting '" + key + "'",
                    Suggestions.nearest(key, all).isPresent()
                            ? Suggestions.didYouMean(key, all)
                            : Suggestions.didYouMean(key, KNOWN));
        }
    }

    private static boolean isZone(String value) {
        try {
            ZoneId.of(value);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}

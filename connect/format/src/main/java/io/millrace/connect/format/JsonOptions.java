package io.millrace.connect.format;

import io.millrace.core.connect.Option;
import io.millrace.core.connect.TableOptions;
import java.util.List;

/**
 * How JSON is read and written.
 *
 * @param isoTimestamps whether timestamps are written with a {@code T}; read are both ways
 */
record JsonOptions(boolean ignoreParseErrors, boolean failOnMissingField, boolean isoTimestamps) {
    static final List<Option> DECLARED = List.of(
            Option.optional(
                    "json.ignore-parse-errors",
                    Option.Kind.BOOLEAN,
                    "false",
                    "Makes fields that cannot be read NULL and leaves out broken rows, without counting them."),
            Option.optional(
                    "json.fail-on-missing-field",
                    Option.Kind.BOOLEAN,
                    "false",
                    "Makes a row without one of the columns a bad row instead of NULL."),
            Option.choice(
                    "json.timestamp-format.standard",
                    "SQL",
                    List.of("SQL", "ISO-8601"),
                    "How timestamps are written; both are read."),
            Option.ignored("json.encode.decimal-as-plain-number"),
            Option.ignored("json.decode.json-parser.enabled"));

    static JsonOptions of(TableOptions options) {
        return new JsonOptions(
                options.flag("json.ignore-parse-errors"),
                options.flag("json.fail-on-missing-field"),
                options.require("json.timestamp-format.standard").equals("ISO-8601"));
    }
}

package io.millrace.sql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that means a version of a model: {@code fare$7}.
 *
 * @param path the whole name
 * @param model the model's
 * @param number from 1 up
 */
record VersionName(ObjectPath path, ObjectPath model, long number) {
    private static final Pattern NAME = Pattern.compile("(.+)\\$([1-9][0-9]{0,17})", Pattern.DOTALL);

    /** Reads a name as that of a version; empty when it is that of a model. */
    static Optional<VersionName> of(ObjectPath path) {
        Matcher name = NAME.matcher(path.name());
        return name.matches()
                ? Optional.of(new VersionName(path, path.namespace().of(name.group(1)), Long.parseLong(name.group(2))))
                : Optional.empty();
    }
}

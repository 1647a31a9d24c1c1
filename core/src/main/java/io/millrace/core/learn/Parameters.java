package io.millrace.core.learn;

import io.millrace.core.text.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for the parameters of an algorithm, checked; those that are not given have their defaults. Immutable. */
public final class Parameters {
    private final String owner;
    private final List<Parameter> declared;
    private final Map<String, String> given;

    Parameters(String owner, List<Parameter> declared, Map<String, String> given) {
        this.owner = owner;
        this.declared = declared;
        this.given = given;
    }

    /**
     * All with their defaults.
     *
     * @param owner whose they are, for errors
     */
    public static Parameters of(String owner, List<Parameter> declared) {
        return new Parameters(owner, List.copyOf(declared), Map.of());
    }

    /**
     * The same with another value for one parameter.
     *
     * @param value a number, a boolean, or text
     * @throws InvalidParameterException when there is no such parameter, or it does not take the value
     */
    public Parameters with(String name, Object value) {
        Parameter parameter = find(name);
        if (parameter == null) {
            throw new InvalidParameterException(
                    name,
                    owner + " has no parameter '" + name + "'",
                    Suggestions.didYouMean(
                            name, declared.stream().map(Parameter::name).toList()));
        }
        String text = String.valueOf(value).trim();
        String expected = parameter.complaint(text);
        if (expected != null) {
            throw new InvalidParameterException(
                    name, "parameter '" + name + "' of " + owner + " is '" + text + "'", "it takes " + expected);
        }
        Map<String, String> changed = new LinkedHashMap<>(given);
        changed.put(name, text);
        return new Parameters(owner, declared, changed);
    }

    /** The same with other values for several. */
    public Parameters with(Map<String, ?> values) {
        Parameters changed = this;
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            changed = changed.with(entry.getKey(), entry.getValue());
        }
        return changed;
    }

    /** The value of a whole number that fits an int. */
    public int whole(String name) {
        return Math.toIntExact(Long.parseLong(text(name)));
    }

    public double real(String name) {
        return Double.parseDouble(text(name));
    }

    public boolean flag(String name) {
        return text(name).equals("true");
    }

    /** A value as text, for choices. */
    public String text(String name) {
        Parameter parameter = find(name);
        if (parameter == null) {
            throw new IllegalArgumentException(owner + " declares no parameter " + name);
        }
        return given.getOrDefault(name, parameter.defaultValue());
    }

    public long seed() {
        return Long.parseLong(text("seed"));
    }

    private @Nullable Parameter find(String name) {
        for (Parameter parameter : declared) {
            if (parameter.name().equals(name)) {
                return parameter;
            }
        }
        return null;
    }

    /** What was given, without defaults. */
    public Map<String, String> given() {
        return Map.copyOf(given);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Parameters parameters
                && owner.equals(parameters.owner)
                && given.equals(parameters.given);
    }

    @Override
    public int hashCode() {
        return owner.hashCode() * 31 + given.hashCode();
    }

    @Override
    public String toString() {
        return given.toString();
    }

    /** A parameter is unknown or has a wrong value. */
    public static final class InvalidParameterException extends RuntimeException {
        private final String parameter;
        private final String hint;

        public InvalidParameterException(String parameter, String message, String hint) {
            super(message);
            this.parameter = parameter;
            this.hint = hint;
        }

        public String parameter() {
            return parameter;
        }

        /** What to write instead. */
        public String hint() {
            return hint;
        }
    }
}

package io.millrace.cli;

import io.millrace.core.connect.Option;
import io.millrace.core.error.QueryException;
import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.ModelType;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Kinds of models beyond those that are always there: what {@link ServiceLoader} finds among the optional parts of the
 * distribution, or whatever else is on the class path.
 */
final class InstalledProviders {
    /** What the distribution has in its folder optional/, unless somebody took it out. */
    private static final List<String> OPTIONAL = List.of("onnx");

    private InstalledProviders() {}

    /** Looked for when it is asked for first, for that takes a look into every jar. */
    private static final class Holder {
        private static final List<ModelProvider> ALL = all(InstalledProviders.class.getClassLoader());
    }

    static List<ModelProvider> all() {
        return Holder.ALL;
    }

    /** The same with what a class loader finds. */
    static List<ModelProvider> all(ClassLoader loader) {
        List<ModelProvider> found = new ArrayList<>();
        try {
            ServiceLoader.load(ModelProvider.class, loader).forEach(found::add);
        } catch (ServiceConfigurationError e) {
            throw new QueryException(
                    "a part that adds a provider of models does not start: " + e.getMessage(),
                    null,
                    "take it off the class path, or put one in its place that was made for this version");
        }
        for (String name : OPTIONAL) {
            if (found.stream().noneMatch(provider -> provider.name().equals(name))) {
                found.add(new Missing(name));
            }
        }
        return List.copyOf(found);
    }

    /** Stands for an optional part that is not there. */
    private record Missing(String name) implements ModelProvider {
        @Override
        public List<Option> options() {
            return List.of();
        }

        @Override
        public ModelType define(Request request) {
            throw new InvalidModelException(
                    "provider",
                    "provider '" + name + "' is not installed",
                    "it is an optional part: put the folder optional/ of a whole distribution beside lib/");
        }
    }
}

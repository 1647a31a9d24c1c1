package io.millrace.sql;

import io.millrace.core.error.QueryException;
import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.VersionOptions;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification.VersionUse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model in a catalog.
 *
 * @param id what it has learned is kept by; another one when it is created anew
 * @param input the columns that a prediction needs
 * @param output the columns that a prediction has
 * @param provider what makes it: {@code online}
 * @param options what WITH says, without the provider
 * @param type what all that means
 * @param versions which version it is, if it is not the model itself, and which are kept
 */
public record CatalogModel(
        ObjectPath path,
        String id,
        Schema input,
        Schema output,
        String provider,
        Map<String, String> options,
        ModelType type,
        boolean temporary,
        @Nullable String comment,
        VersionUse versions) {
    public CatalogModel {
        options = Map.copyOf(options);
    }

    /** A name that is unique in the session, and short where it can be. */
    public String name() {
        return path.shown();
    }

    /** Whether it was told not to learn. */
    public boolean isFrozen() {
        return "true".equalsIgnoreCase(options.get(VersionOptions.FROZEN));
    }

    /** Why it cannot learn, with its provider being one whose models do; empty when it can. */
    public Optional<QueryException> refusal() {
        if (versions.number() > 0) {
            String whole = VersionName.of(path).orElseThrow().model().name();
            return Optional.of(new QueryException(
                    "version " + versions.number() + " of model '" + whole + "' stays as it is: it does not learn",
                    null,
                    "let '" + whole + "' learn; to go on from this version, first ALTER MODEL " + whole
                            + " SET ('version' = '" + versions.number() + "')"));
        } else if (isFrozen()) {
            return Optional.of(new QueryException(
                    "model '" + name() + "' is frozen: it does not learn",
                    null,
                    "predict with it by ML_PREDICT, or let it learn again: ALTER MODEL " + path.name()
                            + " SET ('frozen' = 'false')"));
        }
        return Optional.empty();
    }

    /** @throws QueryException without a place, when it cannot learn */
    public void checkLearns() {
        Optional<QueryException> refusal = refusal();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    CatalogModel withPath(ObjectPath other) {
        return new CatalogModel(other, id, input, output, provider, options, type, temporary, comment, versions);
    }

    CatalogModel frozen(boolean frozen) {
        Map<String, String> changed = new LinkedHashMap<>(options);
        changed.remove(VersionOptions.FROZEN);
        if (frozen) {
            changed.put(VersionOptions.FROZEN, "true");
        }
        return new CatalogModel(path, id, input, output, provider, changed, type, temporary, comment, versions);
    }

    /** One of its versions, under the name that means it. */
    CatalogModel at(VersionName version) {
        return new CatalogModel(
                version.path(),
                id,
                input,
                output,
                provider,
                options,
                type,
                temporary,
                comment,
                new VersionUse(version.number(), versions.most(), versions.everyRows()));
    }
}

package io.millrace.engine.learn;

import io.millrace.core.error.QueryException;
import io.millrace.core.learn.ModelType;
import io.millrace.core.operator.OperatorContext.Share;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What models have learned, from one run of this process to the next, with copies of how they were before. Safe for use by
 * any thread; what is in a model belongs to the run that uses it.
 */
public final class Models {
    private final Map<String, Kept> models = new TreeMap<>();
    /** What models are called now, of those that were called something else; some may have learned nothing yet. */
    private final Map<String, String> renamed = new HashMap<>();

    private final Listeners<LearnerReport> learners = new Listeners<>();
    private final Listeners<VersionReport> versions = new Listeners<>();

    /** A model and its versions. */
    private record Kept(LearnedModel model, VersionHistory history) {}

    /** What versions a model has since the end of an epoch. */
    record VersionReport(long epoch, String model, List<ModelVersion.Shown> versions) implements EpochReport {}

    private Kept kept(ModelUse use, Schema input) {
        return models.computeIfAbsent(use.id(), id -> new Kept(newModel(use, input), new VersionHistory()));
    }

    private LearnedModel newModel(ModelUse use, Schema input) {
        return new LearnedModel(
                renamed.getOrDefault(use.id(), use.name()),
                use.type(),
                use.partition().stream().map(input::type).toList());
    }

    /**
     * The models that one worker owns, or the only one. A run asks for them before it starts; where an earlier run had more
     * workers, or fewer, models go to those that own their keys now.
     *
     * @param share which share of the keys, and of how many
     */
    public synchronized ModelPart part(ModelUse use, Schema input, Share share) {
        return kept(use, input).model().part(share);
    }

    /** A run is about to teach a model: what it was becomes a copy. */
    synchronized void settle(ModelUse use, Schema input) {
        Kept kept = kept(use, input);
        kept.history().settle(kept.model());
    }

    /**
     * A model as it was in the version that a use names; it belongs to who asks.
     *
     * @throws QueryException when there is no such version
     */
    synchronized LearnedModel version(ModelUse use) {
        Kept kept = checked(use.id(), use.versions().number());
        return at(kept, use.versions().number());
    }

    private static LearnedModel at(Kept kept, long number) {
        try {
            return kept.model().at(kept.history().state(number, kept.model()));
        } catch (IOException e) {
            throw new UncheckedIOException("bug: a version cannot be read", e);
        }
    }

    /**
     * Checks that a model has a version.
     *
     * @throws QueryException when it has not
     */
    public synchronized void check(String id, long number) {
        checked(id, number);
    }

    private Kept checked(String id, long number) {
        Kept kept = models.get(id);
        if (kept == null || !kept.history().has(number)) {
            String name = kept == null
                    ? id.substring(0, id.lastIndexOf('#'))
                    : kept.model().name();
            throw new QueryException(
                    "model '" + name + "' has no version " + number,
                    null,
                    kept == null || kept.history().isEmpty()
                            ? "it has none yet: the end of a run that teaches it makes one"
                            : "it has " + kept.history().listed());
        }
        return kept;
    }

    /** The version that a model learns on from; 0 when there is none. */
    public synchronized long current(String id) {
        Kept kept = models.get(id);
        return kept == null ? 0 : kept.history().current();
    }

    /**
     * Makes a model what it was in a version; only while nothing runs that uses it.
     *
     * @throws QueryException when there is no such version
     */
    public synchronized void goBack(String id, long number) {
        Kept kept = checked(id, number);
        kept.history().settle(kept.model());
        LearnedModel model = at(kept, number);
        kept.history().goBack(number);
        models.put(id, new Kept(model, kept.history()));
    }

    /** A run has ended that taught a model: if it has learned anything, that is a version. */
    public synchronized void endRun(ModelUse use, long epoch) {
        Kept kept = models.get(use.id());
        if (kept != null && kept.model().learnedRows() != kept.history().lastRows()) {
            kept.history().add(kept.model().learnedRows(), epoch, ModelVersion.RUN, use.versions());
        }
    }

    /** An epoch has ended in which a model may have learned enough to make a version of it. */
    synchronized void endEpoch(ModelUse use, long epoch) {
        Kept kept = models.get(use.id());
        long every = use.versions().everyRows();
        if (kept != null
                && every > 0
                && kept.model().learnedRows() - kept.history().lastRows() >= every) {
            kept.history().add(kept.model().learnedRows(), epoch, ModelVersion.ROWS, use.versions());
            kept.history().settle(kept.model());
            versions.publish(List.of(report(kept, epoch)));
        }
    }

    /** The versions of a model that is about to learn, or does: they have copies of it. */
    synchronized List<VersionHistory.Version> versions(ModelUse use) {
        Kept kept = models.get(use.id());
        if (kept == null) {
            return List.of();
        }
        return kept.history().versions().stream()
                .filter(version -> version.state() != null)
                .toList();
    }

    /** What the history of such a model says beside that. */
    synchronized VersionHistory.Told told(ModelUse use) {
        Kept kept = models.get(use.id());
        return kept == null ? new VersionHistory.Told(0, 0, 0) : kept.history().told();
    }

    /** Gives such a model the history that an earlier run had kept, and says of it to those who want to know. */
    synchronized void replaceVersions(ModelUse use, List<VersionHistory.Version> versions, VersionHistory.Told told) {
        Kept kept = models.get(use.id());
        if (kept != null) {
            kept.history().replace(versions, told);
            this.versions.publish(List.of(report(kept, 0)));
        }
    }

    /** The type of a model, by its name; null when there is none. */
    synchronized @Nullable ModelType type(String name) {
        for (Kept kept : models.values()) {
            if (kept.model().name().equals(name)) {
                return kept.model().type();
            }
        }
        return null;
    }

    /** All models as they stand, which others may teach; only while nothing runs that teaches these. */
    public synchronized Models copy() {
        Models copy = new Models();
        copy.renamed.putAll(renamed);
        models.forEach((id, kept) -> {
            try {
                LearnedModel model = kept.model().at(kept.model().state());
                copy.models.put(id, new Kept(model, new VersionHistory(kept.history())));
            } catch (IOException e) {
                throw new UncheckedIOException("bug: a model cannot be read", e);
            }
        });
        return copy;
    }

    /** Takes the models of others in the place of its own; the others are not to be used any more. */
    public void replace(Models others) {
        synchronized (this) {
            models.clear();
            models.putAll(others.models);
            renamed.clear();
            renamed.putAll(others.renamed);
        }
    }

    private static VersionReport report(Kept kept, long epoch) {
        return new VersionReport(epoch, kept.model().name(), kept.history().shown(kept.model()));
    }

    /** The versions of all models; only while nothing runs that teaches them. */
    synchronized List<VersionReport> versionReports() {
        return models.values().stream().map(kept -> report(kept, 0)).toList();
    }

    /**
     * A copy of a model for elsewhere.
     *
     * @param number the version, or 0 for the model as it stands
     * @throws QueryException when there is no such version
     */
    public synchronized ModelCopy copy(String id, long number, LearnedFacts facts) {
        if (number > 0) {
            Kept kept = checked(id, number);
            return new ModelCopy(kept.history().facts(number), kept.history().state(number, kept.model()));
        }
        Kept kept = models.get(id);
        LearnedModel model = kept == null ? facts.newModel() : kept.model();
        long rows = model.learnedRows();
        VersionHistory history = kept == null ? new VersionHistory() : kept.history();
        boolean isVersion = history.has(history.current()) && history.lastRows() == rows;
        return new ModelCopy(
                isVersion
                        ? history.facts(history.current())
                        : new ModelVersion(history.next(), history.current(), rows, 0, ModelVersion.RUN),
                model.state());
    }

    /**
     * Takes a copy from elsewhere for a model that has learned nothing here.
     *
     * @throws IOException when the copy is not of a model of this kind; nothing has changed then
     */
    public void restore(String id, ModelCopy copy, LearnedFacts facts) throws IOException {
        LearnedModel model = facts.newModel().checked(copy.state());
        ModelVersion from = copy.version();
        VersionHistory history = new VersionHistory();
        history.add(new ModelVersion(from.number(), 0, model.learnedRows(), 0, ModelVersion.IMPORT), copy.state());
        synchronized (this) {
            models.put(id, new Kept(model, history));
        }
    }

    /**
     * What a model is, for one that may have learned nothing yet.
     *
     * @param keyTypes of the columns that tell its models apart; none when there is one for all rows
     */
    public record LearnedFacts(String name, ModelType type, List<Type> keyTypes) {
        LearnedModel newModel() {
            return new LearnedModel(name, type, keyTypes);
        }
    }

    /** What models tell of themselves as they stand; only while nothing runs that teaches them. */
    synchronized List<LearnerReport> reports() {
        List<LearnerReport> reports = new ArrayList<>();
        models.values().forEach(kept -> reports.addAll(kept.model().reports()));
        return reports;
    }

    /** Who wants to know what models tell of themselves at the end of epochs. */
    Listeners<LearnerReport> learners() {
        return learners;
    }

    /** Who wants to know which versions there are. */
    Listeners<VersionReport> versions() {
        return versions;
    }

    /** Calls a model something else, in what it tells of itself from now on. */
    public synchronized void rename(String id, String name) {
        renamed.put(id, name);
        Kept kept = models.get(id);
        if (kept != null) {
            kept.model().rename(name);
        }
    }

    /** Forgets a model and all it has learned. */
    public synchronized void drop(String id) {
        models.remove(id);
        renamed.remove(id);
    }
}

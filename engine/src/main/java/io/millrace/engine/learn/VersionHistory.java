package io.millrace.engine.learn;

import io.millrace.engine.learn.ModelVersion.Shown;
import io.millrace.engine.pipeline.LearnSpecification.VersionUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one model. The copy of the newest is made only when the model is about to become another: most versions
 * are never looked at.
 */
final class VersionHistory {
    private final Map<Long, Version> versions = new TreeMap<>();
    private long current;
    private long last;
    private long lastRows;

    /** @param state null as long as the model itself is as it was then */
    record Version(ModelVersion facts, byte @Nullable [] state) {}

    /** What it says beside its versions. */
    record Told(long current, long last, long lastRows) {}

    VersionHistory() {}

    VersionHistory(VersionHistory other) {
        replace(other.versions(), other.told());
    }

    List<Version> versions() {
        return List.copyOf(versions.values());
    }

    Told told() {
        return new Told(current, last, lastRows);
    }

    /** Becomes what another was. */
    void replace(List<Version> others, Told told) {
        versions.clear();
        others.forEach(version -> versions.put(version.facts().number(), version));
        current = told.current();
        last = told.last();
        lastRows = told.lastRows();
    }

    /** The version that the model learns on from, or 0. */
    long current() {
        return current;
    }

    /** How many rows the model had learned when it was last a version. */
    long lastRows() {
        return lastRows;
    }

    /** What the next version is called. */
    long next() {
        return last + 1;
    }

    /** Adds the model as it stands; all before must have been settled. */
    void add(long rows, long epoch, String madeBy, VersionUse rule) {
        if (rule.most() == 0) {
            return;
        }
        put(new Version(new ModelVersion(++last, current, rows, epoch, madeBy), null));
        while (versions.size() > rule.most()) {
            long oldest = versions.keySet().iterator().next();
            versions.remove(oldest);
        }
    }

    /** Adds a version that came from elsewhere. */
    void add(ModelVersion version, byte[] state) {
        last = version.number();
        put(new Version(version, state));
    }

    private void put(Version version) {
        versions.put(version.facts().number(), version);
        current = version.facts().number();
        lastRows = version.facts().learnedRows();
    }

    /** Makes copies of what has none yet: the model is about to change. */
    void settle(LearnedModel model) {
        versions.replaceAll(
                (number, version) -> version.state() == null ? new Version(version.facts(), model.state()) : version);
    }

    /** The model is again as it was then. */
    void goBack(long number) {
        current = number;
        lastRows = facts(number).learnedRows();
    }

    boolean has(long number) {
        return versions.containsKey(number);
    }

    ModelVersion facts(long number) {
        return version(number).facts();
    }

    /** The copy of a version. */
    byte[] state(long number, LearnedModel model) {
        byte[] state = version(number).state();
        return state == null ? model.state() : state;
    }

    private Version version(long number) {
        Version version = versions.get(number);
        if (version == null) {
            throw new IllegalStateException("bug: there is no version " + number);
        }
        return version;
    }

    /** What there is, for people. */
    String listed() {
        return versions.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    List<Shown> shown(LearnedModel model) {
        settle(model);
        List<Shown> shown = new ArrayList<>();
        for (Version version : versions.values()) {
            byte[] state = version.state();
            shown.add(new Shown(
                    version.facts(),
                    state == null ? 0 : state.length,
                    version.facts().number() == current));
        }
        return shown;
    }
}

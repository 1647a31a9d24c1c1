package io.millrace.engine.learn;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.learn.ModelType;
import io.millrace.core.state.Marks;
import io.millrace.core.state.State;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateInput.DamagedStateException;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.text.ValueText;
import io.millrace.core.type.Type;
import io.millrace.engine.table.Hashes;
import io.millrace.engine.table.KeyIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The models of the keys that one worker owns, or the only model there is. One thread at a time learns; where there is
 * one model for all rows, several may predict at once while nobody learns.
 */
public final class ModelPart implements State {
    private volatile String name;
    private final ModelType type;
    private final List<Type> keyTypes;
    private final @Nullable KeyIndex keys;
    private final List<@Nullable StoredModel> models = new ArrayList<>();
    private final int[] row = new int[1];
    private final int[] id = new int[1];
    private long[] lastLearned = new long[1];
    /** What each held when it was counted last: many models, of which an epoch teaches a few. */
    private long[] sizes = new long[1];

    private long counted;
    /** How often a model was asked for to learn, which tells which of them learned last. */
    private long learned;

    private long learnedRows;
    private long forgotten;
    private long reported;
    private Marks marks = Marks.OFF;
    private volatile long bytes;
    private volatile long count;

    /**
     * @param name the model's
     * @param keyTypes of the columns that tell models apart
     */
    ModelPart(String name, ModelType type, List<Type> keyTypes) {
        this.name = name;
        this.type = type;
        this.keyTypes = List.copyOf(keyTypes);
        keys = keyTypes.isEmpty() ? null : new KeyIndex(keyTypes);
        if (keys == null) {
            models.add(new StoredModel(type));
        }
    }

    /** Says who is to be told of models before they learn. */
    void mark(Marks newMarks) {
        marks = newMarks;
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i) != null) {
                marks.touch(i);
            }
        }
    }

    /** The key group of a model. */
    int group(int place) {
        return keys == null ? 0 : keys.group(place);
    }

    /** Writes a model for a checkpoint; how often models had been asked for when it last learned comes first. */
    void write(int place, StateOutput out) {
        out.writeLong(lastLearned[place]);
        if (keys != null) {
            keys.write(place, out);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream content = new DataOutputStream(bytes)) {
            content.writeBoolean(lastLearned[place] > 0);
            stored(place).write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("bug: a model cannot be written", e);
        }
        out.writeRaw(bytes.toByteArray(), 0, bytes.size());
    }

    /**
     * Takes models in the place of all that it has.
     *
     * @param written what {@link #write(int, StateOutput)} wrote, but for the first number: those first that have not
     *     learned for longest
     */
    void replace(List<byte[]> written, long rows, long keysForgotten) {
        for (int i = 0; i < models.size(); i++) {
            if (keys != null && models.get(i) != null) {
                marks.remove(i);
                models.set(i, null);
            }
        }
        if (keys != null) {
            keys.clear();
        }
        for (byte[] each : written) {
            StateInput in = new StateInput(each);
            int place = keys == null ? 0 : keys.read(in);
            int at = in.skip(0);
            marks.touch(place);
            StoredModel model = new StoredModel(type);
            try (DataInputStream content = new DataInputStream(new ByteArrayInputStream(each, at, each.length - at))) {
                reserve(place);
                lastLearned[place] = content.readBoolean() ? ++learned : 0;
                model.read(content);
            } catch (IOException e) {
                throw new DamagedStateException("a model cannot be read: " + e.getMessage());
            }
            models.set(place, model);
        }
        learnedRows = rows;
        forgotten = keysForgotten;
        reported = learned;
        Arrays.fill(sizes, 0);
        endEpoch();
    }

    ModelType type() {
        return type;
    }

    /** Finds which model each row of a batch is for; -1 where there is none yet. Several may ask at once. */
    synchronized void find(Batch batch, int[] columns, int[] ids) {
        if (keys == null) {
            Arrays.fill(ids, 0, batch.size(), 0);
        } else {
            keys.find(batch, columns, batch.size(), ids);
        }
    }

    /** The model of an id, or null when there is none. */
    @Nullable StoredModel model(int place) {
        return place < 0 ? null : models.get(place);
    }

    /** The model of a row, which is made if there is none. */
    StoredModel learning(Batch batch, int[] columns, int number) {
        if (keys != null) {
            row[0] = number;
            keys.lookup(batch, columns, row, 1, id);
        }
        int place = id[0];
        reserve(place);
        marks.touch(place);
        lastLearned[place] = ++learned;
        StoredModel model = models.get(place);
        if (model == null) {
            model = new StoredModel(type);
            models.set(place, model);
            if (keys != null && keys.size() > type.partition().most()) {
                forgetOldest(keys, place);
            }
        }
        return model;
    }

    private void reserve(int place) {
        while (models.size() <= place) {
            models.add(null);
        }
        if (lastLearned.length <= place) {
            lastLearned = Arrays.copyOf(lastLearned, Math.max(place + 1, lastLearned.length * 2));
        }
    }

    /** Calls it something else from now on. */
    void rename(String other) {
        name = other;
    }

    /** How many models there are. */
    int size() {
        return (int) models.stream().filter(Objects::nonNull).count();
    }

    /** Counts rows that were learned. */
    void count(long rows) {
        learnedRows += rows;
    }

    /** How many rows its models have learned, and those of them that were forgotten. */
    long learnedRows() {
        return learnedRows;
    }

    /** Gives all models away, each to the part that owns its key: those first that have not learned for longest. */
    void deal(List<ModelPart> parts) {
        if (keys == null) {
            return;
        }
        parts.get(0).learnedRows += learnedRows;
        int limit = keys.limit();
        Vector[] columns = new Vector[keyTypes.size()];
        int[] places = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = keys.key(i);
            places[i] = i;
        }
        Batch all = new Batch(columns, limit);
        long[] hashes = new long[limit];
        Hashes.hash(all, places, null, limit, hashes);
        for (int place : inOrder()) {
            parts.get(Hashes.share(hashes[place], parts.size())).adopt(all, places, place, stored(place));
        }
    }

    private StoredModel stored(int place) {
        return Objects.requireNonNull(models.get(place));
    }

    /** Where models are, those first that have not learned for longest. */
    private List<Integer> inOrder() {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i) != null) {
                places.add(i);
            }
        }
        places.sort(Comparator.comparingLong(place -> lastLearned[place]));
        return places;
    }

    /** All models, in an order that says which learned last. */
    void write(DataOutput out) throws IOException {
        for (int place : inOrder()) {
            for (int i = 0; i < keyTypes.size(); i++) {
                StoredKeys.write(Objects.requireNonNull(keys).key(i), place, out);
            }
            out.writeBoolean(lastLearned[place] > 0);
            stored(place).write(out);
        }
    }

    /**
     * Adds so many models as others of these have written them.
     *
     * @throws IOException when it was none of the same kind
     */
    void read(DataInput in, int count) throws IOException {
        StoredKeys stored = new StoredKeys(keyTypes);
        int[] columns = new int[keyTypes.size()];
        Arrays.setAll(columns, i -> i);
        for (int i = 0; i < count; i++) {
            Batch owner = stored.read(in);
            boolean hasLearned = in.readBoolean();
            StoredModel model = new StoredModel(type);
            model.read(in);
            if (keys != null) {
                adopt(owner, columns, 0, model);
            } else {
                models.set(0, model);
                lastLearned[0] = hasLearned ? ++learned : 0;
            }
        }
    }

    private void adopt(Batch owners, int[] columns, int number, StoredModel model) {
        row[0] = number;
        Objects.requireNonNull(keys).lookup(owners, columns, row, 1, id);
        reserve(id[0]);
        models.set(id[0], model);
        lastLearned[id[0]] = ++learned;
    }

    /** Makes room for a sixteenth of the models at once, so that finding the oldest costs little for each new key. */
    private void forgetOldest(KeyIndex index, int kept) {
        int most = type.partition().most();
        long[] times = new long[models.size()];
        int size = 0;
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i) != null) {
                times[size++] = lastLearned[i];
            }
        }
        Arrays.sort(times, 0, size);
        int surplus = Math.max(1, size - (most - most / 16));
        long bound = times[surplus - 1];
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i) != null && lastLearned[i] <= bound && i != kept) {
                marks.remove(i);
                models.set(i, null);
                index.remove(i);
                forgotten++;
            }
        }
    }

    /** How many keys' models were forgotten because there were too many. */
    long forgotten() {
        return forgotten;
    }

    /** Counts what is held, at the end of an epoch. */
    void endEpoch() {
        sizes = Arrays.copyOf(sizes, lastLearned.length);
        long sum = 16L * lastLearned.length + (keys == null ? 0 : keys.bytes());
        long present = 0;
        for (int i = 0; i < models.size(); i++) {
            StoredModel model = models.get(i);
            if (model != null) {
                if (lastLearned[i] > counted || sizes[i] == 0) {
                    sizes[i] = model.bytes();
                }
                sum += sizes[i];
                present++;
            }
        }
        counted = learned;
        bytes = sum;
        count = present;
    }

    /** What the models tell that have learned since they were asked last. */
    List<LearnerReport> newReports(long epoch) {
        List<LearnerReport> reports = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            StoredModel model = models.get(i);
            if (model != null && lastLearned[i] > reported) {
                reports.add(report(i, model, epoch));
            }
        }
        reported = learned;
        return reports;
    }

    /** What all models tell. */
    List<LearnerReport> allReports() {
        reported = 0;
        return newReports(0);
    }

    private LearnerReport report(int place, StoredModel model, long epoch) {
        Map<String, Double> metrics = model.model().metrics();
        return new LearnerReport(
                epoch,
                name,
                keys == null ? null : key(place, keys),
                type,
                metrics,
                model.bytes(),
                model.model().events());
    }

    private String key(int place, KeyIndex index) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < keyTypes.size(); i++) {
            Vector column = index.key(i);
            values.add(column.isNull(place) ? "NULL" : ValueText.of(column, place, keyTypes.get(i), ZoneOffset.UTC));
        }
        return String.join(", ", values);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long rows() {
        return count;
    }

    @Override
    public Waiting waiting() {
        return Waiting.NOTHING;
    }
}

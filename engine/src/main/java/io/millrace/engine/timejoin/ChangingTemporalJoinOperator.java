package io.millrace.engine.timejoin;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.BatchBuilder;
import io.millrace.core.batch.Vector;
import io.millrace.core.operator.Frontier;
import io.millrace.core.operator.Operator;
import io.millrace.core.operator.OperatorContext;
import io.millrace.core.operator.Output;
import io.millrace.core.operator.Progress;
import io.millrace.core.state.Entries;
import io.millrace.core.state.Marks;
import io.millrace.core.state.StateInput;
import io.millrace.core.state.StateOutput;
import io.millrace.core.state.Waiting;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.TimeJoinSpecification.TemporalJoin;
import io.millrace.engine.table.EpochState;
import io.millrace.engine.table.KeyIndex;
import io.millrace.engine.table.RowGroups;
import io.millrace.engine.table.RowStore;
import io.millrace.engine.table.TouchedIds;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A temporal join whose left rows may be taken back: it asks a {@link TemporalJoinOperator} once for each row that is there,
 * and remembers what that answered, since a row is mostly taken back when the versions of its time are long forgotten. Keeps
 * besides what that one keeps each different left row with its answer for as long as the row is there; a row that is taken
 * back before it came waits for it. At the end of an epoch it emits the net change of each row that was touched.
 */
final class ChangingTemporalJoinOperator implements Operator, Entries {
    private final TemporalJoinOperator join;
    /** The columns of the left input that say which row it is: all but the late one. */
    private final int[] columns;

    private final RowGroups groups;
    private final BatchBuilder one;
    private Marks marks = Marks.OFF;
    private final KeyIndex rows;
    private final RowStore answers;
    private final BatchBuilder asked;
    private final BatchBuilder changes;
    private final EpochState state = new EpochState();
    private final Output answering = new Output() {
        @Override
        public void emit(Batch batch) {
            remember(batch);
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    };
    /** By row: how often it is there, how often that is out, and where its answer is plus one. */
    private long[] counts = new long[16];

    private long[] published = new long[16];
    private int[] answerOf = new int[16];
    private boolean[] isKnown = new boolean[16];
    private final TouchedIds touched = new TouchedIds();
    private int advanced;
    private boolean answered;
    private int[] ids = new int[Batch.TARGET_ROWS];
    private int[] places = new int[Batch.TARGET_ROWS];

    ChangingTemporalJoinOperator(TemporalJoin spec, TemporalJoinOperator join, Schema left, Schema output) {
        this.join = join;
        int late = spec.left().late();
        columns =
                IntStream.range(0, left.size()).filter(column -> column != late).toArray();
        rows = new KeyIndex(Arrays.stream(columns).mapToObj(left::type).toList());
        answers = new RowStore(output);
        groups = new RowGroups(spec.left().keys().stream()
                .mapToInt(key -> Arrays.binarySearch(columns, key))
                .toArray());
        asked = new BatchBuilder(left, 16);
        one = new BatchBuilder(output, 1);
        changes = new BatchBuilder(output, 16);
    }

    @Override
    public void open(OperatorContext context) {
        join.open(context);
        context.states().count("answers", state);
        marks = context.states().keep("answers", this);
    }

    @Override
    public int group(int id) {
        Vector[] values = new Vector[columns.length];
        Arrays.setAll(values, rows::key);
        return groups.group(values, id);
    }

    @Override
    public void write(int id, StateOutput out) {
        rows.write(id, out);
        out.writeSigned(counts[id]);
        out.writeSigned(published[id]);
        out.writeBoolean(answerOf[id] != 0);
        if (answerOf[id] != 0) {
            out.writeRow(answers.columns(), answerOf[id] - 1);
        }
    }

    @Override
    public void read(StateInput in) {
        int id = rows.read(in);
        reserveRows(rows.limit());
        marks.touch(id);
        counts[id] = in.readSigned();
        published[id] = in.readSigned();
        isKnown[id] = true;
        if (in.readBoolean()) {
            one.clear();
            for (int column = 0; column < answers.columns().length; column++) {
                in.readValue(one.column(column));
            }
            one.endRow();
            answers.add(one.build(), new int[1], 1, places);
            answerOf[id] = places[0] + 1;
        }
    }

    @Override
    public void ended(int input) {
        join.ended(input);
    }

    @Override
    public Progress process(int input, Batch batch, Output output) {
        if (input == 1) {
            return join.process(input, batch, answering);
        }
        int size = batch.size();
        reserveBatch(size);
        rows.lookup(batch, columns, null, size, ids);
        reserveRows(rows.limit());
        asked.clear();
        for (int row = 0; row < size; row++) {
            int id = ids[row];
            marks.touch(id);
            counts[id] += batch.weight(row);
            touched.touch(id);
            if (!isKnown[id]) {
                isKnown[id] = true;
                for (int column = 0; column < batch.columnCount(); column++) {
                    asked.column(column).append(batch.column(column), row);
                }
                asked.endRow();
            }
        }
        return asked.size() == 0 ? Progress.DONE : join.process(0, asked.build(), answering);
    }

    private void reserveBatch(int size) {
        if (ids.length < size) {
            ids = new int[size];
            places = new int[size];
        }
    }

    private void reserveRows(int limit) {
        if (counts.length < limit) {
            int capacity = Math.max(limit, counts.length * 2);
            counts = Arrays.copyOf(counts, capacity);
            published = Arrays.copyOf(published, capacity);
            answerOf = Arrays.copyOf(answerOf, capacity);
            isKnown = Arrays.copyOf(isKnown, capacity);
        }
    }

    /** Takes answers; those of rows that nobody waits for any more are left out. */
    private void remember(Batch batch) {
        int size = batch.size();
        int[] found = new int[size];
        rows.find(batch, columns, size, found);
        int[] chosen = new int[size];
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (found[row] >= 0 && answerOf[found[row]] == 0) {
                marks.touch(found[row]);
                // Marks the row, so that a second answer to it is left out.
                answerOf[found[row]] = 1;
                found[count] = found[row];
                chosen[count++] = row;
            }
        }
        reserveBatch(count);
        answers.add(batch, chosen, count, places);
        for (int i = 0; i < count; i++) {
            answerOf[found[i]] = places[i] + 1;
            touched.touch(found[i]);
        }
    }

    @Override
    public Progress advance(Frontier frontier, Output output) {
        if (!answered) {
            if (join.advance(frontier, answering) == Progress.MORE) {
                return Progress.MORE;
            }
            answered = true;
        }
        changes.clear();
        while (advanced < touched.size() && !changes.isFull()) {
            settle(touched.get(advanced++));
        }
        if (changes.size() > 0) {
            output.emit(changes.build());
        }
        if (advanced < touched.size()) {
            return Progress.MORE;
        }
        touched.clear();
        advanced = 0;
        answered = false;
        state.update(
                rows.bytes() + answers.bytes() + 21L * counts.length + touched.bytes(), rows.size(), Waiting.NOTHING);
        return Progress.DONE;
    }

    private void settle(int id) {
        touched.settle(id);
        int answer = answerOf[id] - 1;
        long there = Math.max(counts[id], 0);
        long change = there - published[id];
        if (answer >= 0 && change != 0) {
            for (int column = 0; column < answers.columns().length; column++) {
                changes.column(column).append(answers.columns()[column], answer);
            }
            changes.endRow(change);
            published[id] = there;
        }
        if (counts[id] == 0) {
            marks.remove(id);
            if (answer >= 0) {
                answers.remove(answer);
            }
            answerOf[id] = 0;
            published[id] = 0;
            isKnown[id] = false;
            rows.remove(id);
        }
    }

    @Override
    public void close() {
        join.close();
    }
}

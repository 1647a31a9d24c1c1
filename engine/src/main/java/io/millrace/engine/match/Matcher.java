package io.millrace.engine.match;

import io.millrace.core.batch.Batch;
import io.millrace.core.batch.Vector;
import io.millrace.core.error.DataException;
import io.millrace.engine.match.Automaton.Move;
import io.millrace.engine.pipeline.Recognition.Match;
import io.millrace.engine.pipeline.Recognition.Outcome;
import io.millrace.engine.pipeline.Recognition.Skip;
import java.util.List;

/**
 * Follows all partial matches of a key at once, row by row; nothing is ever read twice. Every row may begin a match. A
 * match that is found is told when no partial match that began earlier is left, and then voids what it skips, partial
 * matches and whole ones. One thread.
 *
 * <p>Of two partial matches that began with the same row and can only go on alike, the preferred one is kept. Where
 * matches are skipped past and nothing else tells them apart, that holds for different first rows too, so that a pattern
 * like {@code A+ B} needs one partial match a key, not one a row.
 */
final class Matcher {
    private static final int MOST_ATTEMPTS = 1 << 20;
    private static final int MOST_COMPARED = 32;
    private static final int NOT_STORED = -1;

    private final Automaton automaton;
    private final Outcome outcome;
    private final List<String> names;
    private final RowStore rows;
    private final Paths paths;
    private final Conditions conditions;
    private final ConditionSources sources;
    private final Found found;
    private final boolean mayDropLater;
    private final long[] asked;
    private final boolean[] answers;
    private Attempts next = new Attempts();
    private Batch batch = new Batch(new Vector[0], 0);
    private long question;
    private Attempts whole = new Attempts();
    private boolean alone;
    private int tried;
    private int triedKey;
    private long triedTime;
    private long triedNumber;
    private int stored = NOT_STORED;

    /** Takes matches. */
    interface Found {
        /**
         * Takes a match.
         *
         * @param path lent
         * @param time when it was known to be one
         */
        void match(int key, int path, long time);
    }

    /** The partial matches of a key, and those matches that wait for them. */
    static final class Searches {
        Attempts partial = new Attempts();
        final Attempts whole = new Attempts();

        boolean isEmpty() {
            return partial.size() == 0 && whole.size() == 0;
        }
    }

    Matcher(Match spec, Paths paths, Conditions conditions, ConditionSources sources, Found found) {
        automaton = new Automaton(spec.pattern());
        outcome = spec.outcome();
        names = spec.variables().stream().map(variable -> variable.name()).toList();
        this.rows = paths.rows();
        this.paths = paths;
        this.conditions = conditions;
        this.sources = sources;
        this.found = found;
        mayDropLater = outcome.skip() == Skip.PAST_LAST_ROW && outcome.within() == Outcome.FOREVER;
        asked = new long[spec.variables().size()];
        answers = new boolean[asked.length];
    }

    /** Takes a batch, of which rows will be given. */
    void begin(Batch given) {
        batch = given;
        conditions.begin(given);
    }

    /**
     * Takes the next row of a key.
     *
     * @param number its place in the order of all rows
     * @return whether a partial match began with it
     */
    boolean row(int key, Searches searches, int row, long time, long number) {
        Attempts partial = searches.partial;
        whole = searches.whole;
        alone = whole.size() == 0;
        tried = row;
        triedKey = key;
        triedTime = time;
        triedNumber = number;
        stored = NOT_STORED;
        next.clear();
        for (int i = 0; i < partial.size(); i++) {
            int path = partial.path(i);
            advance(partial.state(i), path, partial.start(i), partial.time(i));
            paths.release(path);
        }
        int before = next.size();
        advance(Automaton.START, Paths.NONE, number, time);
        boolean began = next.size() > before;
        if (stored != NOT_STORED) {
            rows.release(stored);
        }
        searches.partial = next;
        next = partial;
        next.clear();
        if (searches.partial.size() > MOST_ATTEMPTS) {
            throw new DataException(
                    "MATCH_RECOGNIZE has more than " + MOST_ATTEMPTS + " partial matches of one key",
                    "bound them with WITHIN INTERVAL '...' HOUR, or with conditions in DEFINE that exclude each other");
        }
        settle(key, searches, time);
        return began;
    }

    private void advance(int state, int path, long start, long time) {
        question++;
        for (Move move : automaton.moves(state)) {
            if (isRefused(move, path)) {
                continue;
            }
            if (move.variable() == Automaton.END) {
                paths.retain(path);
                whole.add(state, path, start, time);
            } else if (holds(path, move.variable())) {
                take(move, path, start, time);
            }
        }
    }

    private boolean isRefused(Move move, int path) {
        for (int variable : move.refused()) {
            if (holds(path, variable)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(int path, int variable) {
        if (asked[variable] != question) {
            asked[variable] = question;
            answers[variable] = conditions.holds(path, variable, tried);
        }
        return answers[variable];
    }

    private void take(Move move, int parent, long start, long time) {
        if (stored == NOT_STORED) {
            stored = rows.add(batch, tried, triedKey, triedTime, triedNumber);
            rows.retain(stored);
        }
        int path = paths.extend(parent, move.variable(), move.shown(), stored);
        conditions.extended(path, parent, move.variable(), tried);
        boolean ends = automaton.isComplete(move.target());
        boolean goesOn = automaton.moves(move.target()).length > 0 && !isDouble(move.target(), path, start);
        if (ends && goesOn) {
            paths.retain(path);
        }
        if (goesOn) {
            next.add(move.target(), path, start, time);
        }
        if (ends) {
            whole.add(move.target(), path, start, time);
        } else if (!goesOn) {
            paths.release(path);
        }
    }

    /** Whether a preferred partial match will do whatever this one would. */
    private boolean isDouble(int state, int path, long start) {
        boolean anyStart = mayDropLater && alone && (start < triedNumber || whole.size() == 0);
        int compared = 0;
        for (int i = next.size() - 1; i >= 0 && compared < MOST_COMPARED; i--) {
            if (!anyStart && next.start(i) != start) {
                return false;
            }
            if (next.state(i) == state && sources.isSame(paths, next.path(i), path)) {
                return true;
            }
            compared++;
        }
        return false;
    }

    /** Tells those matches for which no earlier partial match is left. */
    private void settle(int key, Searches searches, long time) {
        Attempts whole = searches.whole;
        Attempts partial = searches.partial;
        while (whole.size() > 0 && (partial.size() == 0 || whole.start(0) <= partial.start(0))) {
            long start = whole.start(0);
            int path = whole.removeFirst();
            long firstKept = firstKept(path, start);
            drop(partial, firstKept);
            drop(whole, firstKept);
            found.match(key, path, time);
            paths.release(path);
        }
    }

    private void drop(Attempts attempts, long firstKept) {
        while (attempts.size() > 0 && attempts.start(0) < firstKept) {
            paths.release(attempts.removeFirst());
        }
    }

    /** The number of the first row that may begin another match. */
    private long firstKept(int path, long start) {
        return switch (outcome.skip()) {
            case PAST_LAST_ROW -> rows.number(paths.row(path)) + 1;
            case TO_NEXT_ROW -> start + 1;
            case TO_FIRST, TO_LAST -> target(path, start);
        };
    }

    private long target(int path, long start) {
        boolean last = outcome.skip() == Skip.TO_LAST;
        long number = -1;
        for (int at = path; at != Paths.NONE && !(last && number >= 0); at = paths.parent(at)) {
            if (outcome.target().contains(paths.variable(at))) {
                number = rows.number(paths.row(at));
            }
        }
        String clause = "AFTER MATCH SKIP TO " + (last ? "LAST " : "FIRST ")
                + String.join(", ", outcome.target().stream().map(names::get).toList());
        if (number < 0) {
            throw new DataException(
                    clause + " finds no such row in a match", "skip to a variable that every match has");
        } else if (number == start) {
            throw new DataException(
                    clause + " would find the same match again, since a match begins there",
                    "skip to a later variable, or write AFTER MATCH SKIP TO NEXT ROW");
        }
        return number;
    }

    /**
     * Ends the partial matches of a key that began at or before {@code lastTime}: no more rows belong to them.
     *
     * @param time when that is
     */
    void expire(int key, Searches searches, long lastTime, long time) {
        Attempts partial = searches.partial;
        while (partial.size() > 0 && partial.time(0) <= lastTime) {
            int state = partial.state(0);
            long start = partial.start(0);
            long began = partial.time(0);
            int path = partial.removeFirst();
            if (automaton.mayEnd(state)) {
                searches.whole.add(state, path, start, began);
            } else {
                paths.release(path);
            }
        }
        settle(key, searches, time);
    }

    long bytes() {
        return 8L * asked.length + next.bytes();
    }
}

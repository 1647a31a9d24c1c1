package io.millrace.acceptance.generated;

import io.millrace.acceptance.generated.RowCondition.Taken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the matches of a pattern in the rows of one partition by trying everything anew for each row that comes: slow,
 * and nothing like the engine.
 */
final class PatternSearch {
    private final MatchQuery query;
    private final List<Event> rows;
    private final List<Found> whole = new ArrayList<>();
    private final TreeSet<Integer> alive = new TreeSet<>();
    private final List<Told> told = new ArrayList<>();
    /** Of the search that is going on. */
    private final List<Taken> taken = new ArrayList<>();

    private int start;
    private int end;
    private boolean over;
    private boolean wantsMore;

    private record Found(int start, List<Taken> path) {}

    /** @param time when it was known */
    record Told(List<Taken> path, long time) {}

    /** What comes behind a part of the pattern. */
    private interface Then {
        void at(int position, Set<Integer> refused);
    }

    private PatternSearch(MatchQuery query, List<Event> rows) {
        this.query = query;
        this.rows = rows;
    }

    static List<Told> of(MatchQuery query, List<Event> rows) {
        PatternSearch search = new PatternSearch(query, rows);
        for (int row = 0; row < rows.size(); row++) {
            search.expire(rows.get(row).millis(), row - 1);
            search.alive.add(row);
            for (int start : List.copyOf(search.alive)) {
                search.search(start, row, false);
            }
            search.settle(rows.get(row).millis());
        }
        search.expire(Long.MAX_VALUE, rows.size() - 1);
        if (query.pattern().waits()) {
            // Later rows are not to come: what waits for them is a match.
            for (int start : List.copyOf(search.alive)) {
                search.search(start, rows.size() - 1, true);
                search.alive.remove(start);
            }
            search.settle(Long.MAX_VALUE);
        }
        return search.told;
    }

    private void expire(long now, int last) {
        while (query.within() > 0 && !alive.isEmpty()) {
            int first = alive.first();
            long due = rows.get(first).millis() + query.within();
            if (due > now) {
                return;
            }
            search(first, last, true);
            alive.remove(first);
            settle(due);
        }
    }

    /**
     * Finds what began with a row and is known to be a match with another; forgets the first if nothing more can come of it.
     *
     * @param noMore no row follows the last
     */
    private void search(int first, int last, boolean noMore) {
        start = first;
        end = last;
        over = noMore;
        wantsMore = false;
        match(query.pattern(), first, Set.of(), this::finish);
        if (!wantsMore) {
            alive.remove(first);
        }
    }

    private void finish(int position, Set<Integer> refused) {
        if (refused.isEmpty()) {
            if (position == end + 1 && !over) {
                found();
            }
        } else if (position == end + 1) {
            wantsMore = true;
            if (over) {
                found();
            }
        } else if (position == end && !over && refused.stream().noneMatch(variable -> holds(variable, position))) {
            found();
        }
    }

    private void found() {
        whole.add(new Found(start, List.copyOf(taken)));
    }

    private boolean holds(int variable, int position) {
        Event before = position == 0 ? null : rows.get(position - 1);
        return query.conditions().get(variable).holds(variable, rows.get(position), taken, before);
    }

    private void match(Piece piece, int position, Set<Integer> refused, Then then) {
        if (piece instanceof Piece.Single single) {
            if (position > end) {
                wantsMore = true;
            } else if (refused.stream().noneMatch(variable -> holds(variable, position))
                    && holds(single.variable(), position)) {
                taken.add(new Taken(single.variable(), rows.get(position)));
                then.at(position + 1, Set.of());
                taken.remove(taken.size() - 1);
            }
        } else if (piece instanceof Piece.Row row) {
            row(row.parts(), 0, position, refused, then);
        } else if (piece instanceof Piece.Choice choice) {
            choice.parts().forEach(part -> match(part, position, refused, then));
        } else {
            repeat((Piece.Times) piece, 0, position, refused, then);
        }
    }

    private void row(List<Piece> parts, int index, int position, Set<Integer> refused, Then then) {
        if (index == parts.size()) {
            then.at(position, refused);
        } else {
            match(parts.get(index), position, refused, (next, still) -> row(parts, index + 1, next, still, then));
        }
    }

    private void repeat(Piece.Times times, int count, int position, Set<Integer> refused, Then then) {
        if (times.most() < 0 || count < times.most()) {
            match(times.part(), position, refused, (next, still) -> {
                // Without rows a loop goes on only if it has learnt what it must not take.
                boolean further = next > position || times.most() >= 0 || !still.equals(refused);
                if (further || count < times.least()) {
                    repeat(times, count + 1, next, still, then);
                }
            });
        }
        if (count >= times.least()) {
            Set<Integer> all = new TreeSet<>(refused);
            if (times.wants()) {
                all.addAll(times.part().first());
            }
            then.at(position, all);
        }
    }

    private void settle(long time) {
        while (!whole.isEmpty()) {
            whole.sort(Comparator.comparingInt(Found::start));
            Found first = whole.get(0);
            if (!alive.isEmpty() && alive.first() < first.start()) {
                return;
            }
            whole.remove(0);
            told.add(new Told(first.path(), time));
            int kept = kept(first);
            alive.removeIf(each -> each < kept);
            whole.removeIf(each -> each.start() < kept);
        }
    }

    /** The first row that may begin another match. */
    private int kept(Found found) {
        Integer target = query.target();
        if (target == null) {
            return query.pastLast() ? found.start() + found.path().size() : found.start() + 1;
        }
        @Nullable Integer kept = null;
        for (int i = 0; i < found.path().size(); i++) {
            if (found.path().get(i).variable() == target && (kept == null || query.pastLast())) {
                kept = found.start() + i;
            }
        }
        if (kept == null) {
            throw new IllegalStateException("a pattern in which what is skipped to may be missing");
        }
        return kept;
    }
}

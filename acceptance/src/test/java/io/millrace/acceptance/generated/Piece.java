package io.millrace.acceptance.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A random pattern of rows, and what follows from its form. */
sealed interface Piece {
    /** The variable of that index is named by a letter. */
    record Single(int variable) implements Piece {
        @Override
        public String sql() {
            return name(variable);
        }
    }

    record Row(List<Piece> parts) implements Piece {
        @Override
        public String sql() {
            return parts.stream().map(Piece::grouped).collect(Collectors.joining(" "));
        }
    }

    record Choice(List<Piece> parts) implements Piece {
        @Override
        public String sql() {
            return parts.stream().map(Piece::grouped).collect(Collectors.joining(" | "));
        }
    }

    /** @param most or -1 */
    record Times(Piece part, int least, int most, boolean greedy) implements Piece {
        @Override
        public String sql() {
            String quantifier = most < 0
                    ? least == 0 ? "*" : least == 1 ? "+" : "{" + least + ",}"
                    : least == 0 && most == 1 ? "?" : "{" + least + "," + most + "}";
            return part.grouped() + quantifier + (greedy ? "" : "?");
        }

        /** Whether what follows must not be what could be repeated. */
        boolean wants() {
            return greedy && least != most && !(least == 0 && most == 1);
        }
    }

    String sql();

    static String name(int variable) {
        return String.valueOf((char) ('A' + variable));
    }

    default String grouped() {
        return this instanceof Single ? sql() : "(" + sql() + ")";
    }

    /** The variables that its first row can be. */
    default Set<Integer> first() {
        Set<Integer> first = new TreeSet<>();
        if (this instanceof Single single) {
            first.add(single.variable());
        } else if (this instanceof Times times) {
            first.addAll(times.part().first());
        } else if (this instanceof Choice choice) {
            choice.parts().forEach(part -> first.addAll(part.first()));
        } else if (this instanceof Row row) {
            for (Piece part : row.parts()) {
                first.addAll(part.first());
                if (!part.empty()) {
                    break;
                }
            }
        }
        return first;
    }

    default boolean empty() {
        if (this instanceof Times times) {
            return times.least() == 0 || times.part().empty();
        } else if (this instanceof Choice choice) {
            return choice.parts().stream().anyMatch(Piece::empty);
        }
        return this instanceof Row row && row.parts().stream().allMatch(Piece::empty);
    }

    /** Whether its end is known only when the next row is. */
    default boolean waits() {
        if (this instanceof Times times) {
            return times.wants() || times.part().waits();
        } else if (this instanceof Choice choice) {
            return choice.parts().stream().anyMatch(Piece::waits);
        } else if (this instanceof Row row) {
            for (int i = row.parts().size() - 1; i >= 0; i--) {
                if (row.parts().get(i).waits()) {
                    return true;
                } else if (!row.parts().get(i).empty()) {
                    return false;
                }
            }
        }
        return false;
    }

    /** A pattern that needs at least one row. */
    static Piece random(Random random, int variables) {
        while (true) {
            List<Piece> parts = new ArrayList<>();
            for (int v = 0; v < variables; v++) {
                parts.add(quantified(random, new Single(v)));
            }
            Piece pattern = new Row(parts);
            if (random.nextInt(3) == 0 && variables > 2) {
                Piece group = new Row(List.of(parts.get(1), parts.get(2)));
                Piece inner = random.nextBoolean()
                        ? quantified(random, group)
                        : new Choice(List.of(parts.get(1), parts.get(2)));
                List<Piece> outer = new ArrayList<>(List.of(parts.get(0), quantified(random, inner)));
                outer.addAll(parts.subList(3, variables));
                pattern = new Row(outer);
            }
            if (!pattern.empty()) {
                return pattern;
            }
        }
    }

    private static Piece quantified(Random random, Piece part) {
        boolean greedy = random.nextInt(3) > 0;
        return switch (random.nextInt(9)) {
            case 0 -> new Times(part, 0, -1, greedy);
            case 1 -> new Times(part, 1, -1, greedy);
            case 2 -> new Times(part, 0, 1, greedy);
            case 3 -> new Times(part, 1, 2, greedy);
            case 4 -> new Times(part, 2, 2, greedy);
            case 5 -> new Times(part, 0, 2, greedy);
            default -> part;
        };
    }
}

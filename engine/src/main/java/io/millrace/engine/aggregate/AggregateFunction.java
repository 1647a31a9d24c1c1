package io.millrace.engine.aggregate;

import io.millrace.core.type.Type;
import io.millrace.engine.function.Family;
import io.millrace.engine.function.Overload;
import io.millrace.engine.function.ResultType;
import io.millrace.engine.function.Typing;
import io.millrace.engine.pipeline.AggregateCall;
import java.util.ArrayList;
import java.util.List;

/**
 * An aggregate function as the registry lists it.
 *
 * @param name as in SQL
 * @param aliases other names
 * @param signature how it is called, for the reference
 * @param meaning one sentence for the reference
 * @param example a call for the reference, over the columns {@code x}, {@code y}, {@code s} and {@code ok}
 * @param overloads what it takes and gives; empty where the planner knows by itself
 * @param uses what else the planner has to know
 * @param inFlink whether Flink has it too; a pipeline with one that it lacks cannot be moved there as it is
 * @param factory makes it for a call
 */
public record AggregateFunction(
        String name,
        List<String> aliases,
        String signature,
        String meaning,
        String example,
        List<Overload> overloads,
        Uses uses,
        boolean inFlink,
        Factory factory) {
    public AggregateFunction {
        aliases = List.copyOf(aliases);
        overloads = List.copyOf(overloads);
    }

    /** What DISTINCT does to a function. */
    public enum Distinct {
        /** Hands each value on once. */
        COUNTS,
        /** Changes nothing. */
        IGNORED,
        /** The function sees to it itself. */
        OWN
    }

    /** Whether a call may say in which order it takes rows: WITHIN GROUP (ORDER BY ...). */
    public enum Group {
        FORBIDDEN,
        OPTIONAL,
        REQUIRED
    }

    /**
     * What a function uses of its input.
     *
     * @param ordered whether its result depends on the order of rows
     * @param constant which argument must be a constant, from 0; or -1
     */
    public record Uses(boolean ordered, Distinct distinct, Group group, int constant) {
        static final Uses NOTHING = new Uses(false, Distinct.COUNTS, Group.FORBIDDEN, -1);
    }

    /** Makes what computes a call. */
    interface Factory {
        /**
         * Either a {@link FixedAggregate} or an {@link AggregateState}.
         *
         * @param changing whether rows may be taken back
         */
        Object create(AggregateCall call, boolean changing);
    }

    /** Begins a line of the registry. */
    static AggregateFunction of(String signature, String meaning, String example) {
        String name = signature.substring(0, signature.indexOf('('));
        return new AggregateFunction(
                name, List.of(), signature, meaning, example, List.of(), Uses.NOTHING, true, (call, changing) -> {
                    throw new IllegalStateException("bug: nothing computes " + name);
                });
    }

    /** Adds a way to call it; the result may always be NULL unless it says never. */
    AggregateFunction takes(Type result, Family... arguments) {
        return takes(ResultType.of(result).orNull(), arguments);
    }

    AggregateFunction takes(ResultType result, Family... arguments) {
        List<Overload> all = new ArrayList<>(overloads);
        all.add(new Overload(List.of(arguments), false, result));
        return new AggregateFunction(name, aliases, signature, meaning, example, all, uses, inFlink, factory);
    }

    /** Adds a way to call it that says by itself what its types are; they are not cast. */
    AggregateFunction takes(Typing typing) {
        List<Overload> all = new ArrayList<>(overloads);
        all.add(new Overload(List.of(), true, ResultType.of(Type.STRING).orNull(), typing));
        return new AggregateFunction(name, aliases, signature, meaning, example, all, uses, inFlink, factory);
    }

    AggregateFunction alias(String... more) {
        return new AggregateFunction(
                name, List.of(more), signature, meaning, example, overloads, uses, inFlink, factory);
    }

    AggregateFunction uses(boolean ordered, Distinct distinct, Group group, int constant) {
        Uses all = new Uses(ordered, distinct, group, constant);
        return new AggregateFunction(name, aliases, signature, meaning, example, overloads, all, inFlink, factory);
    }

    /** DISTINCT changes nothing. */
    AggregateFunction ignoringDistinct() {
        return uses(uses.ordered, Distinct.IGNORED, uses.group, uses.constant);
    }

    AggregateFunction notInFlink() {
        return new AggregateFunction(name, aliases, signature, meaning, example, overloads, uses, false, factory);
    }

    /** Ends a line: what computes it. */
    AggregateFunction by(Factory maker) {
        return new AggregateFunction(name, aliases, signature, meaning, example, overloads, uses, inFlink, maker);
    }
}

package io.millrace.engine.aggregate;

import io.millrace.core.bitmap.Bitmap.Operation;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Family;
import io.millrace.engine.function.ResultType;
import io.millrace.engine.function.Typing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The aggregate functions that make bitmaps. */
final class BitmapAggregates {
    static final List<AggregateFunction> ALL = List.of(
            build("BITMAP_BUILD_AGG", false, "A bitmap of the values, which are INT or smaller, taken as unsigned."),
            build("BITMAP_BUILD_CARDINALITY_AGG", true, "How many different values there are, INT or smaller."),
            fold("BITMAP_AND_AGG", Operation.AND, false, "The numbers in all bitmaps."),
            fold("BITMAP_AND_CARDINALITY_AGG", Operation.AND, true, "How many numbers are in all bitmaps."),
            fold("BITMAP_OR_AGG", Operation.OR, false, "The numbers in one bitmap at least."),
            fold("BITMAP_OR_CARDINALITY_AGG", Operation.OR, true, "How many numbers are in one bitmap at least."),
            fold("BITMAP_XOR_AGG", Operation.XOR, false, "The numbers in an odd number of bitmaps."),
            fold("BITMAP_XOR_CARDINALITY_AGG", Operation.XOR, true, "How many are in an odd number of bitmaps."));

    private BitmapAggregates() {}

    private static Type result(boolean counts) {
        return counts ? Type.BIGINT : Type.BITMAP;
    }

    private static AggregateFunction build(String name, boolean counts, String meaning) {
        return AggregateFunction.of(name + "(x)", meaning, name + "(x)")
                .takes(new SmallInteger(result(counts)))
                .ignoringDistinct()
                .by((call, changing) -> new BitmapCounts(Operation.OR, counts));
    }

    private static AggregateFunction fold(String name, Operation operation, boolean counts, String meaning) {
        AggregateFunction function = AggregateFunction.of(
                        name + "(bitmap)", meaning, name + "(BITMAP_BUILD(ARRAY[x, y]))")
                .takes(ResultType.of(result(counts)).orNull(), Family.BITMAP);
        return (operation == Operation.XOR ? function : function.ignoringDistinct())
                .by((call, changing) ->
                        changing ? new BitmapCounts(operation, counts) : new BitmapFold(operation, counts));
    }

    /** One INT, SMALLINT or TINYINT. */
    private record SmallInteger(Type answer) implements Typing {
        @Override
        public @Nullable List<Type> arguments(List<Type> given) {
            Kind kind = given.size() == 1 ? given.get(0).kind() : Kind.NULL;
            return kind.isInteger() && kind != Kind.BIGINT ? given : null;
        }

        @Override
        public Type result(List<Type> arguments) {
            return answer;
        }
    }
}

package io.millrace.engine.function;

import static io.millrace.engine.function.Family.BITMAP;
import static io.millrace.engine.function.Family.BYTES;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function.Category;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of bitmaps. */
final class BitmapList {
    private static final ResultType SET = ResultType.of(Type.BITMAP);

    static final List<Function> ALL = List.of(
            bitmap(
                            "BITMAP_BUILD(array)",
                            "The set of the elements, which are INT or smaller, taken as unsigned; NULLs are left out.",
                            "BITMAP_BUILD(ARRAY[3, 1, 3])")
                    .takes(new Elements())
                    .by(BitmapFunctions.class, "build"),
            bitmap(
                            "BITMAP_AND(bitmap1, bitmap2)",
                            "The numbers in both.",
                            "BITMAP_AND(BITMAP_BUILD(ARRAY[1, 2]), BITMAP_BUILD(ARRAY[2, 3]))")
                    .takes(SET, BITMAP, BITMAP)
                    .by(BitmapFunctions.class, "and"),
            bitmap(
                            "BITMAP_OR(bitmap1, bitmap2)",
                            "The numbers in one at least.",
                            "BITMAP_OR(BITMAP_BUILD(ARRAY[1, 2]), BITMAP_BUILD(ARRAY[2, 3]))")
                    .takes(SET, BITMAP, BITMAP)
                    .by(BitmapFunctions.class, "or"),
            bitmap(
                            "BITMAP_XOR(bitmap1, bitmap2)",
                            "The numbers in only one.",
                            "BITMAP_XOR(BITMAP_BUILD(ARRAY[1, 2]), BITMAP_BUILD(ARRAY[2, 3]))")
                    .takes(SET, BITMAP, BITMAP)
                    .by(BitmapFunctions.class, "xor"),
            bitmap(
                            "BITMAP_ANDNOT(bitmap1, bitmap2)",
                            "The numbers in the first but not in the second.",
                            "BITMAP_ANDNOT(BITMAP_BUILD(ARRAY[1, 2]), BITMAP_BUILD(ARRAY[2, 3]))")
                    .takes(SET, BITMAP, BITMAP)
                    .by(BitmapFunctions.class, "andNot"),
            bitmap("BITMAP_CARDINALITY(bitmap)", "How many.", "BITMAP_CARDINALITY(BITMAP_BUILD(ARRAY[7, 8]))")
                    .takes(ResultType.of(Type.BIGINT), BITMAP)
                    .by(BitmapFunctions.class, "cardinality"),
            bitmap(
                            "BITMAP_TO_ARRAY(bitmap)",
                            "The numbers in order, as INT: those from 2147483648 on are negative, and last.",
                            "BITMAP_TO_ARRAY(BITMAP_BUILD(ARRAY[-1, 5]))")
                    .takes(ResultType.of(Type.array(Type.INT)), BITMAP)
                    .by(BitmapFunctions.class, "toArray"),
            bitmap(
                            "BITMAP_TO_STRING(bitmap)",
                            "The numbers in order, as text.",
                            "BITMAP_TO_STRING(BITMAP_BUILD(ARRAY[-1, 5]))")
                    .takes(ResultType.of(Type.STRING), BITMAP)
                    .by(BitmapFunctions.class, "string"),
            bitmap(
                            "BITMAP_TO_BYTES(bitmap)",
                            "The set as bytes in Roaring's portable format.",
                            "BITMAP_TO_BYTES(BITMAP_BUILD(ARRAY[1]))")
                    .takes(ResultType.of(Type.BYTES), BITMAP)
                    .by(BitmapFunctions.class, "toBytes"),
            bitmap(
                            "BITMAP_FROM_BYTES(bytes)",
                            "The set that these bytes are, in that format.",
                            "BITMAP_FROM_BYTES(x'3a300000010000000000000010000000' || x'0500')")
                    .takes(SET, BYTES)
                    .by(BitmapFunctions.class, "fromBytes"));

    private BitmapList() {}

    /** An array of INT, SMALLINT or TINYINT. */
    private record Elements() implements Typing {
        @Override
        public @Nullable List<Type> arguments(List<Type> given) {
            if (given.size() != 1 || given.get(0).kind() != Kind.ARRAY) {
                return null;
            }
            Kind element = given.get(0).child(0).kind();
            return element.isInteger() && element != Kind.BIGINT ? given : null;
        }

        @Override
        public Type result(List<Type> arguments) {
            return Type.BITMAP.withNullable(arguments.get(0).nullable());
        }
    }

    private static Function bitmap(String signature, String meaning, String example) {
        return Function.of(Category.BITMAP, signature, meaning, example);
    }
}

package io.millrace.engine.function;

import static io.millrace.engine.function.CollectionTyping.element;
import static io.millrace.engine.function.CollectionTyping.one;
import static io.millrace.engine.function.CollectionTyping.same;
import static io.millrace.engine.function.CollectionTyping.sortable;
import static io.millrace.engine.function.Family.INTEGER;
import static io.millrace.engine.function.Family.TEXT;

import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function.Category;
import java.util.List;

/** The functions of arrays and maps. */
final class CollectionList {
    private static final int MANY = 1000;
    private static final ResultType TEXTS = ResultType.of(Type.array(Type.STRING));
    private static final ResultType MAP_OF_TEXTS =
            ResultType.of(Type.map(Type.STRING, Type.STRING)).orNull();

    static final List<Function> ALL = List.of(
            array("CARDINALITY(array or map)", "How many elements or entries there are.", "CARDINALITY(ARRAY[7, 8])")
                    .takes(one(types -> Type.INT.withNullable(CollectionTyping.anyNull(types)), Kind.ARRAY, Kind.MAP))
                    .by(ArrayFunctions.class, "cardinality"),
            array("ELEMENT(array)", "The only element; NULL of an empty array.", "ELEMENT(ARRAY[7])")
                    .takes(one(CollectionList::elementOrNull, Kind.ARRAY))
                    .by(ArrayFunctions.class, "element"),
            array("ARRAY_APPEND(array, x)", "The array with x behind it.", "ARRAY_APPEND(ARRAY[1, 2], 3)")
                    .takes(element(CollectionList::withElement))
                    .by(ArrayFunctions.class, "append"),
            array("ARRAY_PREPEND(array, x)", "The array with x before it.", "ARRAY_PREPEND(ARRAY[1, 2], 0)")
                    .takes(element(CollectionList::withElement))
                    .by(ArrayFunctions.class, "prepend"),
            array("ARRAY_CONCAT(array, …)", "The arrays one behind the other.", "ARRAY_CONCAT(ARRAY[1], ARRAY[2, 3])")
                    .takes(same(Kind.ARRAY, 1, MANY))
                    .by(ArrayFunctions.class, "concat"),
            array("ARRAY_CONTAINS(array, x)", "Whether x is an element.", "ARRAY_CONTAINS(ARRAY[1, 2], 2)")
                    .takes(element(
                            types -> Type.BOOLEAN.withNullable(types.get(0).nullable())))
                    .by(ArrayFunctions.class, "contains"),
            array("ARRAY_DISTINCT(array)", "The array without repeated elements.", "ARRAY_DISTINCT(ARRAY[2, 1, 2])")
                    .takes(one(types -> types.get(0), Kind.ARRAY))
                    .by(ArrayFunctions.class, "distinct"),
            array(
                            "ARRAY_EXCEPT(array1, array2)",
                            "The different elements of the first that are not in the second.",
                            "ARRAY_EXCEPT(ARRAY[1, 2, 2], ARRAY[1])")
                    .takes(same(Kind.ARRAY, 2, 2))
                    .by(ArrayFunctions.class, "except"),
            array(
                            "ARRAY_INTERSECT(array1, array2)",
                            "The different elements of the first that are in the second.",
                            "ARRAY_INTERSECT(ARRAY[1, 2, 3], ARRAY[3, 2])")
                    .takes(same(Kind.ARRAY, 2, 2))
                    .by(ArrayFunctions.class, "intersect"),
            array(
                            "ARRAY_UNION(array1, array2)",
                            "The different elements of both.",
                            "ARRAY_UNION(ARRAY[1, 2], ARRAY[2, 3])")
                    .takes(same(Kind.ARRAY, 2, 2))
                    .by(ArrayFunctions.class, "union"),
            array(
                            "ARRAY_JOIN(array, separator [, for null])",
                            "The texts with a separator between them; NULLs are left out, or replaced.",
                            "ARRAY_JOIN(ARRAY['a', 'b'], '-')")
                    .takes(CollectionTyping.texts(1, 2))
                    .by(ArrayFunctions.class, "join"),
            array("ARRAY_MAX(array)", "The largest element, NULLs left out.", "ARRAY_MAX(ARRAY[1, 3, 2])")
                    .takes(sortable(CollectionList::elementOrNull, 0))
                    .by(ArrayFunctions.class, "max"),
            array("ARRAY_MIN(array)", "The smallest element, NULLs left out.", "ARRAY_MIN(ARRAY[3, 1, 2])")
                    .takes(sortable(CollectionList::elementOrNull, 0))
                    .by(ArrayFunctions.class, "min"),
            array(
                            "ARRAY_POSITION(array, x)",
                            "Where x first is, counted from 1; 0 if it is not there.",
                            "ARRAY_POSITION(ARRAY[5, 6], 6)")
                    .takes(element(types -> Type.INT.withNullable(CollectionTyping.anyNull(types))))
                    .by(ArrayFunctions.class, "position"),
            array("ARRAY_REMOVE(array, x)", "The array without x.", "ARRAY_REMOVE(ARRAY[1, 2, 1], 1)")
                    .takes(element(types -> types.get(0)))
                    .by(ArrayFunctions.class, "remove"),
            array("ARRAY_REVERSE(array)", "The elements in reverse.", "ARRAY_REVERSE(ARRAY[1, 2, 3])")
                    .takes(one(types -> types.get(0), Kind.ARRAY))
                    .by(ArrayFunctions.class, "reverse"),
            array(
                            "ARRAY_SLICE(array, start [, end])",
                            "The elements from start to end, counted from 1, or from the back if negative.",
                            "ARRAY_SLICE(ARRAY[1, 2, 3, 4], 2, 3)")
                    .takes(CollectionTyping.positions(1, 2))
                    .by(ArrayFunctions.class, "slice"),
            array(
                            "ARRAY_SORT(array [, ascending [, nulls first]])",
                            "The elements in order; NULLs are first when ascending, unless said otherwise.",
                            "ARRAY_SORT(ARRAY[3, 1, 2])")
                    .takes(sortable(types -> types.get(0).withNullable(CollectionTyping.anyNull(types)), 2))
                    .by(ArrayFunctions.class, "sort"),
            array("MAP_KEYS(map)", "The keys.", "MAP_KEYS(MAP['a', 1, 'b', 2])")
                    .takes(one(types -> list(types.get(0), types.get(0).child(0)), Kind.MAP))
                    .by(MapFunctions.class, "keys"),
            array("MAP_VALUES(map)", "The values.", "MAP_VALUES(MAP['a', 1, 'b', 2])")
                    .takes(one(types -> list(types.get(0), types.get(0).child(1)), Kind.MAP))
                    .by(MapFunctions.class, "values"),
            array("MAP_ENTRIES(map)", "The entries as rows of key and value.", "MAP_ENTRIES(MAP['a', 1])")
                    .takes(one(CollectionList::entries, Kind.MAP))
                    .by(MapFunctions.class, "entries"),
            array(
                            "MAP_FROM_ARRAYS(keys, values)",
                            "A map of keys and values; both arrays must be equally long.",
                            "MAP_FROM_ARRAYS(ARRAY['a', 'b'], ARRAY[1, 2])")
                    .takes(CollectionTyping.keysAndValues())
                    .by(MapFunctions.class, "fromArrays"),
            array(
                            "MAP_UNION(map, …)",
                            "The entries of all; of a key in several, the last one's.",
                            "MAP_UNION(MAP['a', 1], MAP['b', 2])")
                    .takes(same(Kind.MAP, 1, MANY))
                    .by(MapFunctions.class, "union"),
            array(
                            "SPLIT(text, separator)",
                            "The parts of a text; with an empty separator, its characters.",
                            "SPLIT('a,b', ',')")
                    .takes(TEXTS, TEXT, TEXT)
                    .by(ArrayFunctions.class, "split"),
            array(
                            "STR_TO_MAP(text [, regex between entries, regex before values])",
                            "A map of the entries of a text, by default as in k1=v1,k2=v2.",
                            "STR_TO_MAP('a=1,b=2')")
                    .takes(MAP_OF_TEXTS, TEXT)
                    .takes(MAP_OF_TEXTS, TEXT, TEXT, TEXT)
                    .by(MapFunctions.class, "fromText"),
            array(
                            "REGEXP_EXTRACT_ALL(text, regex [, group])",
                            "That group of every match, the first one by default; NULL if there is no such group.",
                            "REGEXP_EXTRACT_ALL('a1b22', '([0-9]+)')")
                    .takes(TEXTS.orNull(), TEXT, TEXT)
                    .takes(TEXTS.orNull(), TEXT, TEXT, INTEGER)
                    .by(ArrayFunctions.class, "extractAll"));

    /** What planners put in; not for users. */
    static final List<Function> PARTS = List.of(array("$SORT_ENTRIES(map)", "The map with its entries in order.", "")
            .takes(one(types -> types.get(0), Kind.MAP, Kind.MULTISET, Kind.ARRAY, Kind.ROW))
            .by(MapFunctions.class, "sorted"));

    private CollectionList() {}

    private static Type elementOrNull(List<Type> types) {
        return types.get(0).child(0).withNullable(true);
    }

    private static Type withElement(List<Type> types) {
        Type element = types.get(0).child(0);
        boolean nullable = element.nullable() || types.get(1).nullable();
        return list(types.get(0), element.withNullable(nullable));
    }

    private static Type list(Type collection, Type element) {
        return Type.array(element).withNullable(collection.nullable());
    }

    private static Type entries(List<Type> types) {
        Type map = types.get(0);
        return list(map, Type.row(List.of(new Column("key", map.child(0)), new Column("value", map.child(1)))));
    }

    private static Function array(String signature, String meaning, String example) {
        return Function.of(Category.COLLECTION, signature, meaning, example);
    }
}

package io.millrace.engine.function;

import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types of the functions of arrays and maps. */
final class CollectionTyping {
    private CollectionTyping() {}

    private record Rule(Function<List<Type>, @Nullable List<Type>> takes, Function<List<Type>, Type> gives)
            implements Typing {
        @Override
        public @Nullable List<Type> arguments(List<Type> given) {
            return takes.apply(given);
        }

        @Override
        public Type result(List<Type> arguments) {
            return gives.apply(arguments);
        }
    }

    /** One collection of one of these kinds, as it is. */
    static Typing one(Function<List<Type>, Type> gives, Kind... kinds) {
        List<Kind> taken = List.of(kinds);
        return new Rule(
                given -> given.size() == 1 && taken.contains(given.get(0).kind()) ? given : null, gives);
    }

    /** One array of values that have an order. */
    static Typing sortable(Function<List<Type>, Type> gives, int mostFlags) {
        return new Rule(
                given -> {
                    boolean fits = isArray(given, 0)
                            && given.size() <= 1 + mostFlags
                            && given.get(0).child(0).kind().hasOrder();
                    for (Type flag : given.subList(Math.min(1, given.size()), given.size())) {
                        fits &= flag.kind() == Kind.BOOLEAN || flag.kind() == Kind.NULL;
                    }
                    return fits ? given : null;
                },
                gives);
    }

    /** An array, then whole numbers. */
    static Typing positions(int fewest, int most) {
        return new Rule(
                given -> {
                    boolean fits = isArray(given, 0) && given.size() > fewest && given.size() <= 1 + most;
                    for (int i = 1; i < given.size(); i++) {
                        Kind kind = given.get(i).kind();
                        fits &= kind.isInteger() || kind == Kind.NULL;
                    }
                    return fits ? given : null;
                },
                types -> types.get(0).withNullable(anyNull(types)));
    }

    /** An array of texts, then texts. */
    static Typing texts(int fewest, int most) {
        return new Rule(
                given -> {
                    boolean fits = isArray(given, 0)
                            && given.get(0).child(0).kind().isText()
                            && given.size() > fewest
                            && given.size() <= 1 + most;
                    for (int i = 1; i < given.size(); i++) {
                        Kind kind = given.get(i).kind();
                        fits &= kind.isText() || kind == Kind.NULL;
                    }
                    return fits ? given : null;
                },
                types -> Type.STRING.withNullable(anyNull(types)));
    }

    /** An array and a value that is, or becomes, one of its elements; an array of whole numbers may have to widen. */
    static Typing element(Function<List<Type>, Type> gives) {
        return new Rule(
                given -> {
                    if (given.size() != 2 || !isArray(given, 0)) {
                        return null;
                    }
                    Type element = given.get(0).child(0);
                    Type value = given.get(1);
                    if (value.kind() == Kind.NULL) {
                        return List.of(given.get(0), element.withNullable(true));
                    }
                    if (isBounded(element, value)) {
                        // What does not fit is cut off, rounded, or NULL, as in Flink.
                        boolean nullable = value.nullable() || element.kind() == Kind.DECIMAL;
                        return List.of(given.get(0), element.withNullable(nullable));
                    }
                    Type common = common(element, value);
                    if (common == null) {
                        return null;
                    }
                    return List.of(
                            Type.array(common.withNullable(element.nullable()))
                                    .withNullable(given.get(0).nullable()),
                            common.withNullable(value.nullable()));
                },
                gives);
    }

    /** Whether a value becomes an element as it is declared, however long or precise it is. */
    private static boolean isBounded(Type element, Type value) {
        boolean texts = element.kind().isText() && value.kind().isText();
        boolean decimals = element.kind() == Kind.DECIMAL && value.kind().isNumeric();
        return (texts || decimals) && !element.withNullable(true).equals(value.withNullable(true));
    }

    /** Collections of one kind, that widen to one type. */
    static Typing same(Kind kind, int fewest, int most) {
        return new Rule(
                given -> {
                    if (given.size() < fewest || given.size() > most) {
                        return null;
                    }
                    Type common = null;
                    for (Type type : given) {
                        if (type.kind() != Kind.NULL && type.kind() != kind) {
                            return null;
                        }
                        common = common == null || common.kind() == Kind.NULL
                                ? type
                                : type.kind() == Kind.NULL ? common : common(common, type);
                        if (common == null) {
                            return null;
                        }
                    }
                    List<Type> wanted = new ArrayList<>();
                    for (Type type : given) {
                        wanted.add(java.util.Objects.requireNonNull(common).withNullable(type.nullable()));
                    }
                    return common == null || common.kind() == Kind.NULL ? null : wanted;
                },
                types -> types.get(0).withNullable(anyNull(types)));
    }

    /** Two arrays of any types. */
    static Typing keysAndValues() {
        return new Rule(
                given -> given.size() == 2 && isArray(given, 0) && isArray(given, 1) ? given : null,
                types -> Type.map(types.get(0).child(0), types.get(1).child(0)).withNullable(anyNull(types)));
    }

    private static boolean isArray(List<Type> types, int index) {
        return types.size() > index && types.get(index).kind() == Kind.ARRAY;
    }

    static boolean anyNull(List<Type> types) {
        return types.stream().anyMatch(Type::nullable);
    }

    /** A type that holds the values of both, NULL included; null if there is none. */
    static @Nullable Type common(Type a, Type b) {
        boolean nullable = a.nullable() || b.nullable();
        if (a.withNullable(true).equals(b.withNullable(true))) {
            return a.withNullable(nullable);
        }
        if (a.kind().isNested() || b.kind().isNested()) {
            return nested(a, b, nullable);
        }
        if (a.kind().isNumeric() && b.kind().isNumeric()) {
            return number(a, b).withNullable(nullable);
        }
        if (a.kind().isText() && b.kind().isText()
                || a.kind().isBytes() && b.kind().isBytes()) {
            Kind kind = a.kind().isText() ? Kind.VARCHAR : Kind.VARBINARY;
            return new Type(kind, Math.max(a.precision(), b.precision()), 0, nullable);
        }
        return a.kind() == b.kind() ? (a.precision() >= b.precision() ? a : b).withNullable(nullable) : null;
    }

    private static @Nullable Type nested(Type a, Type b, boolean nullable) {
        if (a.kind() != b.kind() || a.children().size() != b.children().size()) {
            return null;
        }
        List<Column> children = new ArrayList<>();
        for (int i = 0; i < a.children().size(); i++) {
            Type child = common(a.child(i), b.child(i));
            if (child == null) {
                return null;
            }
            children.add(new Column(a.children().get(i).name(), child));
        }
        return new Type(a.kind(), 0, 0, nullable, children);
    }

    private static Type number(Type a, Type b) {
        if (a.kind().isFloating() || b.kind().isFloating()) {
            return a.kind() == Kind.FLOAT && b.kind() == Kind.FLOAT ? Type.FLOAT : Type.DOUBLE;
        }
        Type x = exact(a);
        Type y = exact(b);
        if (a.kind() != Kind.DECIMAL && b.kind() != Kind.DECIMAL) {
            return x.precision() >= y.precision() ? a : b;
        }
        int scale = Math.max(x.scale(), y.scale());
        int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return Type.decimal(Math.min(38, whole + scale), Math.min(scale, Math.max(0, 38 - whole)));
    }

    private static Type exact(Type type) {
        return switch (type.kind()) {
            case TINYINT -> Type.decimal(3, 0);
            case SMALLINT -> Type.decimal(5, 0);
            case INT -> Type.decimal(10, 0);
            case BIGINT -> Type.decimal(19, 0);
            default -> type;
        };
    }
}

package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.expression.Expression.Call;
import io.millrace.core.expression.Expression.Literal;
import io.millrace.core.nested.NestedOrder;
import io.millrace.core.type.Column;
import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function;
import io.millrace.engine.function.Functions;
import io.millrace.engine.function.Overload;
import io.millrace.engine.function.Typing;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlKind;

/** Expressions of nested types. */
final class Nesting {
    private Nesting() {}

    /** A ROW, ARRAY or MAP of values. */
    static Expression construct(SqlKind kind, List<Expression> arguments, Type type) {
        List<Expression> parts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            parts.add(
                    Casts.cast(arguments.get(i), type.child(i % type.children().size())));
        }
        String name = kind == SqlKind.ROW ? "ROW" : kind == SqlKind.ARRAY_VALUE_CONSTRUCTOR ? "ARRAY" : "MAP";
        return new Call(name, parts, type);
    }

    /** An element of an array or the value of a key. */
    static Expression item(List<Expression> arguments, Type type) {
        Type container = arguments.get(0).type();
        if (container.kind() == Kind.MAP) {
            return new Call("ITEM", List.of(arguments.get(0), Casts.cast(arguments.get(1), container.child(0))), type);
        }
        if (container.kind() == Kind.VARIANT) {
            boolean field = arguments.get(1).type().kind().isText();
            return new Call(field ? "$VARIANT_FIELD" : "$VARIANT_ELEMENT", arguments, Type.VARIANT);
        }
        if (container.kind() == Kind.ROW) {
            return rowItem(arguments, type);
        }
        if (arguments.get(1) instanceof Literal literal && literal.value() instanceof Long position && position < 1) {
            throw new QueryException(
                    "the elements of an array are counted from 1, not " + position,
                    null,
                    "write [1] for the first one");
        }
        return new Call("ITEM", arguments, type);
    }

    private static Expression rowItem(List<Expression> arguments, Type type) {
        Type row = arguments.get(0).type();
        Object field = arguments.get(1) instanceof Literal literal ? literal.value() : null;
        int index = field instanceof Long position ? (int) (position - 1) : -1;
        for (int i = 0; i < row.children().size() && field instanceof String; i++) {
            if (row.children().get(i).name().equals(field)) {
                index = i;
            }
        }
        if (index < 0 || index >= row.children().size()) {
            throw new QueryException("a ROW has no field " + field, null, "its fields are those of " + row.sql());
        }
        return new Call("FIELD", List.of(arguments.get(0), new Literal((long) index, Type.INT.notNull())), type);
    }

    /** Rows in which maps that are keys have their entries in order, so that equal ones have equal bytes. */
    static Relation sorted(Relation input, List<Integer> keys) {
        List<Expression> columns = new ArrayList<>(Relation.columns(input.schema()));
        boolean changed = false;
        for (int key : keys) {
            Type type = input.schema().type(key);
            if (NestedOrder.hasItems(type)) {
                columns.set(key, new Call("$SORT_ENTRIES", List.of(columns.get(key)), type));
                changed = true;
            }
        }
        return changed ? Calcs.project(input, columns, input.schema().names()) : input;
    }

    /** The arguments as a function of nested values takes them. */
    static List<Expression> typed(String name, List<Expression> arguments) {
        Function function = Functions.find(name);
        if (function == null) {
            return arguments;
        }
        List<Type> given = arguments.stream().map(Expression::type).toList();
        for (Overload overload : function.overloads()) {
            Typing typing = overload.typing();
            List<Type> wanted = typing == null ? null : typing.arguments(given);
            if (wanted != null) {
                List<Expression> cast = new ArrayList<>();
                for (int i = 0; i < wanted.size(); i++) {
                    cast.add(Casts.cast(arguments.get(i), wanted.get(i)));
                }
                return cast;
            }
        }
        return arguments;
    }

    /** A type that can hold the values of both, which are of one kind. */
    static Type common(Type a, Type b) {
        if (a.children().size() != b.children().size()) {
            return a;
        }
        List<Column> children = new ArrayList<>();
        for (int i = 0; i < a.children().size(); i++) {
            Type child = Casts.common(a.child(i), b.child(i));
            boolean nullable = a.child(i).nullable() || b.child(i).nullable();
            children.add(new Column(a.children().get(i).name(), child.withNullable(nullable)));
        }
        return new Type(a.kind(), 0, 0, a.nullable(), children);
    }

    /** Whether each part may be stored without an explicit CAST. */
    static boolean isImplicit(Type from, Type to) {
        if (from.children().size() != to.children().size()) {
            return false;
        }
        for (int i = 0; i < from.children().size(); i++) {
            if (!Casts.isImplicit(from.child(i), to.child(i))) {
                return false;
            }
        }
        return true;
    }
}

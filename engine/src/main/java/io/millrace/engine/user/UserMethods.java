package io.millrace.engine.user;

import io.millrace.core.type.Type;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the method of a class that a call means, by the types of its arguments. */
final class UserMethods {
    private UserMethods() {}

    /** The method that suits best; there is one, since the planner has found it. */
    static Method best(Class<?> type, FunctionKind kind, List<Type> given, Type result) {
        Method best = best(type, kind.method(), kind, given, result);
        if (best == null) {
            throw new IllegalStateException("bug: no " + kind.method() + " of " + type.getName() + " for " + given);
        }
        return best;
    }

    /** As the other, for a method of another name with the same parameters; null when there is none. */
    static @Nullable Method best(
            Class<?> type, String name, FunctionKind kind, List<Type> given, @Nullable Type result) {
        Method best = null;
        int most = -1;
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && !method.isBridge()) {
                int suits = suits(method, kind, given);
                boolean answers = result == null
                        || kind != FunctionKind.SCALAR
                        || JavaValues.suits(method.getReturnType(), result) > 0;
                if (answers && suits > most) {
                    best = method;
                    most = suits;
                }
            }
        }
        return best;
    }

    /** How well the parameters suit the arguments; negative when they do not. */
    private static int suits(Method method, FunctionKind kind, List<Type> given) {
        int first = kind.first();
        int count = method.getParameterCount() - first;
        if (method.isVarArgs() ? given.size() < count - 1 : given.size() != count) {
            return -1;
        }
        int sum = method.isVarArgs() ? 0 : 1;
        for (int i = 0; i < given.size(); i++) {
            int suits = JavaValues.suits(JavaTypes.raw(parameter(method, first + i)), given.get(i));
            if (suits == 0) {
                return -1;
            }
            sum += 2 * suits;
        }
        return sum;
    }

    /** The class of a parameter; of the elements of the last one where it may be repeated. */
    static java.lang.reflect.Type parameter(Method method, int place) {
        int last = method.getParameterCount() - 1;
        java.lang.reflect.Type type = method.getGenericParameterTypes()[Math.min(place, last)];
        return method.isVarArgs() && place >= last ? JavaTypes.element(type) : type;
    }
}

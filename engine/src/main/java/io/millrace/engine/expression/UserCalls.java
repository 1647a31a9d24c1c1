package io.millrace.engine.expression;

import io.millrace.core.expression.Expression.Call;
import io.millrace.core.type.Type;
import io.millrace.engine.user.UserCall;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The objects of users' classes that the kernels of one calculation call: one for each call of a function, whichever
 * kernel it is made from, so that an object that counts its calls sees all of them. One thread at a time.
 */
final class UserCalls {
    private final IdentityHashMap<Call, UserCall> known = new IdentityHashMap<>();

    UserCall of(Call call, List<Type> types) {
        return known.computeIfAbsent(call, each -> UserCall.of(each.function(), types, each.type()));
    }

    void close() {
        known.values().forEach(UserCall::close);
        known.clear();
    }
}

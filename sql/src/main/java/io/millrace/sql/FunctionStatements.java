package io.millrace.sql;

import io.millrace.core.error.QueryException;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Type;
import io.millrace.engine.user.UserClass;
import io.millrace.engine.user.UserFunction;
import io.millrace.sql.FunctionCatalog.Scope;
import io.millrace.sql.parse.Parser;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.validate.Analyzer;
import io.millrace.sql.validate.Places;
import io.millrace.sql.validate.Types;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlAlterFunction;
import org.apache.flink.sql.parser.ddl.SqlCreateFunction;
import org.apache.flink.sql.parser.ddl.SqlDropFunction;
import org.apache.flink.sql.parser.ddl.resource.SqlResource;
import org.apache.flink.sql.parser.ddl.resource.SqlResourceType;
import org.apache.flink.sql.parser.dql.SqlRichDescribeFunction;
import org.jspecify.annotations.Nullable;

/** CREATE, ALTER, DROP and DESCRIBE FUNCTION. Of one statement. */
final class FunctionStatements {
    private final Session session;
    private final FunctionCatalog functions;
    private final Names names;
    private final Statement statement;

    FunctionStatements(Session session, Statement statement) {
        this.session = session;
        this.functions = session.catalog().functions();
        this.names = new Names(session.catalog());
        this.statement = statement;
    }

    /** Carries a statement out, if it is one of these. */
    Optional<Step> answer(SqlNode node) {
        if (node instanceof SqlCreateFunction create) {
            return Optional.of(create(create));
        } else if (node instanceof SqlDropFunction drop) {
            return Optional.of(drop(drop));
        } else if (node instanceof SqlAlterFunction alter) {
            return Optional.of(alter(alter));
        } else if (node instanceof SqlRichDescribeFunction describe) {
            return Optional.of(describe(describe));
        }
        return Optional.empty();
    }

    private static Scope scope(boolean temporary, boolean system) {
        return system ? Scope.SYSTEM : temporary ? Scope.TEMPORARY : Scope.PERMANENT;
    }

    private ObjectPath path(SqlIdentifier identifier, Scope scope) {
        return scope == Scope.SYSTEM
                ? session.catalog().current().of(identifier.names.get(identifier.names.size() - 1))
                : names.path(identifier);
    }

    private Step create(SqlCreateFunction create) {
        Scope scope = scope(create.isTemporary(), create.isSystemFunction());
        ObjectPath path = path(create.getName(), scope);
        if (functions.find(scope, path).isPresent()) {
            if (create.isIfNotExists()) {
                return new Step.Message("Function '" + path.name() + "' is there already.");
            }
            throw Places.error(
                    "function '" + path.name() + "' is there already",
                    create.getName(),
                    "drop it first, or write IF NOT EXISTS");
        }
        checkLanguage(create.getFunctionLanguage(), create.getName());
        List<Path> jars = new ArrayList<>();
        for (SqlNode node : create.getResourceInfos()) {
            jars.add(jar((SqlResource) node));
        }
        functions.jars().stream().filter(jar -> !jars.contains(jar)).forEach(jars::add);
        functions.put(scope, path, load(path.name(), create.getFunctionClassName(), jars));
        return new Step.Message("Function '" + path.name() + "' created.");
    }

    private static void checkLanguage(@Nullable String language, SqlNode place) {
        if (language != null && !List.of("JAVA", "SCALA").contains(language.toUpperCase(Locale.ROOT))) {
            throw Places.error(
                    "functions in " + language.toUpperCase(Locale.ROOT) + " are not supported",
                    place,
                    "write it in Java: LANGUAGE JAVA");
        }
    }

    private Path jar(SqlResource resource) {
        SqlResourceType type = resource.getResourceType().symbolValue(SqlResourceType.class);
        String text = resource.getResourcePath().getValueAs(String.class);
        if (type != SqlResourceType.JAR && type != SqlResourceType.ARTIFACT) {
            throw Places.error("USING " + type + " is not supported", resource, "write USING JAR 'file.jar'");
        }
        return new JarStatements(session).path(text, resource);
    }

    private UserClass load(String name, SqlCharStringLiteral className, List<Path> jars) {
        try {
            return UserClass.of(new UserFunction(name, className.getValueAs(String.class), true, jars), this::hinted);
        } catch (QueryException e) {
            throw Places.at(e, className.getParserPosition());
        }
    }

    /** The type that a hint of a class names. */
    private Type hinted(String text) {
        try {
            return Types.of(new Analyzer(session, statement).type(Parser.type(text)));
        } catch (RuntimeException e) {
            throw new QueryException(
                    "@DataTypeHint(\"" + text + "\") is no type",
                    null,
                    "for example @DataTypeHint(\"DECIMAL(10, 2)\")",
                    e);
        }
    }

    private Step drop(SqlDropFunction drop) {
        SqlIdentifier identifier = drop.operand(0);
        Scope scope = scope(drop.isTemporary(), drop.isSystemFunction());
        ObjectPath path = path(identifier, scope);
        if (functions.find(scope, path).isEmpty()) {
            if (drop.getIfExists()) {
                return new Step.Message("There is no function '" + path.name() + "'.");
            }
            throw unknown(path, identifier, scope);
        }
        functions.remove(scope, path);
        return new Step.Message("Function '" + path.name() + "' dropped.");
    }

    private RuntimeException unknown(ObjectPath path, SqlNode place, Scope wanted) {
        for (Scope scope : Scope.values()) {
            if (functions.find(scope, path).isPresent()) {
                String words = switch (scope) {
                    case SYSTEM -> "TEMPORARY SYSTEM FUNCTION ";
                    case TEMPORARY -> "TEMPORARY FUNCTION ";
                    case PERMANENT -> "FUNCTION ";
                };
                return Places.error(
                        "there is no such function '" + path.name() + "' that is "
                                + wanted.name().toLowerCase(Locale.ROOT),
                        place,
                        "write " + words + path.name());
            }
        }
        return Places.error(
                "unknown function '" + path.name() + "'",
                place,
                Suggestions.didYouMean(path.name(), functions.names(path.namespace())));
    }

    private Step alter(SqlAlterFunction alter) {
        SqlIdentifier identifier = (SqlIdentifier) alter.getOperandList().get(0);
        Scope scope = scope(alter.isTemporary(), alter.isSystemFunction());
        ObjectPath path = path(identifier, scope);
        Optional<UserClass> old = functions.find(scope, path);
        if (old.isEmpty() && alter.isIfExists()) {
            return new Step.Message("There is no function '" + path.name() + "'.");
        }
        UserClass known = old.orElseThrow(() -> unknown(path, identifier, scope));
        checkLanguage(alter.getFunctionLanguage(), identifier);
        functions.put(
                scope,
                path,
                load(path.name(), alter.getFunctionClassName(), known.function().jars()));
        return new Step.Message("Function '" + path.name() + "' changed.");
    }

    private Step describe(SqlRichDescribeFunction describe) {
        SqlIdentifier identifier =
                new SqlIdentifier(Arrays.asList(describe.fullFunctionName()), describe.getParserPosition());
        for (Scope scope : Scope.values()) {
            Optional<UserClass> found = functions.find(scope, path(identifier, scope));
            if (found.isPresent()) {
                UserFunction function = found.get().function();
                return new Step.Rows(
                        Inspection.schema("info name", "info value"),
                        List.of(
                                List.of("is system function", String.valueOf(scope == Scope.SYSTEM)),
                                List.of("is temporary", String.valueOf(scope != Scope.PERMANENT)),
                                List.of("class name", function.className()),
                                List.of("function language", "JAVA"),
                                List.of("is deterministic", String.valueOf(function.deterministic())),
                                List.of("signature", found.get().text())));
            }
        }
        ObjectPath path = path(identifier, Scope.PERMANENT);
        throw unknown(path, describe, Scope.PERMANENT);
    }
}

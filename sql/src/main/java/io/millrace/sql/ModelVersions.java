package io.millrace.sql;

import io.millrace.core.connect.TableOptions;
import io.millrace.core.connect.TableOptions.InvalidOptionException;
import io.millrace.core.error.QueryException;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.ModelType;
import io.millrace.core.learn.VersionOptions;
import io.millrace.core.text.Suggestions;
import io.millrace.engine.pipeline.LearnSpecification.VersionUse;
import io.millrace.sql.validate.Places;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.flink.sql.parser.ddl.SqlTableOption;
import org.apache.flink.sql.parser.ddl.model.SqlAlterModel;
import org.apache.flink.sql.parser.ddl.model.SqlAlterModelReset;
import org.apache.flink.sql.parser.ddl.model.SqlAlterModelSet;

/** What is said of the versions of models: in WITH of CREATE MODEL, and by ALTER MODEL SET. */
final class ModelVersions {
    private static final String VERSION = "version";
    private static final List<String> CHANGED = List.of(VERSION, VersionOptions.FROZEN);
    private static final int MOST = 1000;

    private final Session session;

    ModelVersions(Session session) {
        this.session = session;
    }

    /** Takes what is said of versions out of the options of a model. */
    static Map<String, String> take(Map<String, String> options) {
        Map<String, String> taken = new LinkedHashMap<>();
        VersionOptions.ALL.forEach(option -> {
            String value = options.remove(option.name());
            if (value != null) {
                taken.put(option.name(), value);
            }
        });
        return taken;
    }

    /**
     * Which versions of a model are kept.
     *
     * @throws InvalidModelException when that makes no sense
     */
    static VersionUse rules(Map<String, String> taken, ModelType type) {
        try {
            TableOptions options = TableOptions.of(taken, VersionOptions.ALL);
            if (!type.learns() && !taken.isEmpty()) {
                String first = taken.keySet().iterator().next();
                throw new InvalidModelException(
                        first, "this model does not learn: '" + first + "' has no meaning", "leave it out");
            }
            long most = options.integer(VersionOptions.MAX_VERSIONS).orElseThrow();
            if (most < 0 || most > MOST) {
                throw new InvalidModelException(
                        VersionOptions.MAX_VERSIONS,
                        "'max-versions' is '" + most + "'",
                        "it takes a whole number from 0 to " + MOST);
            }
            long rows = options.integer(VersionOptions.VERSION_ROWS).orElse(0);
            if (options.isGiven(VersionOptions.VERSION_ROWS) && rows < 1) {
                throw new InvalidModelException(
                        VersionOptions.VERSION_ROWS,
                        "'version-rows' is '" + rows + "'",
                        "it takes a whole number from 1 up; without it a version is made at the end of each run");
            } else if (rows > 0 && !type.partition().columns().isEmpty()) {
                throw new InvalidModelException(
                        VersionOptions.VERSION_ROWS,
                        "'version-rows' is for one model for all rows, and this is one for each key",
                        "leave it out: a version is made at the end of each run");
            } else if (rows > 0 && most == 0) {
                throw new InvalidModelException(
                        VersionOptions.VERSION_ROWS,
                        "versions are wanted, and none are kept",
                        "leave out 'version-rows', or 'max-versions' = '0'");
            }
            return new VersionUse(0, (int) most, rows);
        } catch (InvalidOptionException e) {
            throw new InvalidModelException(e.option(), String.valueOf(e.getMessage()), e.hint());
        }
    }

    /** ALTER MODEL SET and RESET. */
    Step alter(SqlAlterModel alter, CatalogModel model) {
        SqlNodeList list = (SqlNodeList) alter.getOperandList().get(1);
        if (alter instanceof SqlAlterModelReset reset) {
            return reset(reset, list, model);
        }
        Map<String, String> properties = ((SqlAlterModelSet) alter).getProperties();
        for (SqlNode node : list) {
            check(((SqlTableOption) node).getKeyString(), ((SqlTableOption) node).getKey(), model);
        }
        String frozen = properties.get(VersionOptions.FROZEN);
        String version = properties.get(VERSION);
        if (frozen == null && version == null) {
            throw Places.error(
                    "nothing is said of model '" + model.name() + "'",
                    alter,
                    "write SET ('version' = '1'), or SET ('frozen' = 'true')");
        }
        long number = version == null ? 0 : number(version, option(list, VERSION));
        Step done = frozen == null ? null : freeze(model, isTrue(frozen, option(list, VersionOptions.FROZEN)));
        return version == null && done != null ? done : goBack(model, number, option(list, VERSION));
    }

    private Step reset(SqlAlterModelReset reset, SqlNodeList list, CatalogModel model) {
        for (String key : reset.getResetKeys()) {
            check(key, list, model);
            if (key.equals(VERSION)) {
                throw Places.error(
                        "a model has no version that it goes back to by itself",
                        list,
                        "say which: SET ('version' = '1'); sys.model_versions lists them");
            }
        }
        return freeze(model, false);
    }

    private static void check(String key, SqlNode place, CatalogModel model) {
        if (!CHANGED.contains(key)) {
            boolean isTold = model.options().containsKey(key);
            throw Places.error(
                    "what a model was told stays as it is",
                    place,
                    Suggestions.nearest(key, CHANGED)
                            .filter(near -> !isTold)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse(
                                    "it has learned that way: make another one with CREATE MODEL, and compare the two"));
        } else if (!model.type().learns()) {
            throw Places.error(
                    "model '" + model.name() + "' does not learn: its provider is '" + model.provider() + "'",
                    place,
                    "it is always the same: there is nothing to freeze, and no version to go back to");
        }
    }

    private static SqlNode option(SqlNodeList list, String key) {
        return list.stream()
                .filter(node -> ((SqlTableOption) node).getKeyString().equals(key))
                .findFirst()
                .orElse(list);
    }

    private static boolean isTrue(String value, SqlNode place) {
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw Places.error("'frozen' is '" + value + "'", place, "it is 'true' or 'false'");
        }
        return value.equalsIgnoreCase("true");
    }

    private static long number(String value, SqlNode place) {
        if (!value.matches("[1-9][0-9]{0,17}")) {
            throw Places.error(
                    "'version' is '" + value + "'", place, "it is a number from 1 up: sys.model_versions lists them");
        }
        return Long.parseLong(value);
    }

    private Step freeze(CatalogModel model, boolean frozen) {
        session.catalog().models().put(model.frozen(frozen));
        return new Step.Message(
                "Model '" + model.name() + "' " + (frozen ? "is frozen: it predicts and does not learn." : "learns."));
    }

    private Step goBack(CatalogModel model, long number, SqlNode place) {
        return new Step.Act(model.id(), List.of(), () -> {
            try {
                session.models().stored().goBack(model.id(), number);
            } catch (QueryException e) {
                throw Places.at(e, place.getParserPosition());
            }
            return "Model '" + model.name() + "' is version " + number + " again.";
        });
    }
}

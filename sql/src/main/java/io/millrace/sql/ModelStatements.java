package io.millrace.sql;

import io.millrace.core.error.QueryException;
import io.millrace.core.learn.ModelProvider;
import io.millrace.core.learn.ModelProvider.InvalidModelException;
import io.millrace.core.learn.ModelProvider.Request;
import io.millrace.core.learn.ModelType;
import io.millrace.core.text.Suggestions;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.engine.pipeline.LearnSpecification.VersionUse;
import io.millrace.sql.TableDraft.DraftColumn;
import io.millrace.sql.parse.Statement;
import io.millrace.sql.plan.QueryPlanner;
import io.millrace.sql.validate.Analyzer;
import io.millrace.sql.validate.Places;
import io.millrace.sql.validate.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.flink.sql.parser.ddl.SqlTableColumn;
import org.apache.flink.sql.parser.ddl.SqlTableOption;
import org.apache.flink.sql.parser.ddl.model.SqlAlterModel;
import org.apache.flink.sql.parser.ddl.model.SqlAlterModelRename;
import org.apache.flink.sql.parser.ddl.model.SqlCreateModel;
import org.apache.flink.sql.parser.ddl.model.SqlCreateModelAs;
import org.apache.flink.sql.parser.ddl.model.SqlDropModel;
import org.jspecify.annotations.Nullable;

/** CREATE, ALTER and DROP MODEL. Of one statement. */
final class ModelStatements {
    private static final String PROVIDER = "provider";

    private final Session session;
    private final ModelCatalog models;
    private final Names names;
    private final Statement statement;

    ModelStatements(Session session, Statement statement) {
        this.session = session;
        this.models = session.catalog().models();
        this.names = new Names(session.catalog());
        this.statement = statement;
    }

    /** Carries a statement out, if it is one of these and reads nothing. */
    Optional<Step> answer(SqlNode node) {
        if (node instanceof SqlCreateModel create) {
            return Optional.of(create(create, null));
        } else if (node instanceof SqlDropModel drop) {
            return Optional.of(drop(drop));
        } else if (node instanceof SqlAlterModel alter) {
            return Optional.of(alter(alter));
        }
        return Optional.empty();
    }

    /** CREATE MODEL AS: defines the model and plans what it learns. */
    Step createAs(SqlCreateModelAs create, QueryPlanner planner) {
        Analyzer analyzer = new Analyzer(session, statement);
        try {
            RelRoot query = analyzer.query(create.getAsQuery());
            planner.warn(analyzer.warnings());
            Step done = create(create, Types.schema(query.validatedRowType));
            models.find(names.path(create.getName()), create.isTemporary())
                    .ifPresent(model -> planner.teach(query, model, List.of()));
            planner.mark(analyzer.notInFlink(), statement.position());
            return done;
        } catch (QueryException e) {
            throw Places.at(e, create.getAsQuery().getParserPosition());
        }
    }

    /** @param query the columns of the query that it learns from, or null */
    private Step create(SqlCreateModel create, @Nullable Schema query) {
        ObjectPath path = names.path(create.getName());
        if (models.find(path, create.isTemporary()).isPresent()) {
            if (create.isIfNotExists()) {
                return new Step.Message("Model '" + path.shown() + "' is there already.");
            }
            throw Places.error(
                    "model '" + path.shown() + "' is there already",
                    create.getName(),
                    "drop it first, or write IF NOT EXISTS");
        }
        if (VersionName.of(path).isPresent()) {
            throw versionName(create.getName());
        }
        models.put(define(create, path, query));
        return new Step.Message("Model '" + path.shown() + "' created.");
    }

    /**
     * The model that a statement makes, which is in no catalog yet.
     *
     * @param query the columns of the query that it learns from, or null
     */
    CatalogModel define(SqlCreateModel create, ObjectPath path, @Nullable Schema query) {
        Schema input = columns(create.getInputColumnList());
        Schema output = columns(create.getOutputColumnList());
        if (query != null && input.size() == 0 && output.size() == 0 && query.size() > 1) {
            int last = query.size() - 1;
            input = new Schema(query.columns().subList(0, last));
            output = new Schema(query.columns().subList(last, last + 1));
        }
        Map<String, String> options = new LinkedHashMap<>(create.getProperties());
        String provider = options.remove(PROVIDER);
        String name = provider == null ? "online" : provider;
        Map<String, String> kept = ModelVersions.take(options);
        Request request =
                new Request(path.shown(), input.columns(), output.columns(), options, session.bounded()::resolve);
        ModelType type = type(create, name, request);
        VersionUse versions;
        try {
            versions = ModelVersions.rules(kept, type);
        } catch (InvalidModelException e) {
            throw Places.error(String.valueOf(e.getMessage()), place(create, e.about()), e.hint());
        }
        options.putAll(kept);
        return new CatalogModel(
                path,
                models.nextId(path),
                input,
                output,
                name,
                options,
                type,
                create.isTemporary(),
                create.getComment(),
                versions);
    }

    private ModelType type(SqlCreateModel create, String provider, Request request) {
        ModelProvider found = session.models()
                .provider(provider)
                .orElseThrow(() -> Places.error(
                        "unknown provider '" + provider + "'",
                        option(create, PROVIDER),
                        Suggestions.didYouMean(
                                provider,
                                session.models().providers().stream()
                                        .map(ModelProvider::name)
                                        .toList())));
        try {
            return found.define(request);
        } catch (InvalidModelException e) {
            throw Places.error(String.valueOf(e.getMessage()), place(create, e.about()), e.hint());
        }
    }

    /** Where an option or a column stands. */
    private static SqlNode place(SqlCreateModel create, String name) {
        for (SqlNodeList list : List.of(create.getInputColumnList(), create.getOutputColumnList())) {
            for (SqlNode node : list) {
                if (node instanceof SqlTableColumn column
                        && column.getName().getSimple().equals(name)) {
                    return column.getName();
                }
            }
        }
        return option(create, name);
    }

    private static SqlNode option(SqlCreateModel create, String name) {
        for (SqlNode node : create.getOperandList()) {
            if (node instanceof SqlNodeList list) {
                for (SqlNode each : list) {
                    if (each instanceof SqlTableOption option
                            && option.getKeyString().equals(name)) {
                        return option;
                    }
                }
            }
        }
        return create.getName();
    }

    private Schema columns(SqlNodeList list) {
        TableDefinition definition = new TableDefinition(session, statement);
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (SqlNode node : list) {
            DraftColumn column = definition.column((SqlTableColumn) node);
            if (column.type() == null || column.metadata() != null) {
                throw Places.error(
                        "column '" + column.name() + "' of a model is computed",
                        node,
                        "declare it with its type, and compute it in the query that the model learns from");
            } else if (!seen.add(column.name())) {
                throw Places.error("column '" + column.name() + "' is there twice", node, "give it another name");
            }
            columns.add(new Column(column.name(), column.type()));
        }
        return new Schema(columns);
    }

    private CatalogModel find(SqlIdentifier identifier) {
        ObjectPath path = names.path(identifier);
        return models.find(path).orElseThrow(() -> unknown(session, path, identifier));
    }

    static RuntimeException unknown(Session session, ObjectPath path, SqlNode place) {
        Optional<CatalogModel> version = session.catalog().models().findUsed(path);
        if (version.isPresent()) {
            return Places.error(
                    "'" + path.name() + "' is a version of a model",
                    place,
                    "name the model; ML_PREDICT takes versions, ALTER MODEL ... SET ('version' = '"
                            + version.get().versions().number() + "') goes back to one, sys.model_versions lists them");
        }
        List<String> known = session.catalog().models().models(path.namespace()).stream()
                .map(model -> model.path().name())
                .toList();
        return Places.error(
                "unknown model '" + path.name() + "'",
                place,
                known.isEmpty()
                        ? "there are no models yet: make one with CREATE MODEL"
                        : Suggestions.didYouMean(path.name(), known));
    }

    private Step drop(SqlDropModel drop) {
        SqlIdentifier identifier = drop.operand(0);
        ObjectPath path = names.path(identifier);
        Optional<CatalogModel> model = models.find(path, drop.isTemporary());
        if (model.isEmpty() && drop.getIfExists()) {
            return new Step.Message("There is no model '" + path.shown() + "'.");
        }
        CatalogModel found = model.orElseThrow(() -> unknown(session, path, identifier));
        models.remove(found);
        return new Step.Act("", List.of(), () -> {
            session.models().stored().drop(found.id());
            return "Model '" + path.shown() + "' dropped.";
        });
    }

    private Step alter(SqlAlterModel alter) {
        SqlIdentifier identifier = (SqlIdentifier) alter.getOperandList().get(0);
        ObjectPath path = names.path(identifier);
        if (alter.ifModelExists() && models.find(path).isEmpty()) {
            return new Step.Message("There is no model '" + path.shown() + "'.");
        }
        CatalogModel model = find(identifier);
        if (alter instanceof SqlAlterModelRename rename) {
            ObjectPath other = rename.fullNewModelName().length == 1
                    ? path.namespace().of(rename.fullNewModelName()[0])
                    : session.catalog().path(List.of(rename.fullNewModelName()));
            if (models.find(other).isPresent()) {
                throw Places.error("model '" + other.shown() + "' is there already", alter, "choose another name");
            }
            if (VersionName.of(other).isPresent()) {
                throw versionName(alter);
            }
            models.remove(model);
            models.put(model.withPath(other));
            session.models().stored().rename(model.id(), other.shown());
            return new Step.Message("Model '" + path.shown() + "' is now '" + other.shown() + "'.");
        }
        return new ModelVersions(session).alter(alter, model);
    }

    /** Says that a model cannot have such a name. */
    static RuntimeException versionName(SqlNode place) {
        return Places.error(
                "a name that ends in $ and a number means a version of a model", place, "choose another name");
    }
}

package io.millrace.sql;

import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.sql.ObjectPath.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.dql.SqlRichDescribeModel;
import org.apache.flink.sql.parser.dql.SqlShowCreateModel;
import org.apache.flink.sql.parser.dql.SqlShowModels;
import org.jspecify.annotations.Nullable;

/** Answers SHOW MODELS, SHOW CREATE MODEL and DESCRIBE MODEL. */
final class ModelInspection {
    private final Session session;
    private final Catalog catalog;
    private final Names names;

    ModelInspection(Session session) {
        this.session = session;
        this.catalog = session.catalog();
        this.names = new Names(catalog);
    }

    /** The answer to a statement, if it is one of these. */
    Optional<Step> answer(SqlNode node) {
        if (node instanceof SqlShowModels show) {
            List<String> given = show.getSqlIdentifierNameList();
            Namespace namespace = given == null || given.isEmpty()
                    ? catalog.current()
                    : new Namespace(
                            given.size() > 1 ? given.get(0) : catalog.current().catalog(), given.get(given.size() - 1));
            names.check(namespace, show);
            return Optional.of(Inspection.list(
                    "model name",
                    catalog.models().models(namespace).stream()
                            .map(model -> model.path().name()),
                    show));
        } else if (node instanceof SqlShowCreateModel show) {
            return Optional.of(new Step.Text(definition(find(show.getModelName()), true)));
        } else if (node instanceof SqlRichDescribeModel describe) {
            return Optional.of(
                    columns(find((SqlIdentifier) describe.getOperandList().get(0))));
        }
        return Optional.empty();
    }

    private CatalogModel find(SqlIdentifier identifier) {
        ObjectPath path = names.path(identifier);
        return catalog.models().find(path).orElseThrow(() -> ModelStatements.unknown(session, path, identifier));
    }

    private static Step columns(CatalogModel model) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        add(rows, model.input(), true);
        add(rows, model.output(), false);
        return new Step.Rows(Inspection.schema("name", "type", "null", "is input"), rows);
    }

    private static void add(List<List<@Nullable String>> rows, Schema schema, boolean input) {
        for (Column column : schema.columns()) {
            rows.add(List.of(
                    column.name(),
                    column.type().sql(),
                    column.type().nullable() ? "TRUE" : "FALSE",
                    input ? "TRUE" : "FALSE"));
        }
    }

    /**
     * The statement that would make a model again, without what it has learned.
     *
     * @param masks whether secrets are left out
     */
    static String definition(CatalogModel model, boolean masks) {
        Map<String, String> options = new TreeMap<>(model.options());
        List<String> lines = new ArrayList<>();
        lines.add("  'provider' = " + Definition.text(model.provider()));
        options.forEach((key, value) -> lines.add(
                "  " + Definition.text(key) + " = " + Definition.text(masks ? Definition.masked(key, value) : value)));
        return "CREATE " + (model.temporary() ? "TEMPORARY " : "") + "MODEL " + Definition.quoted(model.path())
                + "\nINPUT (" + list(model.input()) + ")\nOUTPUT (" + list(model.output()) + ")"
                + (model.comment() == null ? "" : "\nCOMMENT " + Definition.text(model.comment()))
                + "\nWITH (\n" + String.join(",\n", lines) + "\n)\n";
    }

    private static String list(Schema schema) {
        return schema.columns().stream()
                .map(column -> Definition.quoted(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "));
    }
}

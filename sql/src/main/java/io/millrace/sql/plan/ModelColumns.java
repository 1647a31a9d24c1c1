package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.core.expression.Expression;
import io.millrace.core.learn.ModelType;
import io.millrace.core.type.Column;
import io.millrace.core.type.Schema;
import io.millrace.core.type.Type;
import io.millrace.engine.pipeline.LearnSpecification.LearningOrder;
import io.millrace.engine.pipeline.LearnSpecification.ModelUse;
import io.millrace.engine.pipeline.LearnSpecification.Predicting;
import io.millrace.sql.CatalogModel;
import io.millrace.sql.SessionModels;
import io.millrace.sql.validate.ModelFunction;
import io.millrace.sql.validate.ModelFunction.Purpose;
import java.util.ArrayList;
import java.util.List;

/** Puts the columns of tables and the columns of models together. */
final class ModelColumns {
    private final CatalogModel model;
    private final Relation input;
    private final List<Expression> projections;
    private final List<String> names;

    private ModelColumns(CatalogModel model, Relation input) {
        this.model = model;
        this.input = input;
        projections = new ArrayList<>(Relation.columns(input.schema()));
        names = new ArrayList<>(input.schema().names());
    }

    /**
     * What a call of a function of models makes of its table.
     *
     * @param models all kinds of models, and how they are judged
     */
    static Relation translate(ModelFunction call, Relation input, Schema schema, SessionModels models) {
        CatalogModel model = call.model();
        if (input.changing()) {
            throw new QueryException(
                    call.getName()
                            + " takes rows that stay, but these change: a model cannot take back what it said of a row",
                    null,
                    "call it for the rows before they are aggregated or joined, or INSERT what changes into a table first");
        }
        ModelColumns columns = new ModelColumns(model, input);
        List<String> table = input.schema().names();
        List<Integer> features = call.features().stream().map(table::indexOf).toList();
        ModelUse use = columns.use(features);
        Type answer = model.output().type(0);
        String label = call.label();
        int target = label == null ? -1 : columns.column(table.indexOf(label), answer, isName(answer));
        String earlier = call.predicted();
        int predicted = earlier == null ? -1 : columns.column(table.indexOf(earlier), answer, isName(answer));
        Relation rows = columns.rows();
        if (call.purpose() == Purpose.EVALUATE) {
            return new Evaluate(rows, model.name(), use, target, -1, call.most(), models.scoring(), schema);
        }
        if (call.purpose() == Purpose.EXPLAIN) {
            checkExplained(model, models);
        }
        int answers = schema.size() - input.schema().size();
        List<Column> last = schema.columns().subList(schema.size() - answers, schema.size());
        Schema whole = rows.schema().with(last.toArray(Column[]::new));
        Relation used = call.purpose() == Purpose.LEARN
                ? new Learn(rows, model.name(), use, target, predicted, order(rows), true, whole)
                : new Predict(rows, model.name(), use, call.purpose() == Purpose.EXPLAIN ? call.most() : 0, whole);
        return columns.without(used, answers, schema);
    }

    private static void checkExplained(CatalogModel model, SessionModels models) {
        if (model.type().create().explained() != null) {
            return;
        }
        List<String> others = models.provider(model.provider())
                .map(provider -> provider.explained(model.type().task()))
                .orElse(List.of());
        throw new QueryException(
                "model '" + model.name() + "' cannot explain its predictions: "
                        + model.type().description(),
                null,
                others.isEmpty()
                        ? "models for classification and regression can that 'provider' = 'online' makes"
                        : "these algorithms for " + model.type().task() + " can: " + String.join(", ", others));
    }

    /**
     * What a query teaches a model: nothing comes out.
     *
     * @param given the model's INPUT, its label behind it where it has one, and maybe what was predicted earlier
     */
    static Relation teach(CatalogModel model, Relation given) {
        int inputs = model.input().size();
        int labels = model.type().hasLabel() ? given.schema().size() - inputs : 0;
        Relation rows = withTime(given);
        ModelColumns columns = new ModelColumns(model, rows);
        List<Integer> features = Facts.range(0, inputs);
        for (int feature : features) {
            check(rows.schema().column(feature), model.input().column(feature), model);
        }
        ModelUse use = columns.use(features);
        Column output = model.output().column(0);
        int[] answers = {-1, -1};
        for (int i = 0; i < labels; i++) {
            check(rows.schema().column(inputs + i), output, model);
            answers[i] = columns.column(inputs + i, output.type(), isName(output.type()));
        }
        Relation typed = columns.rows();
        List<Column> said = model.output().columns().stream()
                .map(column -> new Column(column.name(), column.type().withNullable(true)))
                .toList();
        Schema schema = typed.schema().with(said.toArray(Column[]::new));
        return new Learn(typed, model.name(), use, answers[0], answers[1], order(typed), false, schema);
    }

    /** The same with the event time that its rows had before it was left out: they are learned in that order. */
    private static Relation withTime(Relation rows) {
        if (order(rows).time() >= 0 || !(rows instanceof Calc calc)) {
            return rows;
        }
        int time = order(calc.input()).time();
        if (time < 0) {
            return rows;
        }
        List<Expression> projections = new ArrayList<>(calc.projections());
        projections.add(Pruning.reference(calc.input(), time));
        List<String> names = new ArrayList<>(calc.schema().names());
        names.add("$time");
        return Calcs.calc(calc.input(), calc.filter(), projections, names);
    }

    private static void check(Column given, Column wanted, CatalogModel model) {
        if (!ModelFunction.fits(given.type(), wanted.type())) {
            throw new QueryException(
                    "column '" + wanted.name() + "' of model '" + model.name() + "' is "
                            + wanted.type().sql() + ", but the query gives '" + given.name() + "' "
                            + given.type().sql(),
                    null,
                    "write CAST(" + given.name() + " AS " + wanted.type().sql() + ")");
        }
    }

    private ModelUse use(List<Integer> given) {
        ModelType type = model.type();
        List<Integer> features = new ArrayList<>();
        for (int i = 0; i < type.columns().size(); i++) {
            int column = type.columns().get(i);
            boolean name = type.features().isNominal(i);
            features.add(column(given.get(column), model.input().type(column), name));
        }
        List<Integer> partition = new ArrayList<>();
        for (int column : type.partition().columns()) {
            partition.add(column(given.get(column), model.input().type(column), true));
        }
        return new ModelUse(model.id(), model.name(), type, features, partition, model.versions());
    }

    /** Labels that are no numbers to learn stand for themselves: 1 and 1.0 would be two. */
    private static boolean isName(Type type) {
        return !type.kind().isFloating();
    }

    /** A column of the input, or one behind the others that has the type that is wanted. */
    private int column(int source, Type wanted, boolean exactly) {
        Type given = input.schema().type(source);
        if (!exactly || given.kind() == wanted.kind()) {
            return source;
        }
        projections.add(Casts.cast(new Expression.Column(source, given), wanted.withNullable(given.nullable())));
        names.add("$" + input.schema().column(source).name());
        return projections.size() - 1;
    }

    private Relation rows() {
        return projections.size() == input.schema().size() ? input : Calcs.project(input, projections, names);
    }

    /** The columns that users see. */
    private Relation without(Relation used, int answers, Schema schema) {
        int size = input.schema().size();
        int added = projections.size() - size;
        if (added == 0) {
            return used;
        }
        List<Expression> shown = new ArrayList<>();
        for (int i = 0; i < size + answers; i++) {
            int column = i < size ? i : i + added;
            shown.add(new Expression.Column(column, used.schema().type(column)));
        }
        return Calcs.project(used, shown, schema.names());
    }

    /** Rows are learned in the order of their event time where they have one. */
    private static LearningOrder order(Relation rows) {
        for (int column = 0; column < rows.schema().size(); column++) {
            if (rows.time(column) == TimeAttribute.EVENT) {
                return new LearningOrder(column, -1, -1);
            }
        }
        return new LearningOrder(-1, -1, -1);
    }

    /** The same use of a relation that has fewer columns. */
    static ModelUse shifted(ModelUse use, Pruned input) {
        return new ModelUse(
                use.id(),
                use.name(),
                use.type(),
                input.places(use.features()),
                input.places(use.partition()),
                use.versions());
    }

    /** Whether a relation, or what it is made of, learns a model or predicts with it as it stands. */
    static boolean uses(Relation relation, String model) {
        ModelUse use = relation instanceof Learn learn
                ? learn.model()
                : relation.specification() instanceof Predicting predict
                                && !predict.model().isFixed()
                        ? predict.model()
                        : null;
        return use != null && use.id().equals(model)
                || relation.inputs().stream().anyMatch(input -> uses(input, model));
    }
}

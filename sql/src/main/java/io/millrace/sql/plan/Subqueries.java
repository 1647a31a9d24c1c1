package io.millrace.sql.plan;

import io.millrace.core.error.QueryException;
import io.millrace.sql.validate.CallPlaces;
import io.millrace.sql.validate.DialectRexBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes joins of subqueries: IN and EXISTS, and those that stand for a value, with or without columns of the query
 * around them.
 */
final class Subqueries {
    private static final RelBuilderFactory BUILDERS = RelBuilder.proto(Contexts.of(RelBuilder.Config.DEFAULT
            .withSimplify(false)
            .withSimplifyValues(false)
            .withSimplifyLimit(false)
            .withBloat(-1)
            .withPruneInputOfAggregate(false)));
    private static final List<RelOptRule> RULES = List.of(
            rule(SubQueryRemoveRule.Config.FILTER),
            rule(SubQueryRemoveRule.Config.PROJECT),
            rule(SubQueryRemoveRule.Config.JOIN));

    private Subqueries() {}

    private static RelOptRule rule(SubQueryRemoveRule.Config config) {
        return config.withRelBuilderFactory(BUILDERS).toRule();
    }

    /** The query without subqueries, also those of LATERAL. */
    static RelNode removed(RelNode whole) {
        RelNode query = withoutLateral(ElementQueries.replaced(whole));
        Search search = new Search();
        search.look(query);
        if (search.first == null) {
            return ElementQueries.aboveJoins(query);
        }
        HepPlanner planner =
                new HepPlanner(HepProgram.builder().addRuleCollection(RULES).build());
        planner.setRoot(query);
        RelNode joined = planner.findBestExp();
        RexSubQuery correlated = search.correlated;
        if (correlated == null) {
            return ElementQueries.aboveJoins(joined);
        }
        RelNode plain = RelDecorrelator.decorrelateQuery(joined, BUILDERS.create(query.getCluster(), null));
        if (correlates(plain) > correlates(query)) {
            CallPlaces places = ((DialectRexBuilder) query.getCluster().getRexBuilder()).places();
            throw places.at(
                    new QueryException(
                            "this subquery uses columns of the query around it in a way that is not supported",
                            null,
                            "compare them with = in its WHERE, or write a join"),
                    correlated.getParserPosition());
        }
        return ElementQueries.aboveJoins(plain);
    }

    private static RelNode withoutLateral(RelNode node) {
        List<RelNode> inputs =
                node.getInputs().stream().map(Subqueries::withoutLateral).toList();
        RelNode plain = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
        if (!(plain instanceof Correlate correlate) || !isQuery(correlate.getRight())) {
            return plain;
        }
        RelNode joined = RelDecorrelator.decorrelateQuery(plain, BUILDERS.create(plain.getCluster(), null));
        if (correlates(joined) >= correlates(plain)) {
            throw new QueryException(
                    "this LATERAL uses columns from before it in a way that is not supported",
                    null,
                    "compare them with = in its WHERE, or write a join");
        }
        return joined;
    }

    /**
     * Whether it is made of rows of tables, not of values of a row or of the version of a table at a time; frames and patterns may only
     * be in parts that do not depend on a row before it: their rows would be those of all rows before it.
     */
    private static boolean isQuery(RelNode node) {
        if (!(node instanceof Snapshot) && isFree(node)) {
            return true;
        }
        boolean other = node instanceof Uncollect || node instanceof Snapshot || node instanceof TableFunctionScan;
        boolean ordered = node instanceof Match || (node instanceof Project project && project.containsOver());
        return !other && !ordered && node.getInputs().stream().allMatch(Subqueries::isQuery);
    }

    /** Whether it is the same for each row before it, and reads a table. */
    private static boolean isFree(RelNode node) {
        Set<CorrelationId> outer = new HashSet<>(RelOptUtil.getVariablesUsed(node));
        outer.removeAll(RelOptUtil.getVariablesSet(node));
        return outer.isEmpty() && readsTable(node);
    }

    private static boolean readsTable(RelNode node) {
        return node instanceof TableScan || node.getInputs().stream().anyMatch(Subqueries::readsTable);
    }

    /** How many inputs depend on rows of another, as tables in a column do. */
    private static int correlates(RelNode node) {
        return (node instanceof Correlate ? 1 : 0)
                + node.getInputs().stream().mapToInt(Subqueries::correlates).sum();
    }

    /** Looks for subqueries, and for the first that uses columns of the query around it. */
    private static final class Search extends RexShuttle {
        private @Nullable RexSubQuery first;
        private @Nullable RexSubQuery correlated;

        void look(RelNode node) {
            node.accept(this);
            node.getInputs().forEach(this::look);
        }

        @Override
        public RexNode visitSubQuery(RexSubQuery query) {
            first = first == null ? query : first;
            boolean uses = !RelOptUtil.getVariablesUsed(query.rel).isEmpty();
            correlated = correlated == null && uses ? query : correlated;
            look(query.rel);
            return super.visitSubQuery(query);
        }
    }
}

package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.core.type.Schema;
import io.millrace.sql.Catalog;
import io.millrace.sql.CatalogEntry;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.CatalogView;
import io.millrace.sql.parse.Parser;
import io.millrace.sql.parse.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.flink.sql.parser.FlinkSqlParsingValidator;

/** Finds what names and types mean, and turns syntax trees into relational ones. Of one statement; one thread. */
public final class Analyzer {
    private static final SqlToRelConverter.Config CONVERSION = SqlToRelConverter.config()
            .withExpand(false)
            .withTrimUnusedFields(false)
            .withInSubQueryThreshold(Integer.MAX_VALUE)
            .withRelBuilderConfigTransform(config -> config.withSimplify(false)
                    .withSimplifyValues(false)
                    .withSimplifyLimit(false)
                    .withBloat(-1)
                    .withPruneInputOfAggregate(false));

    private final Catalog catalog;
    private final Statement statement;
    private final CallPlaces places = new CallPlaces();
    private final DialectTypeFactory types = new DialectTypeFactory();
    private final CalciteCatalogReader reader;
    private int depth;

    /**
     * @param statement what is analyzed, or parts of it
     */
    public Analyzer(Catalog catalog, Statement statement) {
        this.catalog = catalog;
        this.statement = statement;
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
        this.reader = new CalciteCatalogReader(
                CalciteSchema.createRootSchema(false, false, "", new Tables()),
                List.of(),
                types,
                new CalciteConnectionConfigImpl(properties));
    }

    public RelDataTypeFactory types() {
        return types;
    }

    public DialectRexBuilder rexBuilder() {
        return new DialectRexBuilder(types, places);
    }

    /** A type as a column declares it. */
    public RelDataType type(SqlDataTypeSpec spec) {
        Boolean nullable = spec.getNullable();
        return spec.deriveType(new Validator(), nullable == null || nullable);
    }

    /** Resolves a query. */
    public RelRoot query(SqlNode query) {
        places.add(query, statement::position);
        return convert(query, cluster());
    }

    /** The columns of a query. */
    public Schema schema(SqlNode query) {
        return Types.schema(query(query).validatedRowType);
    }

    /** Resolves an expression over named columns; the result refers to them by position. */
    public RexNode expression(SqlNode expression, Schema columns) {
        Map<String, RelDataType> types = new HashMap<>();
        Map<String, RexNode> references = new HashMap<>();
        RelOptCluster cluster = cluster();
        for (int i = 0; i < columns.size(); i++) {
            RelDataType type = Types.toCalcite(columns.type(i), this.types);
            types.put(columns.column(i).name(), type);
            references.put(columns.column(i).name(), cluster.getRexBuilder().makeInputRef(type, i));
        }
        places.add(expression, statement::position);
        SqlValidator validator = new Validator();
        try {
            SqlNode valid = validator.validateParameterizedExpression(expression, types);
            return converter(validator, cluster).convertExpression(valid, references);
        } catch (QueryException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ValidationErrors.explain(e, expression, catalog, columns.names());
        }
    }

    RelNode expand(CatalogView view, RelOptCluster cluster) {
        if (++depth > 100) {
            throw new QueryException("view '" + view.name() + "' reads itself", null, "break the circle");
        }
        try {
            SqlNode query = Parser.query(view.query());
            CatalogView.Place place = view.place();
            if (place != null) {
                places.add(query, place::of);
            }
            return convert(query, cluster).project();
        } catch (QueryException e) {
            // Its place is one in the view's text, which is not what the user looks at.
            throw new QueryException(
                    "view '" + view.name() + "' no longer works: " + e.getMessage(), null, e.hint(), e);
        } finally {
            depth--;
        }
    }

    private RelRoot convert(SqlNode query, RelOptCluster cluster) {
        SqlNode normalized = GroupWindowCalls.resolve(WindowCalls.normalize(query));
        SqlValidator validator = new Validator();
        try {
            SqlNode valid = validator.validate(normalized);
            return converter(validator, cluster).convertQuery(valid, false, true);
        } catch (QueryException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ValidationErrors.explain(e, query, catalog, List.of());
        }
    }

    private RelOptCluster cluster() {
        return RelOptCluster.create(new HepPlanner(HepProgram.builder().build()), rexBuilder());
    }

    private SqlToRelConverter converter(SqlValidator validator, RelOptCluster cluster) {
        return new SqlToRelConverter(
                (row, text, path, viewPath) -> {
                    throw new UnsupportedOperationException(text);
                },
                validator,
                reader,
                cluster,
                DialectConvertlets.INSTANCE,
                CONVERSION);
    }

    private final class Validator extends FlinkSqlParsingValidator {
        Validator() {
            super(
                    DialectOperators.TABLE,
                    reader,
                    types,
                    SqlValidator.Config.DEFAULT
                            .withIdentifierExpansion(true)
                            .withTypeCoercionFactory(DialectCoercion::new)
                            .withDefaultNullCollation(NullCollation.LOW)
                            .withConformance(DialectConformance.INSTANCE),
                    false);
        }

        @Override
        public SqlTypeMappingRule getTypeMappingRule() {
            return DialectCasts.RULE;
        }
    }

    /** The catalog as a schema of Calcite's. */
    private final class Tables extends AbstractSchema {
        @Override
        protected Map<String, Table> getTableMap() {
            Map<String, Table> tables = new HashMap<>();
            for (CatalogEntry entry : catalog.entries()) {
                tables.put(entry.name(), new ResolvedTable(entry, null, Analyzer.this));
                if (entry instanceof CatalogTable) {
                    for (String kind : SideTables.KINDS) {
                        tables.put(entry.name() + "$" + kind, new ResolvedTable(entry, kind, Analyzer.this));
                    }
                }
            }
            return tables;
        }
    }
}

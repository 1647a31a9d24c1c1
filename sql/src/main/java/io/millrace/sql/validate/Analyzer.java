package io.millrace.sql.validate;

import io.millrace.core.error.QueryException;
import io.millrace.sql.Catalog;
import io.millrace.sql.CatalogEntry;
import io.millrace.sql.CatalogTable;
import io.millrace.sql.CatalogView;
import io.millrace.sql.NotInFlink;
import io.millrace.sql.ObjectPath.Namespace;
import io.millrace.sql.Session;
import io.millrace.sql.SystemTables;
import io.millrace.sql.parse.OwnFeatures;
import io.millrace.sql.parse.Parser;
import io.millrace.sql.parse.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
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
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.flink.sql.parser.FlinkSqlParsingValidator;

/** Finds what names and types mean, and turns syntax trees into relational ones. Of one statement; one thread. */
public final class Analyzer {
    private static final SqlToRelConverter.Config CONVERSION = SqlToRelConverter.config()
            .withExpand(false)
            .withHintStrategyTable(Hints.STRATEGIES)
            .withTrimUnusedFields(false)
            .withInSubQueryThreshold(Integer.MAX_VALUE)
            .withRelBuilderConfigTransform(config -> config.withSimplify(false)
                    .withSimplifyValues(false)
                    .withSimplifyLimit(false)
                    .withBloat(-1)
                    .withPruneInputOfAggregate(false));

    private final Session session;
    private final Catalog catalog;
    private final Statement statement;
    private final CallPlaces places = new CallPlaces();
    private final DialectTypeFactory types = new DialectTypeFactory();
    private final CalciteCatalogReader reader;
    private final List<String> warnings = new ArrayList<>();
    private final Set<NotInFlink> notInFlink = new LinkedHashSet<>();
    private int depth;

    /**
     * @param statement what is analyzed, or parts of it
     */
    public Analyzer(Session session, Statement statement) {
        this.session = session;
        this.catalog = session.catalog();
        this.statement = statement;
        this.reader = reader(catalog.current());
    }

    /** What names mean that are relative to a database. */
    private CalciteCatalogReader reader(Namespace home) {
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
        return new CalciteCatalogReader(
                CalciteSchema.createRootSchema(false, false, "", new Root(home)),
                List.of(),
                types,
                new CalciteConnectionConfigImpl(properties));
    }

    Session session() {
        return session;
    }

    /** What the user should know of what was resolved so far, one sentence each. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** What of the queries resolved so far Flink does not understand, in the order in which it stands there. */
    public List<NotInFlink> notInFlink() {
        return List.copyOf(notInFlink);
    }

    public RelDataTypeFactory types() {
        return types;
    }

    public DialectRexBuilder rexBuilder() {
        return new DialectRexBuilder(types, places, catalog.current().database());
    }

    /** A type as a column declares it. */
    public RelDataType type(SqlDataTypeSpec spec) {
        Boolean nullable = spec.getNullable();
        return spec.deriveType(new Validator(reader), nullable == null || nullable);
    }

    /** Resolves a query. */
    public RelRoot query(SqlNode query) {
        places.add(query, statement::position);
        CallsNotInFlink.find(query, statement::position, notInFlink::add);
        OwnFeatures.in(statement.text())
                .forEach((place, feature) ->
                        notInFlink.add(new NotInFlink(feature, statement.position(place.line(), place.column()))));
        return convert(query, cluster(), reader);
    }

    /** The columns of a query. */
    public io.millrace.core.type.Schema schema(SqlNode query) {
        return Types.schema(query(query).validatedRowType);
    }

    /** Resolves an expression over named columns; the result refers to them by position. */
    public RexNode expression(SqlNode expression, io.millrace.core.type.Schema columns) {
        Map<String, RelDataType> types = new HashMap<>();
        Map<String, RexNode> references = new HashMap<>();
        RelOptCluster cluster = cluster();
        for (int i = 0; i < columns.size(); i++) {
            RelDataType type = Types.toCalcite(columns.type(i), this.types);
            types.put(columns.column(i).name(), type);
            references.put(columns.column(i).name(), cluster.getRexBuilder().makeInputRef(type, i));
        }
        places.add(expression, statement::position);
        TypeBounds.check(expression);
        SqlValidator validator = new Validator(reader);
        try {
            SqlNode valid = validator.validateParameterizedExpression(expression, types);
            return converter(validator, cluster, reader).convertExpression(valid, references);
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
        catalog.read(view);
        try {
            SqlNode query = Parser.query(view.query());
            CatalogView.Place place = view.place();
            if (place != null) {
                places.add(query, place::of);
                CallsNotInFlink.find(query, place::of, notInFlink::add);
                OwnFeatures.in(view.query())
                        .forEach((at, feature) ->
                                notInFlink.add(new NotInFlink(feature, place.of(at.line(), at.column()))));
            }
            return convert(query, cluster, reader(view.home())).project();
        } catch (QueryException e) {
            // Its place is one in the view's text, which is not what the user looks at.
            throw new QueryException(
                    "view '" + view.name() + "' no longer works: " + e.getMessage(), null, e.hint(), e);
        } finally {
            depth--;
        }
    }

    private RelRoot convert(SqlNode query, RelOptCluster cluster, CalciteCatalogReader reader) {
        new Hints(session, warnings).check(query);
        TypeBounds.check(query);
        SqlNode normalized = GroupWindowCalls.resolve(WindowCalls.normalize(query, new UserOperators(catalog)));
        SqlValidator validator = new Validator(reader);
        try {
            SqlNode valid = validator.validate(normalized);
            return converter(validator, cluster, reader).convertQuery(valid, false, true);
        } catch (QueryException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ValidationErrors.explain(e, query, catalog, List.of());
        } catch (AssertionError e) {
            throw UngroupedColumn.error(e, query);
        }
    }

    private RelOptCluster cluster() {
        return RelOptCluster.create(new HepPlanner(HepProgram.builder().build()), rexBuilder());
    }

    private SqlToRelConverter converter(SqlValidator validator, RelOptCluster cluster, CalciteCatalogReader reader) {
        return new QueryConverter(validator, reader, cluster, CONVERSION, warnings);
    }

    private final class Validator extends FlinkSqlParsingValidator {
        Validator(CalciteCatalogReader reader) {
            super(
                    new UserOperators(catalog),
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
        protected void validateGroupClause(SqlSelect select) {
            SqlNodeList group = select.getGroup();
            if (group != null) {
                group.replaceAll(new SelectAliases(select, getWhereScope(select))::resolve);
            }
            super.validateGroupClause(select);
        }

        @Override
        protected void validateHavingClause(SqlSelect select) {
            SqlNode having = select.getHaving();
            if (having != null) {
                select.setHaving(new SelectAliases(select, getWhereScope(select)).resolve(having));
            }
            super.validateHavingClause(select);
        }

        @Override
        public SqlTypeMappingRule getTypeMappingRule() {
            return DialectCasts.RULE;
        }
    }

    /**
     * The catalog as Calcite sees it from a database: its tables, and below it all databases of its catalog and all
     * catalogs by their names.
     */
    private final class Root extends AbstractSchema {
        private final Namespace home;

        Root(Namespace home) {
            this.home = home;
        }

        @Override
        protected Map<String, Table> getTableMap() {
            return entries(home);
        }

        @Override
        protected Map<String, Schema> getSubSchemaMap() {
            Set<String> names = new TreeSet<>(catalog.catalogs());
            names.add(SystemTables.NAMESPACE.database());
            names.addAll(catalog.databases(home.catalog()));
            Map<String, Schema> schemas = new HashMap<>();
            names.forEach(name -> schemas.put(name, new Named(home.catalog(), name)));
            return schemas;
        }
    }

    /** What a first part of a name means: a database of the catalog in use, a catalog, or both. */
    private final class Named extends AbstractSchema {
        private final String catalogInUse;
        private final String name;

        Named(String catalogInUse, String name) {
            this.catalogInUse = catalogInUse;
            this.name = name;
        }

        @Override
        protected Map<String, Table> getTableMap() {
            return entries(new Namespace(catalogInUse, name));
        }

        @Override
        protected Map<String, Schema> getSubSchemaMap() {
            Map<String, Schema> schemas = new HashMap<>();
            for (String database : catalog.databases(name)) {
                schemas.put(database, new Database(new Namespace(name, database)));
            }
            return schemas;
        }
    }

    private final class Database extends AbstractSchema {
        private final Namespace namespace;

        Database(Namespace namespace) {
            this.namespace = namespace;
        }

        @Override
        protected Map<String, Table> getTableMap() {
            return entries(namespace);
        }
    }

    private Map<String, Table> entries(Namespace namespace) {
        Map<String, Table> tables = new HashMap<>();
        for (CatalogEntry entry : catalog.entries(namespace)) {
            String name = entry.path().name();
            tables.put(name, new ResolvedTable(entry, null, this));
            if (entry instanceof CatalogTable table && SystemTables.told(table).isEmpty()) {
                for (String kind : SideTables.KINDS) {
                    tables.put(name + "$" + kind, new ResolvedTable(entry, kind, this));
                }
            }
        }
        return tables;
    }
}

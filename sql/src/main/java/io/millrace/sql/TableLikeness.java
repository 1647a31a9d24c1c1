package io.millrace.sql;

import io.millrace.sql.CatalogTable.TableColumn;
import io.millrace.sql.TableDraft.DraftColumn;
import io.millrace.sql.TableDraft.DraftOption;
import io.millrace.sql.validate.Places;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike.FeatureOption;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike.MergingStrategy;
import org.apache.flink.sql.parser.ddl.table.SqlTableLike.SqlTableLikeOption;
import org.jspecify.annotations.Nullable;

/**
 * What LIKE takes from another table: its columns always, everything else unless it is excluded. What both have is an
 * error, unless it is to be overwritten; options are overwritten unless something else is said.
 */
final class TableLikeness {
    private static final Set<FeatureOption> REPLACEABLE = EnumSet.of(
            FeatureOption.OPTIONS, FeatureOption.GENERATED, FeatureOption.METADATA, FeatureOption.WATERMARKS);

    private final SqlTableLike like;
    private final Map<FeatureOption, MergingStrategy> strategies = new EnumMap<>(FeatureOption.class);

    TableLikeness(SqlTableLike like) {
        this.like = like;
        for (FeatureOption feature : FeatureOption.values()) {
            strategies.put(feature, MergingStrategy.INCLUDING);
        }
        strategies.put(FeatureOption.OPTIONS, MergingStrategy.OVERWRITING);
        check();
        for (SqlTableLikeOption option : like.getOptions()) {
            if (option.getFeatureOption() == FeatureOption.ALL) {
                strategies.replaceAll((feature, strategy) -> option.getMergingStrategy());
            }
        }
        for (SqlTableLikeOption option : like.getOptions()) {
            strategies.put(option.getFeatureOption(), option.getMergingStrategy());
        }
    }

    private void check() {
        Set<FeatureOption> seen = EnumSet.noneOf(FeatureOption.class);
        for (SqlTableLikeOption option : like.getOptions()) {
            FeatureOption feature = option.getFeatureOption();
            if (!seen.add(feature)) {
                throw Places.error("LIKE says twice what becomes of " + feature, like, "leave one out");
            } else if (option.getMergingStrategy() == MergingStrategy.OVERWRITING && !REPLACEABLE.contains(feature)) {
                throw Places.error(
                        feature + " cannot be overwritten",
                        like,
                        "write INCLUDING " + feature + " or EXCLUDING " + feature);
            }
        }
    }

    /** The declared table with what it takes from the other one. */
    TableDraft merged(CatalogTable source, TableDraft declared) {
        TableDraft draft = new TableDraft(declared.path, declared.temporary);
        draft.comment = declared.comment;
        options(source, declared, draft);
        columns(source, declared, draft);
        key(source, declared, draft);
        watermark(source, declared, draft);
        partitions(source, declared, draft);
        distribution(source, declared, draft);
        return draft;
    }

    private boolean takes(FeatureOption feature) {
        return strategies.get(feature) != MergingStrategy.EXCLUDING;
    }

    private boolean overwrites(FeatureOption feature) {
        return strategies.get(feature) == MergingStrategy.OVERWRITING;
    }

    private void options(CatalogTable source, TableDraft declared, TableDraft draft) {
        if (takes(FeatureOption.OPTIONS)) {
            draft.options.put("connector", new DraftOption(source.connector(), null));
            new TreeMap<>(source.options().given())
                    .forEach((key, value) -> draft.options.put(key, new DraftOption(value, null)));
        }
        declared.options.forEach((key, option) -> {
            DraftOption old = draft.options.put(key, option);
            SqlNode place = option.written() == null ? like : option.written();
            if (old != null && !overwrites(FeatureOption.OPTIONS)) {
                throw Places.error(
                        "'" + source.name() + "' has an option '" + key + "' already",
                        place,
                        "write OVERWRITING OPTIONS or EXCLUDING OPTIONS");
            }
        });
    }

    private void columns(CatalogTable source, TableDraft declared, TableDraft draft) {
        for (TableColumn column : source.columns()) {
            boolean computed = column.sql() != null;
            boolean metadata = column.metadata() != null;
            if (computed ? takes(FeatureOption.GENERATED) : !metadata || takes(FeatureOption.METADATA)) {
                draft.columns.add(TableDraft.draft(column));
            }
        }
        for (DraftColumn column : declared.columns) {
            int old = draft.indexOf(column.name());
            if (old < 0) {
                draft.columns.add(column);
            } else {
                draft.columns.set(old, overwriting(source, draft.columns.get(old), column));
            }
        }
    }

    private DraftColumn overwriting(CatalogTable source, DraftColumn old, DraftColumn column) {
        SqlNode place = column.place() == null ? like : column.place();
        String there = "'" + source.name() + "' has a column '" + column.name() + "' already";
        boolean computed = column.computed() != null && old.computed() != null;
        boolean metadata = column.metadata() != null && old.metadata() != null;
        if (!computed && !metadata) {
            throw Places.error(
                    there,
                    place,
                    column.isPhysical()
                            ? "leave it out: LIKE takes it over"
                            : "only a " + (column.computed() != null ? "computed" : "metadata")
                                    + " column can take the place of one");
        }
        FeatureOption feature = computed ? FeatureOption.GENERATED : FeatureOption.METADATA;
        if (!overwrites(feature)) {
            throw Places.error(there, place, "write OVERWRITING " + feature + " or EXCLUDING " + feature);
        }
        return column;
    }

    private void key(CatalogTable source, TableDraft declared, TableDraft draft) {
        boolean taken = takes(FeatureOption.CONSTRAINTS) && !source.primaryKey().isEmpty();
        if (taken && !declared.key.isEmpty()) {
            throw conflict(source, "a primary key", declared.keyPlace, "EXCLUDING CONSTRAINTS");
        }
        draft.key = taken
                ? source.primaryKey().stream()
                        .map(column -> source.columns().get(column).name())
                        .toList()
                : declared.key;
        draft.keyName = taken ? source.extras().keyName() : declared.keyName;
        draft.keyPlace = declared.keyPlace;
    }

    private void watermark(CatalogTable source, TableDraft declared, TableDraft draft) {
        boolean taken = takes(FeatureOption.WATERMARKS) && source.eventTime() != null;
        if (taken && declared.watermark != null && !overwrites(FeatureOption.WATERMARKS)) {
            throw conflict(
                    source,
                    "a watermark",
                    declared.watermark.place(),
                    "OVERWRITING WATERMARKS or EXCLUDING WATERMARKS");
        }
        draft.watermark = declared.watermark != null ? declared.watermark : taken ? TableDraft.watermark(source) : null;
    }

    private void partitions(CatalogTable source, TableDraft declared, TableDraft draft) {
        List<String> old = takes(FeatureOption.PARTITIONS) ? source.extras().partitionedBy() : List.of();
        if (!old.isEmpty() && !declared.partitionedBy.isEmpty()) {
            throw conflict(source, "partitions", null, "EXCLUDING PARTITIONS");
        }
        draft.partitionedBy = declared.partitionedBy.isEmpty() ? old : declared.partitionedBy;
    }

    private void distribution(CatalogTable source, TableDraft declared, TableDraft draft) {
        String old = takes(FeatureOption.DISTRIBUTION) ? source.extras().distribution() : null;
        if (old != null && declared.distribution != null) {
            throw conflict(source, "a distribution", null, "EXCLUDING DISTRIBUTION");
        }
        draft.distribution = declared.distribution == null ? old : declared.distribution;
    }

    private RuntimeException conflict(CatalogTable source, String what, @Nullable SqlNode place, String words) {
        return Places.error(
                "'" + source.name() + "' has " + what + " already", place == null ? like : place, "write " + words);
    }
}

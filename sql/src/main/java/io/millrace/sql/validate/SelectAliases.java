package io.millrace.sql.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlMoniker;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * Names that SELECT gives, in GROUP BY and HAVING: they mean what they name where no column of FROM has that name. A column
 * comes first, as it does in Flink, which does not know the names there.
 */
final class SelectAliases extends SqlShuttle {
    private final SqlSelect select;
    private final Set<String> columns;

    /** @param from the scope of the tables in FROM */
    SelectAliases(SqlSelect select, SqlValidatorScope from) {
        this.select = select;
        List<SqlMoniker> found = new ArrayList<>();
        from.findAllColumnNames(found);
        columns = found.stream()
                .map(moniker -> moniker.getFullyQualifiedNames())
                .map(names -> names.get(names.size() - 1))
                .collect(Collectors.toSet());
    }

    SqlNode resolve(SqlNode node) {
        SqlNode resolved = node.accept(this);
        return resolved == null ? node : resolved;
    }

    @Override
    public @Nullable SqlNode visit(SqlIdentifier name) {
        if (!name.isSimple() || columns.contains(name.getSimple())) {
            return name;
        }
        List<SqlNode> meant = select.getSelectList().stream()
                .filter(item -> item instanceof SqlCall as
                        && as.getKind() == SqlKind.AS
                        && as.operand(1) instanceof SqlIdentifier alias
                        && alias.getSimple().equals(name.getSimple()))
                .map(SqlUtil::stripAs)
                .toList();
        return meant.size() == 1 ? meant.get(0) : name;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        return call.isA(SqlKind.QUERY) ? call : super.visit(call);
    }
}
